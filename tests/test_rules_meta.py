"""What holds for every rule: identity, documentation, examples, tests."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from digestlint.core import rule_docs, rule_index
from digestlint.core.finding import Applicability
from digestlint.core.selectors import UnknownRuleError, expand
from digestlint.document.document import Context
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
TEX001 latex-markup
TOC001 entry-without-notes
TOC002 notes-without-entry
TOC003 stale-toc
TOC004 duplicate-entry
TOC005 date-mismatch
TOC006 numbering-gap
TOC007 temporary-title
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
URL010 lost-url
URL011 other-paper
"""

RULES = pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.name)


def test_codes_and_names_are_stable() -> None:
    assert [f"{rule.code} {rule.name}" for rule in all_rules()] == STABLE.split("\n")[1:-1]


def module_of(rule: Rule) -> Path:
    return PACKAGE / "rules" / rule_index.FAMILIES[rule.name] / f"{rule.name.replace('-', '_')}.py"


@RULES
def test_identity(rule: Rule) -> None:
    assert re.fullmatch(r"[A-Z]{3}\d{3}", rule.code)
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name)
    assert module_of(rule).is_file(), "a rule's module is named like the rule"
    assert len(set(rule.info.fixes)) == len(rule.info.fixes)
    assert list(rule.info.fixes) == sorted(rule.info.fixes, key=list(Applicability).index)


@RULES
def test_documentation(rule: Rule) -> None:
    assert rule.docs.strip().splitlines()[0].endswith("."), "the first line is a sentence"
    assert "\n\n" in rule.docs, "an empty line follows the summary"
    assert rule_docs.sections(rule.docs) == list(rule_docs.SECTIONS)
    for option in rule.info.options:
        assert f"\n- `{option.name}` (default `" in rule_docs.markdown(rule.info, rule.docs)
        assert option.help.endswith(".")
    unsafe = "unsafe" in rule.docs.lower()
    assert unsafe or Applicability.UNSAFE not in rule.info.fixes


@RULES
def test_has_tests_of_its_own(rule: Rule) -> None:
    module = module_of(rule)
    assert (ROOT / "tests" / "rules" / module.parent.name / f"test_{module.name}").is_file()


@RULES
def test_is_about_one_screen(rule: Rule) -> None:
    assert len(module_of(rule).read_text(encoding="utf-8").splitlines()) <= 250


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
    "temporary-title": "%s\n# TLDR/Notes\n",
}
BIBLIOGRAPHIES = {
    "missing-from-digest": AGENTS.replace("Ferry-R1", "Ferry"),
    "missing-from-bibliography": AGENTS.splitlines()[0].replace("Ferry-R1", "Ferry"),
    "title-differs": AGENTS,
}
SCHEMAS = {"missing-part": "survey"}
# Defects of bytes, and of other files, can't be shown in a Markdown block.
WITHOUT_EXAMPLE = {
    "undecodable-bytes",
    "byte-order-mark",
    "control-character",
    "mixed-line-endings",
    "unparsable-bibliography",
    "broken-file-link",
}


@RULES
def test_examples_are_found_and_their_corrections_are_clean(rule: Rule) -> None:
    examples = rule_docs.examples(rule.docs)
    if rule.name in WITHOUT_EXAMPLE:
        return
    assert len(examples) >= 2, "the wrong text, and what to write instead"
    context = Context()
    if rule.name in BIBLIOGRAPHIES:
        bibliography = parse_bibliography(BIBLIOGRAPHIES[rule.name], "agents.bib")
        context = Context(bibliography=bibliography)
    # An unused suppression is one of a rule that runs.
    rules = ("ALL",) if rule.info.runs_last else (rule.code,)
    frame = FRAMES.get(rule.name, "%s")
    schema = SCHEMAS.get(rule.name)
    found = [see(frame % text, *rules, context=context, schema=schema) for text in examples]
    counts = [sum(seen.code == rule.code for seen in each) for each in found]
    assert counts[0] >= 1, "the first example is wrong"
    assert counts[1:] == [0] * (len(counts) - 1), "all later ones are right"


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
                assert (rule.code, list(rule.check(document))) == (rule.code, [])
                skipped += 1
    assert skipped > 1000
