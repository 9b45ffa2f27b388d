import pytest

from digestlint.encoding import Restoration, damage, find_mojibake

CLEAN = "# 标题：论文解读\n\n智能体 LLM 与强化学习中的方法，a 𝑾 z\n" * 3
DIRTY = damage(CLEAN, "windows-1254")


@pytest.fixture(scope="module")
def restoration() -> Restoration:
    return find_mojibake(DIRTY)


def test_offsets_map_back_and_forth(restoration: Restoration) -> None:
    assert len(restoration.text) == len(CLEAN)
    previous = -1
    for offset in range(len(CLEAN) + 1):
        source = restoration.to_source(offset)
        assert source == len(damage(CLEAN[:offset], "windows-1254"))
        assert source > previous
        assert restoration.to_restored(source) == offset
        previous = source


def test_an_offset_inside_a_character_maps_to_its_start(restoration: Restoration) -> None:
    for run in restoration.runs:
        for index, start in enumerate(run.bounds[:-1]):
            for source in range(start, run.bounds[index + 1]):
                assert restoration.to_restored(source) == run.restored_start + index


def test_spans(restoration: Restoration) -> None:
    start = restoration.text.index("论文")
    assert DIRTY[slice(*restoration.source_span(start, start + 2))] == "è®ºæ–‡"
    assert DIRTY[slice(*restoration.source_span(0, 2))] == "# "


def test_intact_and_damaged(restoration: Restoration) -> None:
    line = restoration.text.index("\n\n")
    assert restoration.intact(0, 2)
    assert not restoration.intact(0, 3)
    assert restoration.intact(line, line + 2)
    assert restoration.intact(3, 3)
    paper = restoration.text.index("论文")
    assert not restoration.intact(paper, paper + 2)
    assert not restoration.damaged(paper, paper + 2)
    middle = CLEAN.index("中的")
    assert restoration.damaged(middle, middle + 1)
    assert not restoration.damaged(middle + 1, middle + 2)
    assert not restoration.damaged(middle, middle)


@pytest.mark.parametrize(
    ("at", "candidate", "fits"),
    [
        ("中的方法", "中的方法", True),
        ("中的方法", "与的方法", True),
        ("中的方法", "串的方法", False),
        ("中的方法", "中之方法", False),
        ("中的方法", "中的方", True),
        ("LLM 与", "LLM 不", True),
        ("LLM 与", "LLN 与", False),
    ],
)
def test_fits(restoration: Restoration, at: str, candidate: str, fits: bool) -> None:
    start = CLEAN.index(at)
    assert restoration.fits(start, start + len(candidate), candidate) is fits


def test_a_candidate_of_another_length_never_fits(restoration: Restoration) -> None:
    assert not restoration.fits(0, 3, "# ")
    assert not restoration.fits(0, 2, "# 标")
    assert restoration.fits(1, 1, "")


def test_text_without_mojibake_maps_to_itself() -> None:
    same = find_mojibake("clean 中文 text")
    assert (same.text, same.runs, same.suspects, same.code_page) == (same.source, (), (), None)
    assert same.source_span(2, 5) == (2, 5)
    assert same.to_restored(4) == 4
    assert same.intact(0, 5)
    assert same.fits(0, 2, "cl")


def test_it_does_not_change(restoration: Restoration) -> None:
    with pytest.raises(AttributeError):
        restoration.text = ""
    with pytest.raises(AttributeError):
        del restoration.text


def test_a_suspect_frames_its_unchanged_characters() -> None:
    both = find_mojibake(DIRTY + "| 5 Â± 1 | `naïve` is naÃ¯ve\n" + "é à\n" * 400)
    assert both.runs
    for suspect in both.suspects:
        shown = both.text[suspect.restored_start : suspect.restored_end]
        assert shown == both.source[suspect.start : suspect.end]


def test_characters_are_chosen_one_by_one(restoration: Restoration) -> None:
    lost = [run.restored_start + index for run in restoration.runs for index in run.damaged]
    assert len(restoration.runs) > 3
    for at in lost:
        chosen = restoration.with_characters({at: CLEAN[at], 0: "x"})
        assert chosen.text == restoration.text[:at] + CLEAN[at] + restoration.text[at + 1 :]
        assert chosen.source == restoration.source
        assert chosen.channel == restoration.channel
        assert chosen.suspects == restoration.suspects
    assert restoration.with_characters({0: "x"}).runs == restoration.runs
