"""What a finding, a fix, a rule and a setting are; what selectors name."""
