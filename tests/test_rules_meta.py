"""What holds for every rule: identity, documentation, examples, tests."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from digestlint._runtime.installation import __version__
from digestlint.core import rule_docs, rule_index
from digestlint.core.finding import Applicability
from digestlint.core.rule import RuleInfo
from digestlint.core.selectors import UnknownRuleError, expand
from digestlint.document.context import Context
from digestlint.lint.registry import Rule, all_rules, find_rule
from digestlint.lint.requires import may_find
from digestlint.papers.bibliography import parse_bibliography
from tests.places import PACKAGE, ROOT
from tests.support import open_text, see

# Codes and names are stable: a change here breaks users' configurations.
STABLE = """
ANC001 broken-anchor
ANC002 duplicate-anchor
ANC003 broken-file-link
ARC001 date-gap
ARC002 repeated-day
ARC003 unlisted-file
ARC004 orphan-file
BIB001 missing-from-digest
BIB002 missing-from-bibliography
BIB003 title-differs
BIB004 unparsable-bibliography
DIG001 unused-suppression
ENC001 undecodable-bytes
ENC002 mojibake
ENC003 lossy-mojibake
ENC004 replacement-character
ENC005 byte-order-mark
ENC006 control-character
ENC007 mixed-line-endings
GEN001 pipeline-error
GEN002 prompt-leak
GEN003 lost-backslash
GEN004 foreign-script
GEN005 repeated-content
GEN006 broken-table
GEN007 lost-link
GEN008 untranslated
GEN009 chat-phrase
GEN010 latex-residue
GEN011 page-debris
GIT001 conflict-marker
MKD001 unrendered-emphasis
MKD002 vanishing-tag
MKD003 undefined-reference
MKD004 broken-link-syntax
MKD005 heading-without-space
MKD006 vanishing-definition
SEC001 missing-section
SEC002 empty-section
SEC003 section-order
SEC004 section-heading-variant
SEC005 fenced-notes
SEC006 unclosed-fence
SEC007 truncated-section
SEC008 missing-field
SEC009 missing-part
SEC010 field-value
SEC011 repeated-field
TEX001 latex-markup
TOC001 entry-without-notes
TOC002 notes-without-entry
TOC003 stale-toc
TOC004 duplicate-entry
TOC005 date-mismatch
TOC006 numbering-gap
TOC007 temporary-title
TOC008 misleading-link
TOC009 count-mismatch
TOC010 wrong-count
TXT001 spaced-hyphen
URL001 malformed-url
URL002 trailing-punctuation
URL003 latex-in-url
URL004 empty-link
URL005 insecure-scheme
URL006 malformed-arxiv-id
URL007 dangerous-scheme
URL008 split-url
URL009 swallowed-text
URL011 other-paper
WIK001 broken-wikilink
"""

FIRST = "0.1.0"  # what came with it was new to everybody
RULES = pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.name)


def test_codes_and_names_are_stable() -> None:
    rules = [f"{rule.code} {rule.name}" for rule in all_rules() if not rule.info.preview]
    assert rules == STABLE.split("\n")[1:-1], "add a rule to STABLE when it leaves preview"


def untried(rules: Iterable[RuleInfo], version: str) -> list[str]:
    """The rules that a version brings without a preview in another one before."""
    return [r.code for r in rules if r.since == version != FIRST and not r.preview]


def test_new_rules_come_in_preview_first() -> None:
    assert untried(rule_index.RULES, __version__) == [], "set preview=True in its RULE"
    first, old = RuleInfo("AAA001", "first"), RuleInfo("AAA002", "old", since="0.2.0")
    new, tried = RuleInfo("AAA003", "new", since="0.3.0"), RuleInfo("AAA004", "b", since="0.3.0")
    assert untried([first, old, new, tried._replace(preview=True)], "0.3.0") == ["AAA003"]
    assert untried([first], FIRST) == []


def test_the_page_of_a_rule_in_preview_says_so() -> None:
    rule = find_rule("URL005")
    assert "preview" not in rule_docs.markdown(rule.info, rule.docs)
    page = rule_docs.markdown(rule.info._replace(preview=True), rule.docs)
    assert "\n\nThis rule is in preview: it is off without `--preview`" in page


def module_of(rule: Rule) -> Path:
    return PACKAGE / "rules" / rule_index.FAMILIES[rule.name] / f"{rule.name.replace('-', '_')}.py"


@RULES
def test_identity(rule: Rule) -> None:
    assert re.fullmatch(r"[A-Z]{3}\d{3}", rule.code), "a code is like URL001"
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name), "a name is like broken-anchor"
    assert module_of(rule).is_file(), f"name the rule's module {module_of(rule).name}"
    ordered = sorted(set(rule.info.fixes), key=list(Applicability).index)
    assert list(rule.info.fixes) == ordered, "in RuleInfo, name each kind of fix once, safe first"


@RULES
def test_documentation(rule: Rule) -> None:
    assert rule.docs.strip().splitlines()[0].endswith("."), (
        "end the first line of the docstring with a full stop"
    )
    assert "\n\n" in rule.docs, "leave a line empty after the first line of the docstring"
    sections = list(rule_docs.SECTIONS)
    found = rule_docs.sections(rule.docs)
    wanted = ", ".join(sections)
    assert found == sections, f"give the docstring the sections {wanted}; it has {found}"
    for option in rule.info.options:
        shown = rule_docs.markdown(rule.info, rule.docs)
        assert f"\n- `{option.name}` (default `" in shown, "let rule_docs.markdown show the option"
        assert option.help.endswith("."), f"end the help of option {option.name} with a full stop"
    unsafe = "unsafe" in rule.docs.lower()
    says = unsafe or Applicability.UNSAFE not in rule.info.fixes
    assert says, "say in the section Fix safety why the fix is unsafe"


@RULES
def test_has_tests_of_its_own(rule: Rule) -> None:
    module = module_of(rule)
    tests = f"tests/rules/{module.parent.name}/test_{module.name}"
    assert (ROOT / tests).is_file(), f"add {tests}"


@RULES
def test_is_about_one_screen(rule: Rule) -> None:
    lines = module_of(rule).read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 250, "move what the check needs to a module beside it"


@pytest.mark.parametrize(
    ("selector", "count"),
    [("ANC", 3), ("anc001", 1), ("broken-anchor", 1), ("ALL", len(all_rules()))],
)
def test_selectors(selector: str, count: int) -> None:
    assert len(expand([selector])) == count


@pytest.mark.parametrize(
    ("selector", "message"),
    [
        ("ANC9", "there is no rule 'ANC9'"),
        ("broken-anchr", "did you mean 'broken-anchor'?"),
        ("AN", "there is no rule 'AN'"),
        ("", "there is no rule ''"),
    ],
)
def test_unknown_selectors_name_the_nearest_rule(selector: str, message: str) -> None:
    with pytest.raises(UnknownRuleError, match=re.escape(message)):
        expand([selector])
    with pytest.raises(UnknownRuleError, match=re.escape(message)):
        find_rule(selector)


def test_generated_files_are_up_to_date() -> None:
    from tools.generate import stale

    assert [path.name for path in stale()] == [], "run 'make generate'"


# Examples stay short: some rules need a digest around them, or a bibliography beside them.
SURVEY = "# Paper List\n\n# TLDR/Notes\n## a\n%s"
DAILY = "# Papers for 2025-10-03\n\n## 0.[A](https://arxiv.org/pdf/2509.25454)\n%s"
AGENTS = """\
@misc{ferry, title = {Ferry-R1: Long Questions}, eprint = {2503.99001}}
@misc{lighthouse, title = {Lighthouse: Sparse Rewards}, eprint = {2504.99002}}
"""
FRAMES = {
    "missing-section": SURVEY,
    "empty-section": SURVEY,
    "section-order": SURVEY,
    "section-heading-variant": SURVEY,
    "fenced-notes": SURVEY,
    "unclosed-fence": SURVEY,
    "truncated-section": SURVEY,
    "missing-field": DAILY,
    "field-value": "# Papers\n## Ferry\n%s",
    "repeated-field": "# Papers\n## Ferry\n%s",
    "untranslated": "# Papers\n## Ferry\n%s",
    "temporary-title": "%s\n# TLDR/Notes\n",
}
BIBLIOGRAPHIES = {
    "missing-from-digest": AGENTS.replace("Ferry-R1", "Ferry"),
    "missing-from-bibliography": AGENTS.splitlines()[0].replace("Ferry-R1", "Ferry"),
    "title-differs": AGENTS,
}
SCHEMAS = {"missing-part": "survey"}
# Of users, who ask for more than those that are built in.
OWN: dict[str, dict[str, Any]] = {
    "field-value": {"notes": {"fields": {"code": {"label": "Code", "type": "url"}}}},
    "untranslated": {"notes": {"fields": {"summary": {"label": "Summary", "language": "zh"}}}},
    "wrong-count": {
        "match": {"headings": [r"^Papers of week \d+$"]},
        "notes": {"level": 2},
        "counts": {"papers": {"pattern": r"^(?P<count>\d+) papers"}},
    },
    "repeated-field": {"notes": {"fields": {"v": {"label": "Venue", "repeated": "reported"}}}},
}
# Defects of bytes, and of other files, can't be shown in a Markdown block.
WITHOUT_EXAMPLE = {
    "undecodable-bytes",
    "byte-order-mark",
    "control-character",
    "mixed-line-endings",
    "unparsable-bibliography",
    "broken-file-link",
    *(rule.name for rule in all_rules() if rule.info.across_files),
}


@RULES
def test_examples_are_found_and_their_corrections_are_clean(rule: Rule) -> None:
    examples = rule_docs.examples(rule.docs)
    if rule.name in WITHOUT_EXAMPLE:
        return
    assert len(examples) >= 2, (
        "add to the section Example: the wrong text, and what to write instead"
    )
    context = Context()
    if rule.name in BIBLIOGRAPHIES:
        bibliography = parse_bibliography(BIBLIOGRAPHIES[rule.name], "agents.bib")
        context = Context(bibliography=bibliography)
    # An unused suppression is one of a rule that runs.
    rules = ("ALL",) if rule.info.runs_last else (rule.code,)
    frame = FRAMES.get(rule.name, "%s")
    schema = SCHEMAS.get(rule.name)
    own = {"own": {"match": {"headings": ["^Papers$"]}, **OWN.get(rule.name, {})}}
    found = [
        see(frame % text, *rules, context=context, schema=schema, schemas=own) for text in examples
    ]
    counts = [sum(seen.code == rule.code for seen in each) for each in found]
    assert counts[0] >= 1, (
        f"{rule.code} finds nothing in its first example: write the defect there (see FRAMES)"
    )
    assert counts[1:] == [0] * (len(counts) - 1), (
        f"{rule.code} finds something in its later examples: write what is right"
    )


def test_a_rule_finds_nothing_where_it_says_so() -> None:
    texts = [
        FRAMES.get(rule.name, "%s") % text
        for rule in all_rules()
        for text in rule_docs.examples(rule.docs)
    ]
    documents = [open_text(text) for text in texts]
    documents += [
        open_text(text, context=Context(parse_bibliography(AGENTS, "agents.bib")))
        for text in texts[:20]
    ]
    documents += [
        open_text(data)
        for data in (b"\xef\xbb\xbfa\r\nb\n", b"\xe4\xf6\xfc", "lecÃ§on, garÃ§on, Ã©tÃ©".encode())
    ]
    skipped = 0
    for document in documents:
        for rule in all_rules():
            if not may_find(rule.info, document):
                found = list(rule.check(document))
                assert not found, (
                    f"`requires` or `prefilter` of {rule.code} leaves out what it finds"
                )
                skipped += 1
    assert skipped > 1000
