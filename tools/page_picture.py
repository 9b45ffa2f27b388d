"""Takes the pictures of the review page in ``docs/review.md``, in English and in Chinese.

Usage: ``python -m tools.page_picture``. Without Chromium or Playwright the pictures stay as they
are, which is said.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PICTURES = {"en": "review.png", "zh": "review.zh.png"}
WIDTH, HEIGHT = 1100, 640
_OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
_CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

_DIGEST = """\
# 论文

## Self-Rectifying Agents

链接：<http://arxiv.org/abs/2509.24323>

- 创新：建立策略熵与训练稳定性的联系，揭示熵与奖励的关系。
- 方法：智能体在交互中与环境对齐，与人工标注不同。
- 实验：例如，与使用相同奖励的模型比较，在任务中与专家一致。
- 结论：规则不偏好长文本，与以前的假设不符。

## Rewards from Rules

链接：<http://arxiv.org/abs/2509.24324.>

规则与偏好不一致时，奖励模型在推理中会出错。作者比较规则与偏好，排序与打分，启发式与学习。
对比推理链与理由，消融中提取规则的步骤，误差与样本数不成比例。
"""
# As it comes out of a program that takes UTF-8 for Turkish, and drops what that lacks.
_DAMAGED = "".join(
    line if line.isascii() else line.encode().decode("cp1254", "ignore")
    for line in _DIGEST.splitlines(keepends=True)
)


def main() -> None:
    """Write the page in each language and take its picture."""
    chromium = next(filter(None, map(shutil.which, _CHROMIUM)), None)
    if chromium is None or importlib.util.find_spec("playwright") is None:
        print("No Chromium or no Playwright: the pictures of the review page stay as they are.")
        return
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "digest.md").write_text(_DAMAGED, encoding="utf-8")
        for language, picture in PICTURES.items():
            _take(_page(Path(folder), language), chromium, ROOT / "docs" / picture)


def _page(folder: Path, language: str) -> Path:
    page = folder / f"{language}.html"
    options = ("--language", language, "--html", page.name)
    subprocess.run(
        [sys.executable, "-m", "digestlint", "report", *options, "digest.md"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT / "hooks")},
        stdout=subprocess.DEVNULL,
        check=True,
    )
    return page


def _take(page: Path, chromium: str, picture: Path) -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=_OPTIONS)
        shown = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        shown.goto(page.as_uri())
        shown.locator("#tab-doubts").click()
        shown.keyboard.press("a")
        shown.screenshot(path=picture)
        browser.close()


if __name__ == "__main__":
    main()
