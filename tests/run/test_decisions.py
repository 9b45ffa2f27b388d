from __future__ import annotations

import json
from pathlib import Path

import pytest

from digestlint.core.decisions import Decision
from digestlint.run.decisions import DecisionsError, Followed, read_decisions, to_json

ONE = Decision("ä¸", "b", "a", "中", "b中a")


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "decisions.json"
    path.write_bytes(to_json([ONE]))
    assert read_decisions(path) == (ONE,)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("", "is no file of decisions"),
        ("[]", "is no file of decisions"),
        ('{"version": 1}', "is no file of decisions"),
        ("[" * 100_000, "is no file of decisions"),
        ('{"version": 2, "decisions": []}', "of another version"),
        ('{"version": 1, "decisions": [1]}', "decision 1 is none"),
        ('{"version": 1, "decisions": [{"damaged": "a"}]}', "decision 1 is none"),
        (json.dumps({"version": 1, "decisions": [{**ONE._asdict(), "after": 1}]}), "decision 1"),
        (json.dumps({"version": 1, "decisions": [{**ONE._asdict(), "damaged": ""}]}), "decision 1"),
        (json.dumps({"version": 1, "decisions": [{**ONE._asdict(), "chosen": "a"}]}), "decision 1"),
        ('{"version": 1, "decisions": [{"damaged": "a", "chosen": "\\ud800"}]}', "decision 1"),
        ('{"version": NaN, "decisions": []}', "of another version"),
        ('{"version": ' + "1" * 5000 + ', "decisions": []}', "is no file of decisions"),
    ],
)
def test_anything_else_is_refused_in_one_sentence(tmp_path: Path, content: str, why: str) -> None:
    path = tmp_path / "decisions.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(DecisionsError, match=why) as error:
        read_decisions(path)
    assert str(error.value).startswith(f"{path}: ") and "\n" not in str(error.value)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(DecisionsError, match=r"none\.json"):
        read_decisions(tmp_path / "none.json")


def test_decisions_that_fit_nothing_are_left() -> None:
    gone = ONE._replace(before="gone", restored="")
    done = ONE._replace(before="done", restored="done中a")
    followed = Followed([ONE, gone, done])
    followed.look_in("x", "the bä¸a and done中a")
    assert followed.unfitting == [gone]
    assert followed.total == 3
