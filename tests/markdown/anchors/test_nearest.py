"""Which slug a broken fragment means: certainly, nearly, or not at all."""

import random
import re

import pytest

from digestlint._runtime.distance import distance_within, may_be_within
from digestlint.markdown.anchors import (
    SlugIndex,
    assign_slugs,
    decode_fragment,
    is_special_fragment,
    nearest_slug,
    same_slug,
)
from tests.places import DIGESTS

# fragment, slugs, the slug it means
CERTAIN = [
    ("mas$^2$--self-generative--x", ["mas2--self-generative--x"], "mas2--self-generative--x"),
    ("for-2d&3d-worlds", ["for-2d3d-worlds", "for-3d-worlds"], "for-2d3d-worlds"),
    ("beyond-pass@1--self-play", ["beyond-pass1--self-play"], "beyond-pass1--self-play"),
    ("feedback-&-rewards", ["feedback--rewards", "feedback"], "feedback--rewards"),
    ("Search-R1", ["search-r1"], "search-r1"),
    ("a--b---c", ["a-b-c"], "a-b-c"),
    ("a_b", ["a-b"], "a-b"),
    ("a%20b", ["a-b"], "a-b"),
    ("%E8%83%8C%E6%99%AF：", ["背景"], "背景"),
    ("核心方法（介绍）", ["核心方法介绍", "核心方法"], "核心方法介绍"),
    ("ＧＰＴ－４", ["gpt-4"], "gpt-4"),
    ("qwen2.5-7b", ["qwen25-7b"], "qwen25-7b"),
    ("o²-searcher", ["o-searcher", "b-searcher"], "o-searcher"),
    ("o²-searcher", ["o2-searcher", "o-searcher"], "o2-searcher"),
    ("week-20-26", ["week-20---26"], "week-20---26"),
    ("resume", ["résumé"], "résumé"),
    ("STRASSE", ["straße"], "straße"),
    ("a\u0301b", ["áb"], "áb"),
    ("❤-foo", ["\ufe0f-foo"], "\ufe0f-foo"),
    ("foo", ["foo", "foo-1"], "foo"),
    ("Foo", ["foo", "foo-1"], "foo"),
    ("FOO-1", ["foo", "foo-1"], "foo-1"),
]

# fragment, slugs, the slug to name in the message; none of these is safe to write
NEAR = [
    # Agreeing, but not for certain.
    ("foo-1", ["foo", "foo1"], "foo1"),
    ("foo1", ["foo", "foo-1"], "foo-1"),
    ("c#", ["c", "c-1"], "c"),
    ("c#", ["c"], "c"),
    ("net!", ["net", "net-1"], "net"),
    ("1-1-intro", ["11-intro"], "11-intro"),
    # Misspelt.
    ("intorduction", ["introduction", "conclusion"], "introduction"),
    ("setpu", ["setup", "usage"], "setup"),
    ("self-generatve-multi-agnt", ["self-generative-multi-agent"], "self-generative-multi-agent"),
    ("核心方发与创新", ["核心方法与创新", "实验结果"], "核心方法与创新"),
    # Cut short, grown, or numbered.
    ("search-r1-training", ["search-r1-training-llms"], "search-r1-training-llms"),
    ("обучение-grm-tuning-spct", ["обучение-grm-tuning"], "обучение-grm-tuning"),
    ("论文解读强化学习", ["论文解读强化学习用于搜索"], "论文解读强化学习用于搜索"),
    ("background", ["1-background", "2-method"], "1-background"),
]

NEITHER: list[tuple[str, list[str]]] = [
    ("a-b", ["a_b", "ab"]),
    ("résume", ["resume", "résumé"]),
    ("methods", ["method-a", "methodb"]),
    ("abcdefgz", ["abcdefgh", "abcdefgx"]),
    ("abcdefgzz", ["abcdefgzh", "abcdefghh"]),
    ("llama-3-herd-of-models", ["llama-2-herd-of-models"]),
    ("setup", ["usage", "license"]),
    ("mode", ["model"]),
    ("related", ["related-work"]),
    ("related-work-on-x", ["related-work-on-xy-zz", "related-work-on-xq-zz"]),
    ("background", ["1-background", "2-background"]),
    ("", ["foo"]),
    ("！", ["foo", ""]),
    ("foo", []),
    ("क", ["कि"]),
]


