from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest

from digestlint._runtime.language import in_language
from digestlint.review import page as module
from digestlint.review.page import as_block, page
from digestlint.review.words import words
from tests.places import PACKAGE
from tests.review.pages import PLAIN, project, report

STATIC = PACKAGE / "review" / "static"
SCRIPTS = sorted(STATIC.glob("*.js"))
NAMES = ("files", "rules", "findings", "sentences", "doubts", "groups", "decisions")
EMPTY: dict[str, Any] = {name: [] for name in NAMES}


def test_the_policy_allows_the_script_and_the_style_by_their_hashes(tmp_path: Path) -> None:
    text = report(project(tmp_path, a=PLAIN)).read_text(encoding="utf-8")
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)
    assert policy
    assert "unsafe" not in policy[1] and policy[1].startswith("default-src 'none'")
    for tag, source in (('<script type="module">', "script"), ("<style>", "style")):
        content = text.partition(tag)[2].partition(f"</{source}>")[0]
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{source}-src 'sha256-{digest}'" in policy[1]


@pytest.mark.parametrize(
    "text", ["</script><script>alert(1)</script>", "<!--", "\u2028\u2029", "\udc80", "𝕏 {{data}}"]
)
def test_data_cannot_end_its_block(text: str) -> None:
    block = as_block({"text": text})
    assert not re.search("[<\u2028\u2029\ud800-\udfff]", block)
    assert json.loads(block) == {"text": text}
    shown = page({**EMPTY, "files": [{"name": text}]}).decode()
    assert shown.count("<script") == 2


def test_only_a_served_page_may_send_anything() -> None:
    assert b"connect-src 'none'" in page(EMPTY)
    assert b"connect-src 'self'" in page(EMPTY, save_to="decisions")


def test_all_scripts_are_in_the_page_and_after_what_they_use() -> None:
    order = module._SCRIPTS
    assert sorted(order) == [path.stem for path in SCRIPTS]
    for path in SCRIPTS:
        used = re.findall(r'from "\./(\w+)\.js"', path.read_text(encoding="utf-8"))
        late = [name for name in used if order.index(name) > order.index(path.stem)]
        assert not late, f"{path.name} uses {late}, which come after it"


def test_no_name_is_used_in_two_scripts() -> None:
    names = [
        name
        for path in SCRIPTS
        for name in re.findall(
            r"^(?:export )?(?:async )?(?:const|let|function|class) (\w+)",
            path.read_text(encoding="utf-8"),
            re.MULTILINE,
        )
    ]
    assert len(names) > 50
    assert sorted(names) == sorted(set(names)), "all scripts become one"


def test_scripts_parse_nothing_as_markup_and_load_nothing() -> None:
    for path in SCRIPTS:
        text = path.read_text(encoding="utf-8")
        wrong = re.findall(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(", text)
        assert not wrong, path.name
        assert "http:" not in text.replace("http://www.w3.org/2000/svg", "")


def test_each_word_is_used_and_each_used_word_is_there() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in SCRIPTS)
    used = {*re.findall(r"WORDS\.(\w+)", text), *re.findall(r'\bsay\("(\w+)"', text)}
    by_name = {"intact", "exact", "sure", "doubtful", "unreadable", "error", "warning", "info"}
    by_name |= {"safe", "unsafe", "waits", "byHand", "rule", "file", "entry", "severity", "fix"}
    assert used <= words().keys()
    assert words().keys() - used <= by_name


def test_the_page_speaks_the_language_of_the_run() -> None:
    english = page(EMPTY)
    with in_language("zh"):
        chinese = page(EMPTY)
    assert b'<html lang="en">' in english and b'<html lang="zh-Hans">' in chinese
    assert "存疑字符" in chinese.decode() and "存疑字符" not in english.decode()
