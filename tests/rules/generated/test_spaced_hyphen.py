from __future__ import annotations

import pytest

from digestlint.core.finding import Applicability
from tests.support import fixed, see

HABIT = "\n\n模型 Qwen2.5 - 7B、Llama3 - 8B、Mistral - 7B。\n"

CLEAR = [
    ("与 Qwen2.5 - 7B 比较", "与 Qwen2.5-7B 比较"),
    ("基于DeepSeek - R1的方法", "基于DeepSeek-R1的方法"),
    ("如GPT - 4o和o1", "如GPT-4o和o1"),
    ("用 **Llama - 3 - 70B - Instruct** 训练", "用 **Llama-3-70B-Instruct** 训练"),
    ("### 论文解读 | KG - R1：新框架", "### 论文解读 | KG-R1：新框架"),
    ("GPT-4很好，GPT - 4更好", "GPT-4很好，GPT-4更好"),
    ("GPT - 4o is a model that is good at 翻译", "GPT-4o is a model that is good at 翻译"),
    ("它 is a model with more than GPT - 4o has", "它 is a model with more than GPT-4o has"),
    ("3-gram 与 3 - gram 模型", "3-gram 与 3-gram 模型"),
    ("与 llama - 7B 比较，用 SWE-v2 与 SWE - v2", "与 llama-7B 比较，用 SWE-v2 与 SWE-v2"),
    ("日本語の Qwen2.5 - 7B です", "日本語の Qwen2.5-7B です"),
    ("以 Qwen2.5-VL - 7B 为基座", "以 Qwen2.5-VL-7B 为基座"),
    ("蒸馏出 R1-Distill - Qwen - 7B。", "蒸馏出 R1-Distill-Qwen-7B。"),
    (
        "在 Qwen - 7B-Instruct 上，即 Qwen-7B-Instruct",
        "在 Qwen-7B-Instruct 上，即 Qwen-7B-Instruct",
    ),
    ("用 GPT-4 - Turbo model 与 GPT-4-Turbo", "用 GPT-4-Turbo model 与 GPT-4-Turbo"),
]

BY_HABIT = [
    ("出了 Plan - and - Budget 框架", "出了 Plan-and-Budget 框架"),
    ("微调（Fine - Tuning）", "微调（Fine-Tuning）"),
    ("在 SWE - bench Verified 上", "在 SWE-bench Verified 上"),
    ("i - MENTOR与β - GRPO，top - k", "i-MENTOR与β-GRPO，top-k"),
    ("Rank - 1空间", "Rank-1空间"),
    ("在 BFCL - v3 与 WebArena - Lite - v2 上", "在 BFCL-v3 与 WebArena-Lite-v2 上"),
    ("与 GPT-4 - Turbo 比较", "与 GPT-4-Turbo 比较"),
    ("方法 SWE-bench - Verified - Mini，好", "方法 SWE-bench-Verified-Mini，好"),
    ("用 OmniActor - EA&GUI、GPT - OSS - 20B/120B", "用 OmniActor-EA&GUI、GPT-OSS-20B/120B"),
]

CLEAN = [
    "our method - a summary - is good",
    "Qwen2.5 - 7B in an English sentence",
    "提升了 10 - 30%，1B - 3B 模型，0 - 1 之间，2.70% - 9.65%",
    "周期为 9 - 14 June，May 3 - June 5，May - 2 日",
    "自 2024-06 - 2025-01，v1.0 - v2.0，Qwen2 - Qwen2.5，Q1 - Q3，A-1 - A-5",
    "差 top-k - p 与 n-1 - k",
    "得 3-5 分，即 3 - 5 分",
    "设 x = GPT - 4o 的值，或 GPT - 4o = 它",
    "工具 StyleGAN2-ADA - Official PyTorch 版",
    "工具 new StyleGAN2-ADA - Official 版",
    "比较 Text-to-SQL - Table-QA 两类",
    "当 n - 1 或 a - b 时，loss - 1 = 2",
    "图 - 文本，LLM - 任务，KV - 缓存",
    "流程为 SFT - RFT - 强化学习",
    "先 检索 - GPT - 4 再说",
    "方法 our method - the best one，好",
    "- GPT\n- 4 号",
    "列表\n - 4 号",
    "代码 `GPT - 4`，公式 $GPT - 4$",
    "```\n与 GPT - 4 比较\n```",
    "请看 SECURITY.md - v1.1.0 的说明，还有 README.md - R1 与 main.py - 7B",
    "修复 typo correction - v2 的问题",
    "见 Release Notes - v2.1 与 CHANGELOG - v1.2.3",
    "升级 Docker Compose - v2，以及 Node.js - v18 与 Linux - 6.1.0",
    "**docs update - V3**：好",
    "见 https://github.com/PeterGriffinJin/Search - R1），好",
    "见 github.com/owner/Search - R1，好",
    "宽  GPT  -  4  窄",
    "| 方法 | a | - | b |\n|---|---|---|---|\n| 好 | GPT | - | 4 |",
    "与 GPT-4 比较",
    "a very long English sentence stands here with many words - in fact x - R1 的",
]

BY_HABIT_ONLY = [
    "这是 Python - 100 天",
    "用 Cloudflare Workers - VLESS 搭建",
    "Title - Subtitle：副题",
    "在 BFCL - v3 上",
    "更新 changes - R1 的说明",
]


@pytest.mark.parametrize(("src", "expected"), CLEAR)
def test_joins_names_that_speak_for_themselves(src: str, expected: str) -> None:
    assert {seen.fix for seen in see(src, "TXT001")} == {Applicability.UNSAFE}
    assert fixed(src, "TXT001") == expected
    assert see(expected, "TXT001") == []


@pytest.mark.parametrize(("src", "expected"), BY_HABIT)
def test_joins_other_names_where_spaces_are_the_habit(src: str, expected: str) -> None:
    assert see(src, "TXT001") == []
    assert fixed(src + HABIT, "TXT001") == expected + HABIT.replace(" - ", "-")


@pytest.mark.parametrize("src", [src for src in CLEAN if "-4" not in src])
def test_leaves_what_is_not_a_name_even_where_spaces_are_the_habit(src: str) -> None:
    assert fixed(src + HABIT, "TXT001") == src + HABIT.replace(" - ", "-")


@pytest.mark.parametrize("src", CLEAN + BY_HABIT_ONLY)
def test_leaves_what_is_no_name(src: str) -> None:
    assert see(src, "TXT001") == []


def test_points_to_the_whole_name_and_removes_single_spaces() -> None:
    src = "与 Llama - 3 - 8B 比"
    assert [(seen.row, seen.text) for seen in see(src, "TXT001")] == [(1, "Llama - 3 - 8B")]


def test_edits_a_line_that_stays_damaged() -> None:
    text = "对比 Qwen2.5 - 7B 的性能"
    damaged = text.encode().decode("latin-1").encode()
    expected = text.replace(" - ", "-").encode().decode("latin-1")
    assert fixed(damaged, "TXT001") == expected  # type: ignore[arg-type]
