from __future__ import annotations

from itertools import product

import pytest

from digestlint.core.finding import Applicability
from tests.support import fixed, see

SAFE = [
    ("（https://a.org/b），方便", "（<https://a.org/b>），方便"),
    ("见https://a.org/b。", "见<https://a.org/b>。"),
    ("见https://a.github.io。好", "见<https://a.github.io>。好"),
    ("见https://a.org/b/，好", "见<https://a.org/b/>，好"),
    ("见https://a.org/b.，好", "见<https://a.org/b>.，好"),
    ("见https://github.com/a/b获取", "见<https://github.com/a/b>获取"),
    ("见https://github.com/a上", "见<https://github.com/a>上"),
    ("见https://huggingface.co/datasets/a/b上", "见<https://huggingface.co/datasets/a/b>上"),
    ("见https://arxiv.org/abs/2505.15117中", "见<https://arxiv.org/abs/2505.15117>中"),
    ("见https://a.org上", "见<https://a.org>上"),
    ("https://a.org/b\u3000c", "<https://a.org/b>\u3000c"),
    ("https://a.org/b（好）", "<https://a.org/b>（好）"),
    ("https://a.org/b（好", "<https://a.org/b>（好"),
    ("https://a.org/b。又https://a.org/c。", "<https://a.org/b>。又<https://a.org/c>。"),
]
# Signs before CJK text; owners' and papers' names are ASCII, so that the URL ends before any.
REPOSITORY = "https://github.com/hz-lab/tide.js"
SIGNS = [
    *("——", "……", "。🚀", "👍🏽", "➡️", "--", "->", "=>", "\u00a0", "\u3000"),
    *"“‘→～｜＋＆🚀·•–、「",
    *'《；♪”’»＝★|"',
]
FRAMES = [
    "项目主页 {}",
    "- 一\n  - {}",
    "**{}**",
    "| 甲 | 乙 |\n|-|-|\n| {} | 丙 |",
    "## 代码 {}",
    "> {}",
    "1. *{}*",
    "（{}",
    "甲\r\n{}\r\n乙",
]
SAFE_SIGNS = [
    ("https://arxiv.org/abs/2505.15117——见附录", "<https://arxiv.org/abs/2505.15117>——见附录"),
    ("https://openreview.net/forum?id=a1-B～好", "<https://openreview.net/forum?id=a1-B>～好"),
    ("https://youtu.be/a1-B🎬视频", "<https://youtu.be/a1-B>🎬视频"),
    ("https://a.org/b——好", "<https://a.org/b>——好"),
    ("https://a.org/b……", "<https://a.org/b>……"),
    ("https://a.org/b→下载", "<https://a.org/b>→下载"),
    ("https://a.org/b🚀 好", "<https://a.org/b>🚀 好"),
    ("**https://github.com/a/b**——好", "**<https://github.com/a/b>**——好"),
    ("“https://github.com/a/b”·好", "“<https://github.com/a/b>”·好"),
    ("https://en.wikipedia.org/wiki/Tide，好", "<https://en.wikipedia.org/wiki/Tide>，好"),
    ("（https://zh.wikipedia.org/wiki/潮汐）好", "（<https://zh.wikipedia.org/wiki/潮汐>）好"),
    ("<https://github.com/a/b——好>", "<https://github.com/a/b>——好"),
    ("https://github.com/a/b/好", "<https://github.com/a/b/>好"),
    ("https://a.org/b/→好", "<https://a.org/b/>→好"),
    ("https://github.com/a/b①好", "<https://github.com/a/b>①好"),
    ("https://github.com/a/bและ", "<https://github.com/a/b>และ"),
    ("https://github.com/a/b#c——好", "<https://github.com/a/b#c>——好"),
]
UNSAFE = [
    # The word may be of the path, or the sentence may go on with it.
    ("https://a.org/路，好", "<https://a.org/路>，好"),
    ("见https://a.org/下载。", "见<https://a.org/下载>。"),
    ("（https://a.org/bдалее）", "（<https://a.org/bдалее>）"),
    ("（https://a.org/bδες）", "（<https://a.org/bδες>）"),
    ("（https://a.org/bและ）", "（<https://a.org/bและ>）"),
    ("（https://a.org/bللمزيد）", "（<https://a.org/bللمزيد>）"),
    ("https://github.com/a/b-好", "<https://github.com/a/b>-好"),
    ("https://a.org/b—and", "<https://a.org/b>—and"),
    ("https://a.org/b·好", "<https://a.org/b>·好"),
    # Brackets beside the stars would leave nothing bold.
    ("**https://github.com/a/b**好", "**https://github.com/a/b** 好"),
    ("好**https://github.com/a/b——好**", "好**https://github.com/a/b ——好**"),
    ("https://github.com/a/b?c=d——好", "<https://github.com/a/b?c=d>——好"),
    ("https://zh.wikipedia.org/wiki/潮汐，是", "<https://zh.wikipedia.org/wiki/潮汐>，是"),
    ("见https://a.org/b找到。", "见<https://a.org/b>找到。"),
    ("见https://github.com/a/b/tree/main公开。", "见<https://github.com/a/b/tree/main>公开。"),
]
LEFT = [
    "(http://kelp.seebär.example) https://www.bücher.example/a",  # internationalised domains
    "见 https://www.seebär.example:80/b 与 <https://a.tång.example>",
    "https://zh.wikipedia.org/wiki/让·雅克",
    "https://zh.wikipedia.org/wiki/BERT模型",
    "https://zh.wikipedia.org/wiki/星——海",
    "https://ja.wikipedia.org/wiki/“夜”の歌",
    "https://baike.baidu.com/item/让·雅克/12",
    "https://a.cat/col·lecció",
    "https://a.org/b–c",
    "https://a.org/?q=一～二",
    "https://github.com/a/b/blob/main/一，二.md",
    "https://github.com/a/b/blob/main/第2章——三.md",
    "https://github.com/a/b/blob/main/Part2——三.md",
    "<https://zh.wikipedia.org/wiki/让·雅克>",
    "见 https://…，好",
    "见 https://...），好",
    "https://a.org/b is good",
    "https://zh.wikipedia.org/wiki/人工智能",
    "https://zh.wikipedia.org/wiki/AI芯片",
    "https://a.org/文档/b",
    "https://a.org/AI文档/b",
    "https://a.org/?q=AI芯片",
    "https://例子.测试/路",
    "https://github.com/a/b/blob/main/文档.md",
    "https://a.org/é/ü",
    "https://a.org/路（一）",
    "<https://a.org/b，c>",
    "[a](https://a.org/b，c)",
    "见 https://a.org/b ，好",
    "`https://a.org/b，c`",
]


