"""Hypothesis strategies: digests of both shapes, with defects planted at random."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import strategies as st

from tests.frames import ABSTRACT, METHOD, MOTIVATION, READING, RESULTS, TAKEAWAYS

TITLES = (
    "Ferry: Fast Agents",
    "Kelp & Sand",
    "论文智能体",
    "Zażółć Gęślą",
    "A$^2$ Agents",
    "Driftwood",
    "temp",
    "Self - Play",
)
PROSE = (
    "智能体在长任务里很慢，我们让它更快。",
    "See https://arxiv.org/abs/2510.00001. And more.",
    "[Code](http://github.com/example/ferry.) is out.",
    "Uses <think> tags and $x_1$ math, \\textbf{bold} too.",
    "** bold ** and **粗体：**说明，*good* too.",
    "“Quoted” – dash… and café, naïve, Łukasz Şahin.",
    "See [the notes](#ferry-fast-agents) and [nothing](#nothing).",
    "- one\n- two\n\n  more",
    "1. one\n3. three",
    "| a | b |\n|---|---|\n| c | [d](http://arxiv.org/abs/2510.00002) |",
    "> quoted [x][ref]\n> more",
    "[ref]: http://arxiv.org/abs/2510.00003",
    "```python\nprint('[a](#b).')\n```",
    "~~~\nopen",
    "<div>\nhtml\n</div>",
    "Text[^1].\n\n[^1]: Note.",
    "<!-- digestlint-disable-next-line URL005 -->",
    "<!-- digestlint-disable ENC002 -->",
    "<<<<<<< ours",
    "http://arxiv.org/abs/\n2510.00004",
    "Heading\n===",
    "\\*escaped\\* `code` &amp; &lt;",
    "e\u0301 zero\u200bwidth \u202ereversed",
    "",
)
SECTIONS = (ABSTRACT, READING, MOTIVATION, METHOD, RESULTS, TAKEAWAYS)


def _slug(title: str) -> str:
    return title.lower().replace(" ", "-").replace(":", "").replace("&", "")


@st.composite
def _entry(draw: st.DrawFn) -> str:
    title = draw(st.sampled_from(TITLES))
    link = draw(st.sampled_from(["https://arxiv.org/pdf/2510.0000", "http://arxiv.org/abs/2510."]))
    dot = draw(st.sampled_from(["", "."]))
    anchor = draw(st.sampled_from([_slug(title), title, "#", "gone"]))
    return (
        f"- [25/10] **{title}**  \n[[Paper]({link}{draw(st.integers(1, 9))}{dot})] "
        f"[[TLDR/Notes](#{anchor})]\n"
    )


@st.composite
def _note(draw: st.DrawFn) -> str:
    parts = draw(st.lists(st.sampled_from(SECTIONS), max_size=6))
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(parts)))
        parts.insert(at, draw(st.sampled_from(PROSE)) + "\n")
    body = draw(st.sampled_from(["", "\n"])).join(parts)
    fence = draw(st.sampled_from(["", "", "```", "```markdown"]))
    if fence:
        closing = draw(st.sampled_from(["```\n", "```\n", "```\n", ""]))
        body = f"{fence}\n{body}{closing}"
    return f"## {draw(st.sampled_from(TITLES))}\n{body}"


@st.composite
def _survey(draw: st.DrawFn) -> str:
    entries = draw(st.lists(_entry(), max_size=4))
    notes = draw(st.lists(_note(), min_size=1, max_size=4))
    return "# Paper List\n" + "\n".join(entries) + "\n# TLDR/Notes\n" + "\n".join(notes)


@st.composite
def _daily(draw: st.DrawFn) -> str:
    parts = ["# Papers for 2025-10-03\n"]
    for number in range(draw(st.integers(1, 4))):
        title = draw(st.sampled_from(TITLES))
        number += draw(st.sampled_from([0, 0, 0, 1]))
        parts.append(f"## {number}.[{title}](http://arxiv.org/pdf/2510.0000{number})\n")
        parts.append(draw(st.sampled_from(PROSE)) + "\n")
    return "\n".join(parts)


def _mojibake(code_page: str, errors: str) -> Callable[[str], str]:
    def damaged(line: str) -> str:
        try:
            return line.encode().decode(code_page, errors)
        except UnicodeError:
            return line

    return damaged


_LINE_DEFECTS: tuple[Callable[[str], str], ...] = (
    _mojibake("latin-1", "strict"),
    _mojibake("cp1252", "strict"),
    _mojibake("cp1254", "ignore"),
    _mojibake("gb18030", "replace"),
    lambda line: line + "\r",
    lambda line: line + "  ",
    lambda line: "  " + line,
    lambda line: line.replace("a", "a\u200b", 1),
    lambda line: line.replace("e", "\udce9", 1),
    lambda line: line.replace("h", "\ufffd", 1),
    lambda line: line + "\n" + line,
    lambda line: "",
    lambda line: "> " + line,
    lambda line: line + "\x0c\x1b[31m",
)


@st.composite
def digests(draw: st.DrawFn) -> str:
    """The text of a digest, undecodable bytes as lone surrogates; a few defects here and there."""
    text = draw(st.one_of(_survey(), _daily()))
    lines = text.split("\n")
    for _ in range(draw(st.integers(0, 5))):
        at = draw(st.integers(0, len(lines) - 1))
        lines[at] = draw(st.sampled_from(_LINE_DEFECTS))(lines[at])
    if draw(st.integers(0, 9)) == 0:
        lines.insert(draw(st.integers(0, len(lines))), draw(st.text(max_size=40)).replace("\0", ""))
    text = draw(st.sampled_from(["\n", "\n", "\n", "\r\n", "\r"])).join(lines)
    text = draw(st.sampled_from(["", "", "", "\ufeff"])) + text
    # As it would be read from a file.
    return text.encode("utf-8", "surrogatepass").decode("utf-8", "surrogateescape")
