from __future__ import annotations

import pytest

from tests.support import Seen, fixed, see

PAPER = "\n\n[Paper](https://arxiv.org/abs/2505.15117)\n"

SPEECH = [
    "As an AI language model, I cannot open the paper.",
    "As a large language model, I have no access to it.",
    "Based on the provided abstract, the method is new.",
    "The abstract you provided has no results.",
    "Here is a concise summary of the research paper, following the provided guidelines:",
    "The user wants me to write a summary.",
    "Here's a summary of the provided paper: the method is new.",
    "The user asked for a one-sentence summary.",
    "The user has provided the abstract of a paper.",
    "Here is a concise summary following your guidelines: the method is new.",
    "I'm an AI assistant and have no access to the paper.",
    "作为一个AI语言模型，我无法访问论文全文。",
    "作为人工智能助手，我不能阅读 PDF。",
    "作為AI語言模型，我無法存取論文。",
    "根据您的要求，总结如下。",
    "根据您提供的论文摘要，本文提出新方法。",
    "您提供的摘要没有结果。",
    "ご提示いただいた論文は新しい手法を示す。",
    "ご要望に応じて、要約を示します。",
    "제공해주신 논문은 새로운 방법을 제안합니다.",
    "요청하신 대로 요약했습니다.",
    "Como modelo de lenguaje, no puedo leer el artículo.",
    "Как языковая модель, я не могу открыть статью.",
]
NOTES = [
    "（译者注：此处指编码器）",
    "(Translator's note: the encoder is meant)",
    "（注：以上翻译保留了术语）",
    "（注：根据您的要求，未翻译人名）",
    "**注：** 摘要中未提供具体数值",
    "（注：本文仅获取摘要，详细数据需查阅原文）",
    "（基于摘要推断）",
    "（訳注：符号化器のこと）",
    "(역주: 인코더를 말함)",
    "(Nota del traductor: así es el codificador)",
    "(Примечание переводчика: имеется в виду кодировщик)",
]
ORDERS = [
    "Please summarize the following paper",
    "Summarize the following abstract in Chinese.",
    "You are a helpful research assistant.",
    "Output format: JSON",
    "Output only the translated summary.",
    "[Insert summary here]",
    "[Your summary here]",
    "请用中文总结",
    "请总结以下论文的内容",
    "请根据以下内容回答",
    "请提供论文的摘要",
    "你是一位资深的人工智能专家",
    "字数不超过200字",
    "输出格式：JSON",
    "以下の論文を日本語で要約してください",
    "다음 논문을 한국어로 요약해 주세요.",
    "Por favor, resume el artículo.",
    "Пожалуйста, переведи аннотацию.",
]


@pytest.mark.parametrize("text", SPEECH + NOTES + ORDERS)
def test_phrases(text: str) -> None:
    for before in ("", "**TL;DR:** ", "- ", "> ", "- **摘要**："):
        found = see(f"{before}{text}{PAPER}", "GEN002")
        assert [(each.row, each.fix) for each in found] == [(1, None)], before


@pytest.mark.parametrize("text", SPEECH + NOTES)
def test_a_sentence_after_others(text: str) -> None:
    assert len(see(f"我们提出一种方法。 {text}{PAPER}", "GEN002")) == 1


@pytest.mark.parametrize("text", SPEECH + NOTES + ORDERS)
def test_not_about_papers(text: str) -> None:
    assert see(text, "GEN002") == []


@pytest.mark.parametrize("text", SPEECH + ORDERS)
@pytest.mark.parametrize(
    "about", ["```\n{}\n```", "`{}`", "“{}”", "The model says “{}” and stops.", "[{}](https://a.b)",
              "## {}", "**Prompt**: {}", "<!-- {} -->", "**Title**: {}"]
)  # fmt: skip
def test_quoted_phrases(text: str, about: str) -> None:
    assert see(about.format(text) + PAPER, "GEN002") == []


@pytest.mark.parametrize(
    "text",
    [
        "方法根据用户的要求生成图像。",
        "注：这是最严格的漏洞检测基准。",
        "标注：两名专家独立给出，参考了原文。",
        "我们研究作为一个AI语言模型的局限。",
        "请注意，结果不包括 GPT-4。",
        "As an AI researcher, I like it.",
        "Models say what they were told: you are an expert in physics.",
        "切向力不超过摩擦力，字数不限。",
        "We translate the following sentences into Chinese.",
        "The user wants a short answer, yet most models write long ones.",
        "Based on the provided context, the model decides whether to answer.",
        "Given the provided information, a judge assigns a grade.",
        "As a language model grows, I/O becomes the bottleneck.",
        "用户要求我们在设备上运行模型，因此压缩了参数。",
        "翻译时保留术语是机器翻译的难点。",
        "ユーザの要望に応じて説明の長さを変える。",
        "사용자가 요청하신 내용을 잊는 모델을 제안한다.",
        "Языковая модель, обученная на коде, решает задачи.",
        "Un modelo de lenguaje pequeño, no uno grande, basta.",
        "Please cite our paper.",
        "生成不超过100字的摘要（不超过100字）。",
        "Datasets such as c4_zh and summary_zh help.",
        "We use `method_zh` as a key.",
        '```json\n{"summary_zh": "x"}\n```',
        "The tokens <|im_end|> and </s> are added.",
        "### Prompt\n\nYou are a helpful assistant.",
        "---\nsummary_zh: 好\n---\n\ntext",
    ],
)
def test_other_text(text: str) -> None:
    assert see(text + PAPER, "GEN002") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("method_zh: 新方法", "method_zh"),
        ("- **summary_zh**：新方法", "summary_zh"),
        ('"summary": "A new way"', '"summary": '),
        ('{"tldr": "A new way",', '{"tldr": '),
        ("**摘要（不超过50字）**：新方法", "（不超过50字）"),
        ("## 总结（100字以内）", "（100字以内）"),
        ("TL;DR (under 50 words): new", "(under 50 words)"),
        ("A new way.<|im_end|>", "<|im_end|>"),
    ],
)
def test_parts_of_prompts(text: str, found: str) -> None:
    assert [each.text for each in see(text + PAPER, "GEN002")] == [found]


