"""What a run looks at in the world, noted as it looks, so that it can be asked again."""
