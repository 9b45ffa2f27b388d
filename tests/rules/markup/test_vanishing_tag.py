from __future__ import annotations

import pytest

from digestlint.core.finding import Applicability
from digestlint.core.settings import AnchorStyle
from tests.support import fixed, see

CASES = [
    ("between <think> and </think>.", "between `<think>` and `</think>`."),
    ("检索由<search>和</search>触发", "检索由`<search>`和`</search>`触发"),
    ("<answer>42</answer> is the format", "`<answer>`42`</answer>` is the format"),
    ("a\n\n<search>\nq **b**\n</search>\n", "a\n\n`<search>`\nq **b**\n`</search>`\n"),
    ("put <your name> here", "put `<your name>` here"),
    ("given <image> and text", "given `<image>` and text"),
    ("two <a1><b1> tokens", "two `<a1><b1>` tokens"),
    ("- item <plan>\n- two", "- item `<plan>`\n- two"),
    ("| a |\n|---|\n| <think> x |", "| a |\n|---|\n| `<think>` x |"),
    ("a stray ` and <think> here", "a stray ` and ``<think>`` here"),
    ("`code` and <think> here", "`code` and `<think>` here"),
    ("<div>\n<plan>\n</div>", "<div>\n&lt;plan>\n</div>"),
    ("<div>\n\n<plan>\n\n</div>", "<div>\n\n`<plan>`\n\n</div>"),
    ("<path> outside, <svg><path></path></svg>", "`<path>` outside, <svg><path></path></svg>"),
    ("Then<answer>42</answer>", "Then`<answer>`42`</answer>`"),
    ("<answer>x. <note>It</note> is", "`<answer>`x. `<note>`It`</note>` is"),
    ("see <name>. Then (<name>), <name>!", "see `<name>`. Then (`<name>`), `<name>`!"),
    ("is:<think> or", "is:`<think>` or"),
    ("> <plan>\n> text", "> `<plan>`\n> text"),
    ("<answer>\n**x**\n</answer>\n", "`<answer>`\n**x**\n`</answer>`\n"),
    ("<plan>\n\n---\n", "`<plan>`\n\n---\n"),
    ("text <plan>\n> quote\n", "text `<plan>`\n> quote\n"),
    ("<div>\n\\_<think>\n</div>", "<div>\n\\_&lt;think>\n</div>"),
    ("\\*<think>\\* is", "\\*`<think>`\\* is"),
    ("- a\n  <plan>\n  - b\n", "- a\n  `<plan>`\n  - b\n"),
    # What a component contains stays HTML.
    ("<div>\n<My-Part>\n<plan>\n</div>", "<div>\n<My-Part>\n&lt;plan>\n</div>"),
]

# Components, types, code and paths: right most of the time.
IN_DOUBT = [
    ("the <tool-call> token", "the `<tool-call>` token"),
    ("use <Tabs> here", "use `<Tabs>` here"),
    ("a Vec<String> of", "a `Vec<String>` of"),
    ("Map<String, List<Integer>> m", "Map<String, `List<Integer>`> m"),
    ("a Vec<u8> of", "a `Vec<u8>` of"),
    ("类型Vec<string>，好", "类型`Vec<string>`，好"),
    ("call foo<T>(). Then", "call `foo<T>()`. Then"),
    ("a Vec<Vec<String>>, b", "a `Vec<Vec<String>>`, b"),
    ("std::vector<size>::iterator x", "`std::vector<size>::iterator` x"),
    ("**Vec<String>** and", "**`Vec<String>`** and"),
    ("a<T>b<Key> c", "`a<T>`b`<Key>` c"),
    ("type Options<T> = {\n", "type `Options<T>` = {\n"),
    ("git clone <url> now\n", "git clone `<url>` now\n"),
    ("#include <vector>\n", "#include `<vector>`\n"),
    ("std::cout << <x>;\n", "std::cout << `<x>`;\n"),
    ("use mkfs.<type> or <name>.md", "use mkfs.`<type>` or `<name>`.md"),
    ("writes <count>s", "writes `<count>`s"),
    ("in docs/<file>.md", "in docs/`<file>`.md"),
    ("at http://localhost:<port>", "at http://localhost:`<port>`"),
    ("run ses\\_<name> now", "run ses\\_`<name>` now"),
    ("<my-tag>\ntext <plan>\n", "<my-tag>\ntext &lt;plan>\n"),
]

