from __future__ import annotations

import pytest

from digestlint.lint.linter import lint_fixes
from digestlint.rules.generated import lost_fences, page_phrases
from tests.support import fixed, open_text, see

CODE = "import os\nfrom sys import argv\n\nprint(os.name)"

LINES = [
    "Skip to content",
    "SKIP TO MAIN CONTENT",
    "[Skip to main content](https://example.org/#main)",
    "- [Skip to content](#nowhere)",
    "> Skip to navigation",
    "### Skip to content",
    "跳到主要内容",
    "跳至内容",
    "コンテンツへスキップ",
    "본문 바로가기",
    "Saltar al contenido principal",
    "Перейти к содержимому",
    "Share on Facebook",
    "Click to share on Twitter (Opens in new window)",
    "[Click to share on X (Opens in new window) X](https://example.org/a/?share=x)",
    "分享到：",
    "You need to enable JavaScript to run this app.",
    "Please enable JavaScript and cookies to continue",
    "请启用 JavaScript 后继续",
    "JavaScriptを有効にしてください。",
    "Your browser does not support the video tag.",
    "View this post on Instagram",
    "Press enter or click to view image in full size",
    "You signed in with another tab or window. Reload to refresh your session.",
    "Your email address will not be published. Required fields are marked *",
    "Report issue for preceding element",
    "微信扫一扫关注该公众号",
    "继续滑动看下一个",
    "Accept all cookies",
    "接受所有 Cookie",
    "We use cookies to improve your experience. By continuing you agree.",
    "我们使用 Cookie 来改善体验。继续使用即表示同意。",
    "Мы используем файлы cookie. Продолжая, вы соглашаетесь с этим.",
    CODE,
    CODE.replace("\n", "\r\n"),
    "#include <vector>\n#include <string>\n\nint main() {\nreturn 0;\n}",
    "python\nCopy code\nx = 1",
    "pythonCopy code",
    "bash\n\n复制代码",
]


@pytest.mark.parametrize("line", LINES)
def test_lines_of_web_pages(line: str) -> None:
    text = f"# A\n\nWe study agents.\n\n{line}\n\nThey are good.\n"
    (seen,) = see(text, "GEN011")
    assert (seen.row, seen.text, seen.fix) == (5, line, None)
    assert any(sign in text for sign in (*page_phrases.SIGNS, *lost_fences.SIGNS))


@pytest.mark.parametrize(
    "text",
    [
        "Many pages begin with Skip to content, which we remove.\n",
        "We add a “Skip to content” link.\n",
        "`Skip to content`\n",
        "```\nSkip to content\n```\n",
        "    Skip to content\n",
        "<div>\nSkip to content\n</div>\n",
        "| a | b |\n|---|---|\n| Skip to content | b |\n",
        "[Skip to content](#a)\n\n# A\n",
        "[Share on Twitter](https://twitter.com/intent/tweet)\n",
        "We study what people share on Twitter.\n",
        "We use cookies to track what crawlers do in this study.\n",
        "# Privacy\n\nWe use cookies. By continuing you agree.\n",
        "# Cookie banners\n\nAccept all cookies\n",
        "Agents reject cookies, and users accept all cookies in 80% of cases.\n",
        '<video src="a.mp4">\n\nYour browser does not support the video tag.\n\n</video>\n',
        "JavaScript is a language.\n",
        "- JavaScript is required\n",
        "你可以把文章分享到微信。\n",
        "Log in\n\nAccept all\n",
        "- Copy code\n",
        "使用时请复制代码\n",
        f"```python\n{CODE}\n```\n",
        "import torch\n",
        "We\nimport tariffs\nfrom Japan and\nimport cars.\n",
        "import Tabs from '@theme/Tabs';\nimport Item from '@theme/Item';\n\n<Tabs />\n",
    ],
)
def test_what_the_author_meant(text: str) -> None:
    assert see(f"A.\n\n{text}", "GEN011") == []


def test_a_place_is_one_finding() -> None:
    text = (
        "Skip to content\n\nLog in\n\n- Menu\n\n# A\n\nText.\n\nShare on X\n\nShare on Facebook\n\n"
        "Email\n\nText.\n"
    )
    assert [(seen.row, seen.text) for seen in see(text, "GEN011")] == [
        (1, "Skip to content\n\nLog in\n\n- Menu"),
        (11, "Share on X\n\nShare on Facebook\n\nEmail"),
    ]


INSIDE = "python\nCopy code\nimport a\nfrom b import c\n# http://arxiv.org/abs/2505.00001\nx = 1\n"
OUTSIDE = "\nSee http://arxiv.org/abs/2505.00002 there.\n"


def test_other_rules_say_nothing_inside() -> None:
    seen = see(INSIDE + OUTSIDE, "GEN011", "URL005")
    assert [(each.code, each.row) for each in seen] == [("GEN011", 1), ("URL005", 8)]


def test_other_rules_fix_nothing_inside() -> None:
    right = INSIDE + OUTSIDE.replace("http:", "https:")
    assert fixed(INSIDE + OUTSIDE, "GEN011", "URL005") == right
    document = open_text(INSIDE + OUTSIDE, "GEN011", "URL005")
    assert [found.code for found in lint_fixes(document, ["safe"])] == ["URL005"]  # type: ignore[list-item]
    silenced = f"<!-- digestlint-disable GEN011 -->\n\n{INSIDE}{OUTSIDE}"
    assert fixed(silenced, "GEN011", "URL005") == silenced.replace("http:", "https:")


def test_encoding_is_restored_inside() -> None:
    damaged = "Skip to content\n\nLog in\n\u200b\n\nText.\n"
    assert fixed(damaged, "GEN011", "ENC006") == damaged.replace("\u200b", "")
