from __future__ import annotations

import pytest

from digestlint.rules.markup import undefined_reference
from tests.support import see

FOUND = [
    # (text, what is reported)
    ("See [x][undefined-ref].\n\n[other]: u\n", ["[x][undefined-ref]"]),
    ("See [the paper][smith-2025].\n", ["[the paper][smith-2025]"]),
    ("[x][] and [Name Here][]\n", ["[x][]", "[Name Here][]"]),
    ("- [论文][paper] [代码][code]\n\n[code]: u\n", ["[论文][paper]"]),
    ("见[论文][lun_wen]。\n", ["[论文][lun_wen]"]),
    ("as [Smith][Smi99] says\n\n[other]: u\n", ["[Smith][Smi99]"]),
    ("[Ünïcode][A B]\n\nsee [x][y]\n\n[y]: u\n", ["[Ünïcode][A B]"]),
    (
        "![a logo][logo-x] [![CI][badge-x]][ci-x]\n\n[badge-x]: u\n",
        ["![a logo][logo-x]", "[![CI][badge-x]][ci-x]"],
    ),
    ("| [x][un-def] | [^3] |\n|---|---|\n", ["[x][un-def]", "[^3]"]),
    ("# [x][un-def] of **[y][un-def2]**\n", ["[x][un-def]", "[y][un-def2]"]),
    ("> - [`c`][un-def] [*em*][un_def]\r\n", ["[`c`][un-def]", "[*em*][un_def]"]),
    ("text[^9] and 注释[^12]。\n", ["[^9]", "[^12]"]),
    ("a[^1] b[^2]\n\n[^1]: see [^3]\n", ["[^2]", "[^3]"]),
    ("a[^note] b[^注1]\n", ["[^note]", "[^注1]"]),
    ("See [x][undef].\n\n[y]: u\n", ["[x][undef]"]),
    ("See [upstream MR !1977][0]. The tests\n", ["[upstream MR !1977][0]"]),
    ("[x][Undef]\n\n[other]: u\n", ["[x][Undef]"]),
    ("脚注[^a]\n\n[^b]: x\n", ["[^a]"]),
    ("a[^smith] b[^lee]\n\n[^lee]: x\n", ["[^smith]"]),
]
LEFT = [
    "[a][b-c] [d][] [e]\n\n[b-c]: u\n[d]: u\n",
    "[shortcut] and [x] alone\n",
    "dp[i][j], x[0][1], 数组[i][j], a [1][2] b, [n][m]\n",
    "int[][] and [3][] arrays, [string, [T](u)][]\n",
    "[ ][x] [x][ ]\n- [ ] task\n- [x] done\n",
    "[[wiki]] [[a]][b-c] [[a][b-c]]\n",
    "[WIP][Core] title\n\n[other]: u\n",
    "[论文][代码] [PDF][Code]\n",
    "**Title** [pdf][code]\n",
    "Subject: [patch][rfc] Larger, as [32 bit length][payload] and\n",
    "identifiers ([a-z][a-z0-9_]*), s/[0-9][0-9]x/y/, [A-Z][a-z]+ [b-c][d-e] x\n",
    "`[a][b-c]` $[a][b-c]$ \\[a][b-c] [a\\][b-c]\n",
    "```\n[a][b-c] x[^1]\n```\n\n    [a][b-c]\n",
    "<!-- [a][b-c] -->\n\n<div>\n[a][b-c] x[^1]\n</div>\n",
    "---\na: [b][c-d]\n---\n",
    "[a](u)[b-c] [a][b-c](u) x[a][b-c]\n",
    "a[^1]\n\n[^1]: note\n",
    "the pattern [^abc] or [^a-z], [^0-9]+, ([^2]), [^5]* and \\[^7]\n",
    "the pattern [^abc] x[^a-z]\n\ny[^1]\n\n[^1]: z\n",
    "$x[^2]$ `x[^2]`\n",
    "[^lonely]: nothing refers to it\n",
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_finds(text: str, expected: list[str]) -> None:
    assert [seen.text for seen in see(text, "MKD003")] == expected


@pytest.mark.parametrize("text", LEFT)
def test_leaves_alone(text: str) -> None:
    assert see(text, "MKD003") == []


def test_definitions_are_looked_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    searched = list[str]()
    pattern = undefined_reference._NOTE_DEFINED

    class Counting:
        def search(self, text: str) -> object:
            searched.append(text)
            return pattern.search(text)

    monkeypatch.setattr(undefined_reference, "_NOTE_DEFINED", Counting())
    assert see("".join(f"a[^note-{n}x] b[^some{n}] " for n in range(50)), "MKD003") != []
    assert len(searched) == 1


def test_none_hides_another() -> None:
    text = "\n\n".join(text for text, _ in FOUND[:3])
    assert len(see(text, "MKD003")) == 4
