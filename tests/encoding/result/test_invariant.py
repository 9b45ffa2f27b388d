"""The invariant has to fail where something is wrong, whatever it is."""

import pytest

from digestlint.encoding import Channel, Run, damage, find_mojibake
from digestlint.encoding.result.invariant import leads_back

CLEAN = "论文解读：中文与英文不同。\n实验结果表明，效果显著提升。\n"
SENT = damage(CLEAN, "windows-1254")
LOSSY = Channel.parse("windows-1254,ignore,strip-ad")


def _run(text: str, source: str, bounds: tuple[int, ...], damaged: tuple[int, ...] = ()) -> Run:
    return Run(bounds[0], bounds[-1], 0, len(text), text, bounds, damaged, LOSSY, True)


@pytest.mark.parametrize(
    ("text", "source", "bounds", "damaged", "good"),
    [
        ("论文", "è®ºæ–‡", (0, 3, 6), (), True),
        ("论人", "è®ºæ–‡", (0, 3, 6), (), False),
        ("文论", "è®ºæ–‡", (0, 3, 6), (), False),
        ("中文", "ä¸æ–‡", (0, 2, 5), (0,), True),
        ("与文", "ä¸æ–‡", (0, 2, 5), (0,), True),
        ("串文", "ä¸æ–‡", (0, 2, 5), (0,), False),
        ("\uefff文", "ä¸æ–‡", (0, 2, 5), (0,), True),
        ("\uefff文", "ä¹æ–‡", (0, 2, 5), (0,), True),
        ("\uefff人", "ä¸æ–‡", (0, 2, 5), (0,), False),
        ("\uefff文", "xxæ–‡", (0, 2, 5), (0,), False),  # no character leaves that
        ("\uefff文", "ä¸æ–‡", (0, 2, 5), (), False),  # the placeholder is not a damaged character
    ],
)
def test_one_run(
    text: str, source: str, bounds: tuple[int, ...], damaged: tuple[int, ...], good: bool
) -> None:
    assert leads_back([_run(text, source, bounds, damaged)], source) == [good]


def test_one_wrong_run_among_many() -> None:
    runs = list(find_mojibake(SENT).runs)
    assert all(leads_back(runs, SENT))
    wrong = runs[1]._replace(text="人" + runs[1].text[1:])
    assert leads_back([runs[0], wrong, *runs[2:]], SENT) == [True, False, *[True] * len(runs[2:])]


def test_what_two_runs_say_together_is_not_enough() -> None:
    source = "è®ºæ–‡"
    shifted = [_run("论", source, (0, 2)), _run("文", source, (2, 6))]
    assert leads_back(shifted, source) == [False, False]


def test_a_wrong_choice_is_not_taken() -> None:
    found = find_mojibake(SENT)
    damaged = [run.restored_start + index for run in found.runs for index in run.damaged]
    right = found.with_characters({at: CLEAN[at] for at in damaged})
    assert right.text == CLEAN
    kept = found.with_characters({at: CLEAN[at] for at in damaged} | {damaged[0]: "人"})
    assert kept.runs[0] == found.runs[0]
    assert kept.runs[1:] == right.runs[1:]


def test_what_is_not_damaged_stays() -> None:
    found = find_mojibake(SENT)
    intact = found.runs[0].restored_start
    assert intact not in {run.restored_start + index for run in found.runs for index in run.damaged}
    assert found.with_characters({intact: "人"}).text == found.text


def test_a_channel_that_does_something_else(monkeypatch: pytest.MonkeyPatch) -> None:
    send = Channel.send
    monkeypatch.setattr(Channel, "send", lambda self, text: send(self, text).replace("®", "&"))
    found = find_mojibake(SENT)
    assert "论" not in found.text
    assert "è®º" in found.text
    monkeypatch.setattr(Channel, "send", lambda self, text: "")
    assert find_mojibake(SENT).text == SENT