LEAKED = [
    "<think>\nOkay, the user wants a summary.\n</think>",
    "<think>\n\n</think>",
    "<think>Let me see.</think>",
    "<think>\n好的，我需要总结。\n\n首先，看方法。\n</think>",
    "<thinking>\nThe user asks for a summary.\n</thinking>",
    "<think>" + "The paper is about planning, and the summary should say so. " * 2 + "</think>",
]


@pytest.mark.parametrize("text", LEAKED)
def test_thoughts(text: str) -> None:
    for before, after in (("", "\n\nA new way."), ("**TL;DR:** ", " A new way."), ("# A\n\n", "")):
        found = see(f"{before}{text}{after}", "GEN002", "MKD002")
        assert [(each.code, each.text) for each in found] == [("GEN002", text)]
    assert see(f"{text}\n\nA new way.", "MKD002") == []


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("<think>\n\nA new way.", "<think>"),
        ("**TL;DR:** <think>\nOkay, so", "<think>"),
        ("<think> 好的，我需要总结", "<think>"),
        ("So this is it.\n</think>\n\nA new way.", "</think>"),
        ("</think>\n\nA new way.", "</think>"),
        ("> </think>本文提出方法", "</think>"),
        ("- </think>\n- A new way", "</think>"),
    ],
)
def test_single_tags(text: str, tag: str) -> None:
    assert see(text, "GEN002", "MKD002") == [Seen("GEN002", see(text, "GEN002")[0].row, tag, None)]
    assert fixed(text, "MKD002") == text


@pytest.mark.parametrize(
    "text",
    [
        "Long <think> traces overshadow <answer> segments.",
        "The block <think>...</think> is trained.",
        "<think> and </think> are tokens.",
        "<think>标签用于推理。",
        "<think>推理过程</think>",
        "<think>\nreasoning process here\n</think>\n<answer>\n42\n</answer>",
        "输出示例：\n<think>\nTo solve it, first add.\n</think>",
        "## Output format\n\n<think>\nOkay, then.\n</think>",
        "## <think> So what </think> Lessons",
        "[<think>Okay, so</think> a title](https://a.b)",
        "| <think> A title of a paper </think> Lessons | 1 |\n|---|---|\n| a | b |",
        "```\n<think>\nOkay, so\n</think>\n```",
        "`<think>`\nOkay",
        "\\<think>\nOkay",
    ],
)
def test_tags_in_texts_about_models(text: str) -> None:
    assert see(text + PAPER, "GEN002") == []


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("# A\n\n<think>\nOkay.\n\nSo.\n</think>\n\nText.\n", "# A\n\nText.\n"),
        ("<think>Okay, so</think>\n\nText.\n", "Text.\n"),
        ("a\r\n\r\n<think>\r\nOkay.\r\n</think>\r\n\r\nText.\r\n", "a\r\n\r\nText.\r\n"),
        ("<think>\n\n</think>\n\n\nText.\n\n<think>\n\n</think>\n\nb\n", "Text.\n\nb\n"),
    ],
)
def test_removed_thoughts(text: str, after: str) -> None:
    assert fixed(text, "GEN002", unsafe=False) == text
    assert fixed(text, "GEN002") == after


@pytest.mark.parametrize(
    "text",
    [
        "# A\n\n<think>\nOkay.\n</think>\n\n## B\n",  # the section would be empty
        "<think>\nOkay.\n</think>\n",
        "<think>\nOkay.\n</think> Text.\n",
        "TL;DR: <think>\nOkay.\n</think>\n\nText.\n",
        "Text\n<think>\nOkay.\n</think>\n\nText.\n",
        "<think>\nOkay.\n</think>\nText.\n",
        "- <think>\n  Okay.\n  </think>\n\n  Text.\n",
        "> <think>\n> Okay.\n> </think>\n>\n> Text.\n",
    ],
)
def test_thoughts_that_stay(text: str) -> None:
    assert len(see(text, "GEN002")) == 1
    assert fixed(text, "GEN002", "MKD002") == text


def test_other_rules_leave_thoughts_alone() -> None:
    text = "<think>\nOkay, see http://arxiv.org/abs/2505.15117 and <search>.\n</think>\n\nText.\n"
    assert [found.code for found in see(text)] == ["GEN002"]