@pytest.mark.parametrize(("fragment", "slugs", "slug"), CERTAIN)
def test_certain_slug(fragment: str, slugs: list[str], slug: str) -> None:
    assert same_slug(fragment, iter(slugs)) == slug
    assert same_slug(fragment, reversed(slugs)) == slug
    assert nearest_slug(fragment, slugs) == slug


@pytest.mark.parametrize(("fragment", "slugs", "slug"), NEAR)
def test_near_slug_is_not_certain(fragment: str, slugs: list[str], slug: str) -> None:
    assert same_slug(fragment, slugs) is None
    assert nearest_slug(fragment, iter(slugs)) == slug
    assert nearest_slug(fragment, reversed(slugs)) == slug


@pytest.mark.parametrize(("fragment", "slugs"), NEITHER)
def test_no_slug_is_meant(fragment: str, slugs: list[str]) -> None:
    assert same_slug(fragment, slugs) is None
    assert nearest_slug(fragment, slugs) is None


def _distance(first: str, second: str) -> int:
    """Compute optimal string alignment distance over the whole table."""
    table = {(row, 0): row for row in range(len(first) + 1)}
    table |= {(0, column): column for column in range(len(second) + 1)}
    for row in range(1, len(first) + 1):
        for column in range(1, len(second) + 1):
            differs = first[row - 1] != second[column - 1]
            table[row, column] = min(
                table[row - 1, column] + 1,
                table[row, column - 1] + 1,
                table[row - 1, column - 1] + differs,
            )
            if row > 1 and column > 1 and first[row - 2 : row] == second[column - 2 : column][::-1]:
                table[row, column] = min(table[row, column], table[row - 2, column - 2] + 1)
    return table[len(first), len(second)]


def test_limited_distance_agrees_with_the_whole_table() -> None:
    random_ = random.Random(7)
    within = 0
    for _ in range(2000):
        first = "".join(random_.choice("abc") for _ in range(random_.randint(0, 14)))
        letters = list(first)
        for _ in range(random_.randint(0, 5)):
            at = random_.randint(0, len(letters))
            letters[at : at + random_.randint(0, 2)] = random_.choice(["", "a", "bc"])
        second = "".join(letters)
        distance = _distance(first, second)
        for limit in (1, 2, 4):
            assert distance_within(first, second, limit) == min(distance, limit + 1)
            if distance <= limit:
                within += 1
                assert may_be_within(first, second, limit)
    assert within > 1000


def test_few_pairs_need_the_whole_comparison() -> None:
    random_ = random.Random(7)
    words = ["agent", "model", "learning", "language", "reasoning", "search", "tool", "vision"]
    keys = ["".join(random_.choices(words, k=8)) for _ in range(200)]
    compared = sum(may_be_within(keys[0], other, 3) for other in keys[1:])
    assert compared < len(keys) / 4


def test_very_long_fragment_is_answered() -> None:
    long = "ab" * 100_000
    assert nearest_slug(long + "x", [long + "y"]) is None


@pytest.mark.skipif(not DIGESTS.is_dir(), reason="needs the digests in ../shared")
def test_digests_have_five_broken_fragments_each_with_a_certain_slug() -> None:
    links = 0
    broken: dict[str, list[str | None]] = {}
    for path in sorted(DIGESTS.glob("*.md")):
        text = path.read_text(encoding="utf-8", errors="replace")
        index = SlugIndex(assign_slugs(re.findall(r"(?m)^#{1,6} +(.*?) *$", text)))
        for fragment in re.findall(r"\]\(#([^)\s]*)\)", text):
            links += 1
            if decode_fragment(fragment) not in index.slugs and not is_special_fragment(
                fragment, "github"
            ):
                broken.setdefault(path.name[:3], []).append(index.same(fragment))
    assert links == 181
    assert {name: len(found) for name, found in broken.items()} == {"000": 4, "001": 1}
    assert all(slug is not None for found in broken.values() for slug in found)