@pytest.mark.parametrize(("src", "expected"), SAFE)
def test_brackets_the_url(src: str, expected: str) -> None:
    assert {s.fix for s in see(src, "URL009")} == {Applicability.SAFE}
    assert fixed(src, "URL009", unsafe=False) == expected
    assert see(expected, "URL009") == []


@pytest.mark.parametrize("sign", SIGNS)
def test_signs_stay_outside(sign: str) -> None:
    for frame, after in product(FRAMES, ["欢迎", "", " 欢迎", "see"]):
        ambiguous = sign.isascii() and after[:1].isascii()  # or a part of the URL
        if not ambiguous and not (sign == "|" and "|-|" in frame):
            tail = f"{sign}{after}"
            src, expected = frame.format(REPOSITORY + tail), frame.format(f"<{REPOSITORY}>{tail}")
            assert fixed(src, "URL", unsafe=False) == expected
            assert see(expected, "URL") == []


@pytest.mark.parametrize(("src", "expected"), SAFE_SIGNS)
def test_ends_before_signs_that_the_path_cannot_hold(src: str, expected: str) -> None:
    assert {s.fix for s in see(src, "URL009")} == {Applicability.SAFE}
    assert fixed(src, "URL009", unsafe=False) == expected
    assert see(expected, "URL009") == []


CUT_OFF = [
    "见 https://github.com/hz-la...（URL truncated）。",
    "见 https://github.com/hz-la…，好",
    "见 https://github.com/hz-la...。",
    "见 https://github.com/hz-la……（已截断）。",
    "见 https://github.com/hz-la（链接被截断）。",
    "- **https://github.com/hz-la...等**",
]


@pytest.mark.parametrize("src", CUT_OFF)
def test_what_was_cut_off_has_no_fix(src: str) -> None:
    assert [(s.code, s.fix) for s in see(src, "URL")] == [("URL009", None)]
    assert fixed(src) == src


@pytest.mark.parametrize("src", ["代码在(https://...)，好", "见 https://……，好"])
def test_what_is_no_url_stays(src: str) -> None:
    assert fixed(src) == src


@pytest.mark.parametrize(("src", "expected"), UNSAFE)
def test_asks_where_the_url_could_go_on(src: str, expected: str) -> None:
    assert [s.fix for s in see(src, "URL009")] == [Applicability.UNSAFE]
    assert fixed(src, "URL009") == expected


@pytest.mark.parametrize("src", LEFT)
def test_leaves_good_urls(src: str) -> None:
    assert see(src, "URL009") == []


@pytest.mark.parametrize("url", ["www.a.org/b", "https://a.org/b\x02", "https://a.org/b>c"])
def test_has_no_fix_where_brackets_make_no_link(url: str) -> None:
    assert [s.fix for s in see(f"见 {url}，好", "URL009")] == [None]


def test_stays_in_a_table_cell() -> None:
    table = "|a|b|\n|-|-|\n"
    src = f"{table}|见https://a.org/b|https://a.org/（c）是|\n"
    assert fixed(src, "URL009") == f"{table}|见https://a.org/b|<https://a.org/>（c）是|\n"


def test_brackets_the_url_in_a_line_that_waits_for_restoration() -> None:
    damaged = "（https://github.com/a/b），方便".encode().decode("cp1252", "replace")
    (seen,) = see("代码已开源".encode().decode("latin-1") + damaged, "URL009")
    assert seen.fix is Applicability.SAFE


def test_none_hides_another() -> None:
    found = [src for src, _ in SAFE + UNSAFE]
    text = "\n\n".join([*LEFT, *found, *LEFT, *found])
    assert len(see(text, "URL009")) == 2 * sum(len(see(src, "URL009")) for src in found)
