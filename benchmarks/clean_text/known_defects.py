"""Real mojibake in the sources, found by this benchmark and reviewed by hand."""

KNOWN = {
    # iso_8859-1(7) in Italian: a file in ISO-8859-1 was converted to UTF-8 twice.
    "manpages-it": {"altresÃ¬": "altresì"},
}
"""What is in the texts of a package, and what should."""


def fix(package: str, text: str) -> tuple[str, int]:
    """Return the text without the known defects of its package, and how many there were."""
    found = 0
    for wrong, right in KNOWN.get(package, {}).items():
        found += text.count(wrong)
        text = text.replace(wrong, right)
    return text, found
