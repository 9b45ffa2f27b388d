from __future__ import annotations

from pathlib import PurePath

import pytest

from digestlint.core.selectors import expand
from digestlint.core.settings import Settings
from digestlint.document.document import Document, open_document
from digestlint.review.sentences import context_of, count_characters, find_sentences, needs_more
from digestlint.text.codec import decode
from tests.review.pages import damaged

TEXT = "# 笔记\n\n- 结果。我们与他们不同。（见 表）\n\nplain\n"


def opened(text: str) -> Document:
    rules = {"lossy-mojibake": {"restore-confidence": 1.0}}
    settings = Settings(expand(["ENC"]), schema="none", rules=rules)
    return open_document(decode(damaged(text).encode()), PurePath("a.md"), settings, ())


def test_each_sentence_is_there_once_with_its_doubts() -> None:
    found = [*find_sentences(opened(TEXT))]
    sentences = [sentence.text for sentence in found]
    assert len(sentences) == len({*sentences})
    (ours,) = (sentence for sentence in found if "他们" in sentence.text)
    assert ours.row == 3 and ours.text.startswith("我") and ours.text.endswith("。")
    assert damaged(ours.text) == ours.damaged
    for doubt in ours.doubtful:
        assert ours.text[doubt.at] == doubt.choice.char
        assert ours.damaged[doubt.start : doubt.end] == damaged(doubt.choice.char)


def test_contexts_are_what_the_file_has_beside_a_character() -> None:
    for sentence in find_sentences(opened(TEXT)):
        for doubt in sentence.doubtful:
            left = sentence.damaged[doubt.start : doubt.end]
            for wide in (False, True):
                before, after = context_of(sentence, doubt, wide=wide)
                assert before + left + after in sentence.damaged


def test_a_long_line_without_ends_of_sentences_is_cut() -> None:
    document = opened("我们与他们不同，" * 200 + "\n")
    found = [*find_sentences(document)]
    assert len(found) > 5
    assert max(len(sentence.text) for sentence in found) <= 200
    assert sum(len(sentence.doubtful) for sentence in found) == count_characters(document).doubtful


def test_a_term_tells_a_character_from_the_same_in_other_words() -> None:
    for text in ("，与以前的方法，", "法，与", "与", "与以前"):
        document = opened(f"我们的方法与他们的方法不同。{text}。\n")
        for sentence in find_sentences(document):
            for doubt in sentence.doubtful:
                first, last = doubt.term
                before, after = context_of(sentence, doubt, wide=needs_more(doubt))
                assert (before and after) or len(before + after) >= 2 or len(sentence.text) < 3
                assert needs_more(doubt) or first < doubt.at < last - 1


@pytest.mark.parametrize("text", ["", "plain\n", "# 一\n"])
def test_what_is_not_damaged_has_none(text: str) -> None:
    settings = Settings(expand(["ENC"]), schema="none")
    document = open_document(decode(text.encode()), PurePath("a.md"), settings, ())
    assert [*find_sentences(document)] == []
    assert count_characters(document) == (len(text), 0, 0, 0, 0, 0.0)
