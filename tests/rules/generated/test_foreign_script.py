from __future__ import annotations

import pytest

from tests.support import Seen, see

ZH = "本文提出一种新的方法，在多个数据集上取得了更好的结果。"
EN = "We propose a new way to plan that needs half the budget of its rivals on all benchmarks."
RU = "Мы предлагаем новый способ планирования, который требует вдвое меньше затрат на данных."
KO = "우리는 모든 벤치마크에서 예산의 절반만 필요로 하는 새로운 계획 방법을 제안한다."
JA = "本論文では、すべてのベンチマークで予算の半分しか必要としない新しい計画手法を提案する。"

SLIPS = [
    (ZH, "该方法通过重新 {} 问题来提高准确率。", "формулировка"),
    (ZH, "该方法使用{}来提高准确率和效率。", "внимание"),
    (ZH, "该方法在多个 {} 数据集上取得更好的结果。", "и"),
    (ZH, "我们 {} 了每种模型的优点和缺点以及代价。", "بررسی"),
    (ZH, "在所有经过 {} 的模型中均表现出稳定的性能。", "পরীক্ষা"),
    (ZH, "能够对 {}手术过程进行整体理解和详细分析。", "पूरी"),
    (ZH, "该模型的 {}推理能力得到了明显的提升。", "ความ"),
    (ZH, "该模型的{}推理能力得到了明显的提升。", "효율적인"),
    (ZH, "该模型的推理能力得到了明显的{}。", "תוצאות"),
    (ZH, "该方法{}注意力机制来处理更长的序列。", "による"),
    (EN, "The model {} improves on all of the earlier ones.", "显著"),
    (EN, "The model improves the accuracy of {}, and its speed as well.", "推理"),
    (EN, "It achieved a score {} of nearly one on all of the sets.", "результат"),
    (EN, "We propose a {} way to plan that needs no labels at all.", "новый"),
    (EN, "It achieved a Fleiss {} score of nearly one on all of the sets.", "к"),
    (RU, "Модель обладает {} возможностями и требует меньше памяти.", "强大"),
    (RU, "Модель обладает {} возможностями и требует меньше памяти.", "강력한"),
    (KO, "이 모델은 {} 향상된 성능을 보이며 메모리도 적게 사용한다.", "显著"),
    (KO, "이 모델은 {} 향상된 성능을 보이며 메모리도 적게 사용한다.", "значительно"),
    (JA, "このモデルは{}な性能を示し、メモリも少なくて済む。", "значительно"),
    (JA, "このモデルは {} 性能を示し、メモリも少なくて済む。", "향상된"),
]


@pytest.mark.parametrize(("around", "sentence", "word"), SLIPS)
def test_words_that_slipped_in(around: str, sentence: str, word: str) -> None:
    text = sentence.format(word)
    for before in ("", "**TL;DR:** ", "- ", "> ", f"{around} "):
        shown = see(f"{around}\n\n{before}{text}\n\n{around}\n", "GEN004")
        assert [(found.text, found.fix) for found in shown] == [(word, None)]
    assert len(see(f"# A\n\n{around}\n\n| a | b |\n|---|---|\n| 1 | {text} |\n", "GEN004")) == 1


@pytest.mark.parametrize(("around", "sentence", "word"), SLIPS)
@pytest.mark.parametrize(
    "as_shown", ["“{}”", "（{}）", "`{}`", "[{}](https://a.b)", "「{}」", "/{}/"]
)
def test_words_that_are_shown(around: str, sentence: str, word: str, as_shown: str) -> None:
    text = sentence.format(as_shown.format(word))
    assert see(f"{around}\n\n{text}\n\n{around}\n", "GEN004") == []
    assert see(f"{around}\n\n# {sentence.format(word)}\n\n```\n{text}\n```\n", "GEN004") == []


# A Chinese word between English ones has slipped in even where the text has both languages.
@pytest.mark.parametrize(("around", "sentence", "word"), [s for s in SLIPS if s[2] != "显著"])
def test_texts_in_two_languages(around: str, sentence: str, word: str) -> None:
    text = sentence.format(word)
    assert see(f"{around}\n\n{text}\n\n" + f"{word} {word}\n\n" * 20, "GEN004") == []


