from __future__ import annotations

import pytest

from tests.support import see

PAPER = "\n\n[Paper](https://arxiv.org/abs/2505.15117)\n"

ERRORS = [
    ("**TL;DR:** Summary generation failed", "Summary generation failed"),
    ("Motivation: Motivation analysis unavailable", "Motivation analysis unavailable"),
    ("- **Result**: Error: API quota exceeded", "Error: API quota exceeded"),
    ("**Summary**: Failed to translate: 429", "Failed to translate: 429"),
    ("Method: No AI result", "No AI result"),
    ("An error occurred while processing the paper.", None),
    ("> [Error generating summary]", "Error generating summary"),
    ("RateLimitError: Error code: 429 - {'error': 1}", None),
    ("openai.BadRequestError: Error code: 400", None),
    ("HTTPSConnectionPool(host='a.org', port=443): Read timed out.", None),
    ("Traceback (most recent call last):", None),
    ("**Abstract:** 503 Service Unavailable", "503 Service Unavailable"),
    ("- **摘要**：摘要生成失败", "摘要生成失败"),
    ("方法：请求超时，请稍后重试", "请求超时，请稍后重试"),
    ("TL;DR: 达到API配额限制，请明天再试", "达到API配额限制，请明天再试"),
    ("結論：翻譯失敗。", "翻譯失敗。"),
    ("**要約**: 要約の生成に失敗しました。", "要約の生成に失敗しました。"),
    ("**요약**: 요약 생성 실패", "요약 생성 실패"),
    ("**Resumen:** Error al generar el resumen", "Error al generar el resumen"),
    ("**Аннотация:** Ошибка при генерации", "Ошибка при генерации"),
    ("<details>\nMethod: Method extraction failed\n\n</details>", "Method extraction failed"),
    ("| Title | TL;DR |\n|---|---|\n| A | Translation failed |", "Translation failed"),
]

NO_VALUES = [
    ("**TL;DR:** nan", "nan"),
    ("- Code: N/A", "N/A"),
    ("**作者**：None", "None"),
    ("**Date:** undefined\r\n", "undefined"),
    ("| Title | Code |\n|---|---|\n| A | null |", "null"),
    ("| Title | Authors |\n|---|---|\n| A | None |", "None"),
]

OTHERS = [
    ("**Summary:** {{summary}}", "{{summary}}"),
    ("### {{ paper.title }}x\n\n{title}", "{{ paper.title }}"),
    ("[Topic](URL)", "URL"),
    ("[Code](your-repo-url)", "your-repo-url"),
    ("[Code](https://github.com/your-username/x)", "https://github.com/your-username/x"),
    ("[PDF](https://a.org/unknown.pdf)", "https://a.org/unknown.pdf"),
    ("arXiv: 2602.02xxx", "2602.02xxx"),
    (
        "Abstract: arXiv:2505.15117v1 Announce Type: new We study.",
        "arXiv:2505.15117v1 Announce Type: new",
    ),
    ("**TL;DR:** x\n**Method:**\n**Result:** y", "Method"),
    ("- Code: x\n- Venue:\n\n## B", "Venue"),
]

CLEAN = [
    "**Authors:** Nan Liu, None Smith",
    "**Authors:** Nan",
    "## None\n\n# Nan",
    "Our method failed to generate a summary, so we call the API again.",
    "The model is unavailable to learners who failed.",
    "**Abstract:** Errors in generation are common: we study why translation failed.",
    "[Failed to Parse: On Errors of Models](https://arxiv.org/abs/2505.15117)",
    "| Error Analyses of Auto-Regressive Video Diffusion | x |\n|---|---|\n| Error Analyses | y |",
    "```\nError: API quota exceeded\n```",
    "<!-- TL;DR: Summary generation failed -->",
    "| Model | Score |\n|---|---|\n| A | N/A |",
    "Default: None",
    "Returns: null",
    "The prompt has `{{title}}` in it, and $x_{title}$ is \\text{title}.",
    "**Method:**\n\n- one\n- two",
    "**Method:**\nA paragraph.\n**Result:** y",
    "**代码**: 无",
    "本文研究翻译失败的原因，分析错误：我们发现模型无法生成摘要，并提出新的方法。",
]


@pytest.mark.parametrize(("text", "wrong"), [*ERRORS, *NO_VALUES, *OTHERS])
def test_what_is_found(text: str, wrong: str | None) -> None:
    wanted = text if wrong is None else wrong
    assert wanted in [found.text for found in see(text + PAPER, "GEN001")]


@pytest.mark.parametrize("text", CLEAN)
def test_what_is_not(text: str) -> None:
    assert see(text + PAPER, "GEN001") == []


def test_without_papers_only_fields_count() -> None:
    assert see("An error occurred while processing the file.\n", "GEN001") == []
    assert [found.text for found in see("**TL;DR:** Summary generation failed\n", "GEN001")] == [
        "Summary generation failed"
    ]


def test_templates_have_placeholders() -> None:
    text = f"**Summary:** {{{{summary}}}}{PAPER}"
    assert see(text, "GEN001", path="daily_template.md") == []


@pytest.mark.parametrize(("spaces", "found"), [(376, 1), (377, 0), (400, 0)])
def test_a_long_line_is_not_cut_to_a_short_one(spaces: int, found: int) -> None:
    line = "Error: API quota exceeded" + " " * (spaces - 1)
    assert len(see(line + ("x" if not found else "") + PAPER, "GEN001")) == found


def test_the_header_of_each_table_counts() -> None:
    text = (
        "| Code | Size |\n|-|-|\n| null | null |\n\n> | Size | Code |\n> |-|-|\n> | null | null |"
    )
    found = see(text + PAPER, "GEN001")
    assert [s.text for s in found] == ["null", "null"]
    assert [s.row for s in found] == [3, 7]
