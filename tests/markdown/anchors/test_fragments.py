"""What a fragment means before any heading is looked at."""

import pytest

from digestlint.markdown.anchors import candidate_ids, decode_fragment, is_special_fragment


@pytest.mark.parametrize(
    ("fragment", "decoded"),
    [
        ("", ""),
        ("plain-slug", "plain-slug"),
        ("%E8%83%8C%E6%99%AF", "背景"),
        ("%e8%83%8c", "背"),
        ("背%E6%99%AF-1", "背景-1"),
        ("a%20b+c", "a b+c"),
        ("100%", "100%"),
        ("%zz-%4", "%zz-%4"),
        ("%E8%83", "%E8%83"),
        ("%E8%83-x", "%E8%83-x"),
        ("%E8%83%8C%E6%99", "背%E6%99"),
        ("%ff%41%fe", "%ffA%fe"),
        ("%C0%80", "%C0%80"),
        ("%ED%A0%80", "%ED%A0%80"),
        ("%2541", "%41"),
        ("foo:~:text=bar", "foo"),
        (":~:text=bar", ""),
        ("foo%3A~:text", "foo:~:text"),
    ],
)
def test_decode_fragment(fragment: str, decoded: str) -> None:
    assert decode_fragment(fragment) == decoded


EVERYWHERE = {"github", "gitlab", "mkdocs", "pandoc"}
HOSTED = {"github", "gitlab"}


@pytest.mark.parametrize(
    ("fragment", "styles"),
    [
        ("", EVERYWHERE),
        ("top", EVERYWHERE),
        ("TOP", EVERYWHERE),
        ("%74op", EVERYWHERE),
        (":~:text=some%20words", EVERYWHERE),
        ("readme", {"github"}),
        ("L20", HOSTED),
        ("L20-L30", HOSTED),
        ("L20-30", HOSTED),
        ("L20C3", HOSTED),
        ("L20C3-L30C5", HOSTED),
        ("L", set()),
        ("L20-", set()),
        ("L20-L30-L40", set()),
        ("l20", set()),
        ("XL20", set()),
        ("topic", set()),
        ("top:x", set()),
        ("foo:~:text=bar", set()),
        ("L２０", set()),
    ],
)
def test_special_fragments(fragment: str, styles: set[str]) -> None:
    assert {style for style in EVERYWHERE if is_special_fragment(fragment, style)} == styles


@pytest.mark.parametrize(
    ("fragment", "style", "ids"),
    [
        ("foo", "github", ("foo",)),
        ("a%20b", "mkdocs", ("a%20b", "a b")),
        ("user-content-foo", "github", ("user-content-foo", "foo")),
        ("user-content-foo", "pandoc", ("user-content-foo",)),
        ("foo:~:text=x", "github", ("foo",)),
    ],
)
def test_candidate_ids(fragment: str, style: str, ids: tuple[str, ...]) -> None:
    assert candidate_ids(fragment, style) == ids
