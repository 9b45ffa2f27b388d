from __future__ import annotations

from digestlint.core.rule import Option, RuleInfo
from digestlint.document.context import NoLinkResolver
from digestlint.lint.registry import find_rule
from tests.frames import DAILY_HEAD, SURVEY_HEAD
from tests.support import open_text

RULE = RuleInfo("XXX001", "some-rule", options=(Option("size", 3, "How much."),))


def test_steps_are_linked() -> None:
    document = open_text("# Â«AÂ» b\n")
    assert document.source.text == "# Â«AÂ» b\n"
    assert document.text == document.markdown.text == document.restoration.text
    assert document.digest is None
    assert document.schema is None
    assert document.papers == ()


def test_rows_are_those_of_the_source() -> None:
    document = open_text("# ä¸­æ–‡\r\n\r\n[a](#b)\r\n")
    assert document.text != document.source.text
    assert document.lines.rows == document.lines_of_source.rows == 4


def test_a_schema_is_chosen_by_content_by_name_or_not_at_all() -> None:
    for text, schema, expected in (
        (SURVEY_HEAD, None, "survey"),
        (DAILY_HEAD, None, "daily"),
        ("# Notes\n", None, None),
        ("# Notes\n", "survey", "survey"),
        (SURVEY_HEAD, "none", None),
        ("# ![logo](x.png) Paper List\n\n# TLDR/Notes\n", None, "survey"),
    ):
        found = open_text(text, schema=schema).schema
        assert (found.name if found else None) == expected, text


def test_attribute_lists_follow_the_anchor_style() -> None:
    text = "# Title {#own}\n"
    assert set(open_text(text).targets_by_id) == {"title-own"}
    assert set(open_text(text, anchor_style="mkdocs").targets_by_id) == {"own"}


def test_targets_inside_stray_fences() -> None:
    text = SURVEY_HEAD + "```\n### Abstract\nWe study agents.\n```\n"
    assert "abstract" in open_text(text).targets_by_id
    assert "abstract" not in open_text(text, schema="none").targets_by_id


def test_options_have_defaults() -> None:
    assert open_text("").option(RULE, "size") == 3
    assert open_text("", options={"some-rule": {"size": 5}}).option(RULE, "size") == 5
    assert find_rule("TOC003").info.options


def test_without_a_place_on_disk_nothing_is_missing() -> None:
    resolver = open_text("").context.resolver
    assert isinstance(resolver, NoLinkResolver)
    assert resolver.exists("nowhere.md")
    assert resolver.target_ids("nowhere.md") is None


def test_local_links_and_papers() -> None:
    for text, local, papers in (
        ("[a](https://a.org) <http://b.org>\n", False, False),
        ("[a](#b)\n", True, False),
        ("[a]\n\n[a]: b.md\n", True, False),
        ('<a href="b.md">a</a>\n', True, False),
        ("arXiv: 2505.15117\n", False, True),
        (DAILY_HEAD, None, True),
    ):
        document = open_text(text)
        assert local in (None, document.has_local_links), text
        assert document.is_about_papers is papers, text