# A backtick after a backslash does not count; blocks would come to light.
NO_FIX = [
    "a \\Support\\Collection<User> b",
    "a \\k<name>, call",
    "a\\_b<name> c",
    "x\\\\<think> b",
    "(?P<year>x) and",
    "(?<year>x) and",
    "<plan>\n***\n",
    "<plan>\n---\ntext\n",
    "<plan>\n===\n",
    "<plan>\n> quote\n",
    "<plan>\r\n> quote\r\n",
    "- <plan>\n  > quote\n",
    "> <plan>\n> > quote\n",
    "<plan>\n# heading\n",
    "<plan>\n- item\n",
    "<plan>\n1. item\n",
    "<plan>\n```\ncode\n",
    "<plan>\n| a |\n|---|\n",
    "<plan>\n[a]: b\n",
    "<plan>\n    code\n",
]

CLEAN = [
    "`<think>` in a code span",
    "import Log from '../log.md'\n\n<Changelog/>\n\nSee <Log />.",
    "```\n<plan>\n```",
    "    <think>",
    "$<a>$",
    "<details><summary>S</summary>text</details>",
    "a<br>b <sub>2</sub> <kbd>K</kbd> <mark>m</mark>",
    '<font color="red">red</font> <center>c</center>',
    "<video src='a.mp4'></video> <iframe></iframe>",
    '<Tab value="x">\ntext\n</Tab>',
    '<search title="site"></search>',
    "<my-element>\n\ntext\n\n</my-element>",
    "<https://example.org> <me@example.org>",
    "a < b and c > d, `<`",
    "<!-- <think> -->",
    r"\<think>",
    "&lt;think&gt;",
    "<tool_call> shows as it is",
    "<math><mi>x</mi></math>",
    # Components, and prompts.
    "<Tabs>\n\ntext\n\n</Tabs>\n",
    "<v-btn>text</v-btn>",
    "a <Badge>new</Badge> one",
    "<Card>\n  <Card.Title>x</Card.Title>\n</Card>\n",
    "<instructions>\nDo **this**.\n</instructions>\n",
    "<instructions>\n\nUse `<name>`.\n\n</instructions>\n\n<process>\n",
    "<rules>\nUse `<name>`.\n</rules>\n",
    "- <critical>Do this</critical>\n",
    "<steps>\n<action>Do this</action>\n</steps>\n",
    "Map<String, T> shows as it is",
    '+++\ntitle = "A <think> title"\n+++\n',
    '{\n"title": "A <think> title"\n}\n',
]

FENCED = """# List
- [25/09] **A**

# TLDR/Notes
## a
```
### 🌟 论文解读 | A
The <think> token.
```
"""


@pytest.mark.parametrize(("src", "expected"), CASES)
def test_writes_words_as_code(src: str, expected: str) -> None:
    assert {seen.fix for seen in see(src, "MKD002")} == {Applicability.SAFE}
    assert fixed(src, "MKD002", unsafe=False) == expected
    assert see(expected, "MKD002") == []


@pytest.mark.parametrize(("src", "expected"), IN_DOUBT)
def test_is_unsafe_for_components_types_and_code(src: str, expected: str) -> None:
    assert {seen.fix for seen in see(src, "MKD002")} == {Applicability.UNSAFE}
    assert fixed(src, "MKD002", unsafe=False) == src
    assert fixed(src, "MKD002") == expected
    assert see(expected, "MKD002") == []


@pytest.mark.parametrize("src", NO_FIX)
def test_has_no_fix_that_would_change_what_is_around(src: str) -> None:
    assert {seen.fix for seen in see(src, "MKD002")} == {None}


def test_tags_of_one_html_block_have_a_fix_or_none_has() -> None:
    assert [s.fix for s in see("<plan>\ntext\n</plan>\n---\nmore\n", "MKD002")] == [None, None]


@pytest.mark.parametrize("src", CLEAN)
def test_leaves_markup_and_code(src: str) -> None:
    assert see(src, "MKD002") == []


