"""Slugs against what the renderers themselves give, and against their published cases."""

import json
from pathlib import Path
from typing import Any

import pytest

from digestlint.markdown.anchors import STYLES, assign_slugs, slugify

HERE = Path(__file__).parent


def _load(name: str) -> Any:
    return json.loads((HERE / name).read_text(encoding="utf-8"))


DOCUMENTS = _load("renderers.json")["documents"]


@pytest.mark.parametrize("style", ["github", "mkdocs", "pandoc"])
@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document["name"])
def test_document_gets_the_renderers_anchors(document: dict[str, Any], style: str) -> None:
    given = dict(enumerate(zip(document["texts"], document[style], strict=True)))
    slugs = assign_slugs(document["texts"], style)
    assert {at: (text, slugs[at]) for at, (text, _) in given.items()} == given


def test_github_slugger_published_cases() -> None:
    cases = _load("github_slugger.json")["cases"]
    assert len(cases) == 31
    assert assign_slugs([case["text"] for case in cases]) == [case["slug"] for case in cases]


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("github", ["foo", "foo-1", "foo-1-1"]),
        ("gitlab", ["foo", "foo-1", "foo-1"]),
        ("mkdocs", ["foo", "foo_1", "foo-1"]),
        ("pandoc", ["foo", "foo-1", "foo-1-1"]),
    ],
)
def test_collision_rule(style: str, expected: list[str]) -> None:
    assert assign_slugs(["foo", "foo", "foo-1"], style) == expected


# GitLab Docs, "GitLab Flavored Markdown", heading IDs and links. The emoji of the second heading
# is written as a shortcode there, and gone before the ID is made.
GITLAB_DOCUMENTED = [
    ("This heading has spaces in it", "this-heading-has-spaces-in-it"),
    ("This heading has a :thumbsup: in it", "this-heading-has-a-in-it"),
    ("This heading has Unicode in it: 한글", "this-heading-has-unicode-in-it-한글"),
    ("This heading has spaces in it", "this-heading-has-spaces-in-it-1"),
    ("This heading has spaces in it", "this-heading-has-spaces-in-it-2"),
    (
        "This heading has 3.5 in it (and parentheses)",
        "this-heading-has-35-in-it-and-parentheses",
    ),
    (
        "This heading has  multiple spaces and --- hyphens",
        "this-heading-has-multiple-spaces-and-hyphens",
    ),
]


def test_gitlab_documented_headings() -> None:
    texts = [text for text, _ in GITLAB_DOCUMENTED]
    assert assign_slugs(texts, "gitlab") == [slug for _, slug in GITLAB_DOCUMENTED]


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("2025", "anchor-2025"),
        ("2.0", "anchor-20"),
        ("2 0", "2-0"),
        ("  Trimmed  ", "trimmed"),
        ("a - b", "a-b"),
        ("- a", "-a"),
        ("核心方法（介绍本文的几个创新点）", "核心方法介绍本文的几个创新点"),
        ("snake_case", "snake_case"),
        ("Epics **(PREMIUM SELF)**", "epics"),
        ("Free (as in beer)", "free-as-in-beer"),
        ("ΟΔΟΣ", "οδοσ"),
        ("at 10:30:45", "at-103045"),
        ("ratio a:b:c", "ratio-abc"),
        (":a::b: two in a row", "ab-two-in-a-row"),
        ("x" * 300, "x" * 255),
        ("！", ""),
    ],
)
def test_gitlab_rules(text: str, slug: str) -> None:
    assert slugify(text, "gitlab") == slug


# Pandoc User's Guide, "Extension: auto_identifiers", the table of examples.
PANDOC_MANUAL = [
    ("Heading identifiers in HTML", "heading-identifiers-in-html"),
    ("Maître d'hôtel", "maître-dhôtel"),
    pytest.param(
        "Dogs?--in my house?",
        "dogs--in-my-house",
        marks=pytest.mark.xfail(
            reason="the guide shows -smart; pandoc 3.9 itself gives dogsin-my-house", strict=True
        ),
    ),
    ("[HTML], [S5], or [RTF]?", "html-s5-or-rtf"),
    ("3. Applications", "applications"),
    ("33", "section"),
]


@pytest.mark.parametrize(("text", "slug"), PANDOC_MANUAL)
def test_pandoc_manual(text: str, slug: str) -> None:
    assert slugify(text, "pandoc") == slug


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Dogs?--in my house?", "dogsin-my-house"),
        ("a -- b --- c", "a-b-c"),
        ("a----b", "a-b"),
        ("wait... what", "wait-what"),
        ("e....f", "e.f"),
        ("line\nbreak", "line-break"),
        ("next\u0085line", "nextline"),
    ],
)
def test_pandoc_smart_and_spaces(text: str, slug: str) -> None:
    assert slugify(text, "pandoc") == slug


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("text", ["", " ", "!", "\0", "\ud800", "\U0010ffff", "x" * 10_000])
def test_any_text_gets_a_slug(style: str, text: str) -> None:
    slugs = assign_slugs([text, text], style)
    assert [type(slug) for slug in slugs] == [str, str]
    assert slugs[0] != slugs[1] or (style == "gitlab" and not slugs[0])


def test_many_repetitions_stay_linear() -> None:
    for style, last in [("github", "a-39999"), ("gitlab", "a-39999"), ("pandoc", "a-39999")]:
        assert assign_slugs(["a"] * 40_000, style)[-1] == last
    assert assign_slugs(["a"] * 40_000, "mkdocs")[-1] == "a_39999"


@pytest.mark.parametrize("function", [slugify, assign_slugs])
def test_unknown_style_is_named(function: Any) -> None:
    with pytest.raises(ValueError, match=r"unknown anchor style 'gihtub': expected one of github"):
        function("x", "gihtub")