@pytest.mark.parametrize(
    "text",
    [
        ZH + "我们使用 BERT 和 GPT-4 的 attention 机制。",
        ZH + "参数 α 和 β 由 μ、σ 决定。",
        ZH + "例如俄语单词 внимание 表示注意力。",
        ZH + "作者 Иванов 提出的方法更好。",
        ZH + "支持中文、日本語、한국어、Русский。",
        ZH + "语言：中文 | 日本語 | 한국어",
        ZH + "坂本龙马之妻名字一般写作おりょう，在明治时期出生。",
        ZH + "这是最好の方法。",
        ZH + "离子势 ф 的值越大越好。",
        ZH + "结果很好 😀，见下文。",
        EN + " The word 打 has many meanings.",
        EN + " It was written by Li Hua 李华 and others.",
        EN + " We thank 李雷 and Han Meimei for their help with the data.",
        EN + " The dataset 悟道 contains 3 TB of text and more.",
        EN + " Graphs by Erdős and Ляпунов functions appear in the proof.",
        RU + " Китайская модель 通义千问 показывает лучшие результаты.",
        ZH + "论文比较了ひらがな和カタカナ的识别率。",
        ZH + "在韩国电商网站쿠팡的数据上，点击率提升。",
        KO + " 일본 애니메이션 ナルト 데이터로 학습했다.",
        EN + " El símbolo 水 significa agua y aparece en todos los textos.",
        EN + " La aplicación 微信 tiene mil millones de usuarios.",
        EN + " The Tate–Shafarevich group Ш of a curve is finite.",
        EN + "\n\n基于 vue 的后台 admin 模板 with many parts",
        EN + " The Chinese idiom 画蛇添足 is hard for models.",
        RU + " Слово 强大 в этом тексте важно.",
        RU + " Модель BERT и GPT-4 обучены на данных.",
        RU + " Используем LLMов и IT-компании, API'шки и 3D-модели.",
        KO + " 이 모델은 韓美 관계를 다룬다.",
        KO + " 신(新) 모델은 좋다.",
        JA + " 人工知能の研究は進んでいる。",
        "**Authors**: 김철수, 이영희\n\n" + ZH,
        "**作者**：김철수 与 이영희 等人\n\n" + ZH,
    ],
)
def test_other_text(text: str) -> None:
    assert see(f"{text}\n", "GEN004") == []


@pytest.mark.parametrize(
    ("text", "word"),
    [
        (ZH + "用于提高精度的Нigh-frequency策略。", "Нigh"),
        (ZH + "使用Trаnsformer模型。", "Trаnsformer"),
        (EN + " We use сonvolution in all layers.", "сonvolution"),
        (RU + " Cначала оценивается важность.", "Cначала"),
        (RU + " Позиция открылaсь после замены.", "открылaсь"),
        (RU + " Модель ВERT обучена на данных.", "ВERT"),
    ],
)
def test_words_of_two_scripts(text: str, word: str) -> None:
    assert see(text + "\n", "GEN004") == [Seen("GEN004", 1, word, None)]


def test_english_in_a_chinese_digest() -> None:
    text = (
        f"{ZH * 5}\n\n**Abstract**: The model {{}} improves on all of the earlier ones.\n\n{ZH}\n"
    )
    assert [found.text for found in see(text.format("显著"), "GEN004")] == ["显著"]
    assert see(f"{ZH * 5}\n\n我们 with 多模态 input 的方法\n", "GEN004") == []


def test_mojibake_is_for_other_rules() -> None:
    text = f"{ZH}\n\n该方法通过重新 формулировка 问题来提高准确率。\n\n"
    damaged = text + "è¯\xadè¨€æ¨¡åž‹çš„æ–¹æ³•\n"
    assert [found.code for found in see(text, "GEN004", "ENC002")] == ["GEN004"]
    assert "GEN004" not in [found.code for found in see(damaged, "GEN004", "ENC002")]