def test_is_unsafe_in_a_heading() -> None:
    src = "# The <think> token\n"
    assert [seen.fix for seen in see(src, "MKD002")] == [Applicability.UNSAFE]
    assert fixed(src, "MKD002") == "# The `<think>` token\n"


HEADINGS = [
    ("[a](#f-array)\n\n## f: Array<T>\n", "[a](#f-arrayt)\n\n## f: `Array<T>`\n"),
    ("## A<x1>, B<y1>\n\n[a](#a-b) [c](#c)\n", "## `A<x1>`, `B<y1>`\n\n[a](#ax1-by1) [c](#c)\n"),
    (
        "# The *<x1>* of [b]\n\n[a](#the--of-b)\n\n[b]: c\n",
        "# The *`<x1>`* of [b]\n\n[a](#the-x1-of-b)\n\n[b]: c\n",
    ),
    ("- > ## A<x1>\n\n[a](#a)\n", "- > ## `A<x1>`\n\n[a](#ax1)\n"),
    ("The <x1>\n===\n\n[a](#the-)\n", "The `<x1>`\n===\n\n[a](#the-x1)\n"),
]


@pytest.mark.parametrize(("src", "expected"), HEADINGS)
def test_links_follow_a_heading(src: str, expected: str) -> None:
    assert fixed(src, "MKD002", unsafe=False) == src
    assert fixed(src, "MKD002") == expected
    assert len(see(expected, "ANC001")) == len(see(src, "ANC001"))


@pytest.mark.parametrize(
    "src",
    [
        '## f: Array<T>\n\n<a href="#f-array">a</a>\n',
        "## Array<T> of [b][c]\n\n[a](#array-of-b)\n\n[c]: d\n",
    ],
)
def test_has_no_fix_where_a_link_may_not_follow(src: str) -> None:
    assert [seen.fix for seen in see(src, "MKD002")] == [None]


@pytest.mark.parametrize(
    ("src", "expected"),
    [
        ("Returns: {Promise<void>}\n", "Returns: {`Promise<void>`}\n"),
        ("**{String|Array<string>}**: x\n", "**{String|`Array<string>`}**: x\n"),
        ("{Promise<void>}\n", "{`Promise<void>`}\n"),
    ],
)
def test_is_unsafe_inside_braces(src: str, expected: str) -> None:
    assert [seen.fix for seen in see(src, "MKD002")] == [Applicability.UNSAFE]
    assert fixed(src, "MKD002") == expected


def test_has_no_fix_next_to_code() -> None:
    assert [seen.fix for seen in see("`a`<think> b", "MKD002")] == [None]


def test_leaves_stray_fenced_notes_to_the_rule_that_unwraps_them() -> None:
    assert see(FENCED, "MKD002") == []
    unwrapped = FENCED.replace("```\n", "")
    assert [seen.text for seen in see(unwrapped, "MKD002")] == ["<think>"]


@pytest.mark.parametrize(
    ("style", "src", "expected"),
    [
        ("github", "## A.B<x1>\n\n[a](#ab)\n", "## `A.B<x1>`\n\n[a](#abx1)\n"),
        ("pandoc", "## A.B<x1>\n\n[a](#a.b)\n", "## `A.B<x1>`\n\n[a](#a.bx1)\n"),
    ],
)
def test_anchors_of_headings_are_those_of_the_style(
    style: AnchorStyle, src: str, expected: str
) -> None:
    assert fixed(src, "MKD002", anchor_style=style) == expected


@pytest.mark.parametrize("before", ["key=", "$", "x &", "#", "+", "~", "<user>@", "<user>:"])
def test_what_may_be_code_is_in_doubt(before: str) -> None:
    assert fixed(f"{before}<value>\n", "MKD002", unsafe=False) == f"{before}<value>\n"


@pytest.mark.parametrize("text", ["><r>\n{", "- <r>\na", "<k>\n<!--\n\n$", "<k>\n<pre>\n\n# a"])
def test_no_fix_where_the_lines_below_would_change(text: str) -> None:
    assert fixed(f"{text}\n", "MKD002") == f"{text}\n"
