"""The findings of one check: a list, which notebooks show as a table."""

from __future__ import annotations

from digestlint._runtime.language import say
from digestlint.core.finding import Finding

_SHOWN = 200  # findings of a table


class Findings(list[Finding]):
    """A list of findings."""

    def _repr_html_(self) -> str:
        """Return the table that a notebook shows."""
        from digestlint.text.markup import escaped, table  # for notebooks only

        if not self:
            return f"<p>{escaped(say('Nothing was found.'))}</p>"
        head = (say("In the file"), say("Severity"), say("Rule"), say("Findings"), say("Fix"))
        left = len(self) - _SHOWN
        more = say("and {number} more", number=f"{left:,}") if left > 0 else ""
        return table(head, [_row(finding) for finding in self[:_SHOWN]]) + (
            f"<p>{escaped(more)}</p>" if more else ""
        )


def _row(finding: Finding) -> tuple[str, ...]:
    from digestlint.core.rule_docs import rule_url  # for notebooks only
    from digestlint.text.markup import escaped

    row, column = finding.location
    fix = f"{finding.fix.message} ({finding.fix.applicability.value})" if finding.fix else ""
    rule = escaped(f"{finding.code} {finding.name}")
    return (
        f"{row}:{column}",
        escaped(finding.severity.value),
        f'<a href="{escaped(rule_url(finding.name))}">{rule}</a>',
        escaped(str(finding.message)),
        escaped(fix),
    )
