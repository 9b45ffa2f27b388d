from __future__ import annotations

from typing import Any

import pytest

from tests.frames import SECTIONS, survey
from tests.support import diagnose, see

ENGLISH = "We propose a reward that is given for questions which restate the problem."
CHINESE = "我们提出一种奖励，鼓励模型先复述问题，然后再回答它们。"
JAPANESE = "モデルに質問を言い換えさせてから答えさせる報酬を提案します。"
KOREAN = "모델이 질문을 다시 말한 다음 대답하도록 하는 보상을 제안합니다."
RUSSIAN = "Мы предлагаем награду за вопросы, которые повторяют условие задачи."
SPANISH = (
    "Proponemos una recompensa para las preguntas que repiten el problema, y los resultados "
    "de este estudio son mejores con menos datos."
)
GERMAN = (
    "Wir schlagen eine Belohnung für Fragen vor, die das Problem noch einmal nennen, und die "
    "Ergebnisse werden mit weniger Daten besser."
)
LONG_ENGLISH = f"{ENGLISH} The results are better with less data, and this is true in all of them."
ARABIC = "نقترح مكافأة للأسئلة التي تعيد صياغة المشكلة قبل الإجابة عنها"


def own(language: str, **notes: Any) -> dict[str, Any]:
    fields = {"it": {"label": "It", "language": language, "required": False}}
    notes = {"level": 2, "fields": fields, **notes}
    return {"own": {"match": {"headings": ["^Papers"]}, "notes": notes}}


def said(value: str, language: str) -> list[str]:
    text = f"# Papers\n\n## Ferry\n**It**: {value}\n"
    return [str(found.message) for found in diagnose(text, "GEN008", schemas=own(language))]


@pytest.mark.parametrize(
    ("language", "text", "other"),
    [
        ("zh", ENGLISH, "English"), ("zh", f"**{ENGLISH}**", "English"), ("zh", SPANISH, "Spanish"),
        ("zh", JAPANESE, "Japanese"), ("zh", KOREAN, "Korean"), ("zh", RUSSIAN, "Cyrillic letters"),
        ("zh-Hans", ENGLISH, "English"), ("ZH", ENGLISH, "English"),
        ("zh", f"- {ENGLISH}\n- {ENGLISH}", "English"),
        ("zh", f"{ENGLISH} 奖励", "English"),
        ("ja", ENGLISH, "English"), ("ja", CHINESE + CHINESE, "Chinese"), ("ja", KOREAN, "Korean"),
        ("ko", ENGLISH, "English"), ("ko", JAPANESE, "Japanese"), ("ko", CHINESE * 2, "Chinese"),
        ("ru", ENGLISH, "English"), ("ar", ENGLISH, "English"), ("he", ENGLISH, "English"),
        ("en", CHINESE, "Chinese"), ("en", JAPANESE, "Japanese"), ("en", KOREAN, "Korean"),
        ("en", RUSSIAN, "Cyrillic letters"), ("en", ARABIC, "Arabic letters"),
        ("en", SPANISH, "Spanish"), ("en", GERMAN, "German"), ("es", LONG_ENGLISH, "English"),
        ("de", LONG_ENGLISH, "English"), ("fr", GERMAN, "German"), ("vi", CHINESE, "Chinese"),
    ],
)  # fmt: skip
def test_another_language(language: str, text: str, other: str) -> None:
    (message,) = said(text, language)
    assert message.endswith(f", and is in {other}")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", CHINESE), ("zh", ""), ("zh", "None"), ("zh", "GRPO"), ("zh", "更好"),
        ("zh", "Reinforcement Learning, Large Language Models, Group Relative Policy Optimization"),
        ("zh", "reinforcement learning, reward models, question answering, policy gradients"),
        ("zh", "On the Importance of Asking the Question Again and of the Rewards for It"),
        ("zh", "Ann Lee, Bo Chen, Cy Dong and Di Fan of the University of the North"),
        ("zh", f"`{ENGLISH}`"), ("zh", f"\n```\n{ENGLISH}\n```"), ("zh", f"<!-- {ENGLISH} -->"),
        ("zh", "https://example.org/we/propose/a/reward/that/is/given/for/questions"),
        ("zh", "$we propose a reward that is given for the questions of the problem$"),
        ("zh", f"我们提出一种奖励：“{ENGLISH}”"),
        ("zh", f"{ENGLISH}\n\n{CHINESE}"),
        ("zh", "該論文提出一種獎勵，鼓勵模型先復述問題，然後再回答。"),
        ("zh", "Failed to generate the summary: the service has not answered in time for it"),
        ("ja", JAPANESE), ("ja", "強化学習、大規模言語模型、質問応答、報酬設計、方策勾配法、評価"),
        ("ko", KOREAN), ("ru", RUSSIAN), ("uk", RUSSIAN), ("ar", ARABIC), ("en", ENGLISH),
        ("en", "The term 奖励 (reward) is used for what the model gets for its answers."),
        ("es", SPANISH), ("de", GERMAN), ("en", "Proponemos una recompensa."), ("eo", ENGLISH),
        ("nl", LONG_ENGLISH),  # not told apart
    ],
)  # fmt: skip
def test_the_right_language_and_what_is_no_evidence(language: str, text: str) -> None:
    assert said(text, language) == []


def test_sections_and_entries() -> None:
    sections = {"aim": {"heading": "Aim", "language": "zh"}, "means": {"heading": "Means"}}
    text = f"# Papers\n## A\n### Aim\n{ENGLISH}\n### Means\n{ENGLISH}\n## B\n### Aim\n{CHINESE}\n"
    found = diagnose(text, "GEN008", schemas=own("zh", sections=sections))
    assert [str(each.message) for each in found] == [
        "section 'Aim' should be in Chinese, and is in English"
    ]
    entries = {"pattern": "^(?P<title>[A-Z])", "fields": {"it": {"label": "It", "language": "zh"}}}
    schemas = {"own": {"match": {"headings": ["^Papers"]}, "entries": entries}}
    text = f"# Papers\n- A **It**: {ENGLISH}\n- B **It**: {CHINESE}\n"
    assert [(s.row, s.text) for s in see(text, "GEN008", schemas=schemas)] == [(2, ENGLISH)]


def test_the_built_in_schemas_are_chinese_unless_the_whole_digest_is_not() -> None:
    text = survey(*SECTIONS[:4], f"### 📈 实验结果\n{ENGLISH}\n", SECTIONS[5])
    assert [each.row for each in see(text, "GEN008")] == [13]
    english = [part.splitlines()[0] + f"\n{ENGLISH}\n" for part in SECTIONS]
    assert see(survey(*english), "GEN008") == []
