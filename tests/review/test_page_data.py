from __future__ import annotations

from pathlib import Path

from digestlint.cli import main
from digestlint.core.decisions import Decision
from digestlint.run.decisions import to_json
from tests.review.pages import PLAIN, SENTENCES, damaged, data_of, project, report


def test_findings_have_their_place_and_what_their_fix_changes(tmp_path: Path) -> None:
    data = data_of(report(project(tmp_path, 'schema = "none"\n', a=PLAIN)))
    assert [Path(file["name"]).name for file in data["files"]] == ["a.md"]
    codes = [data["rules"][rule][0] for _, _, rule, *_ in data["findings"]]
    assert codes == ["ANC001", "URL005", "URL002"]
    _, entry, _, severity, fix, row, column, message, excerpt, said, changes = data["findings"][0]
    assert (entry, severity, fix, row, column) == (-1, "error", 0, 3, 11)
    assert "#One" in message and said
    assert excerpt == [], "what the fix changes shows it"
    ((at, parts),) = changes
    assert at == 3
    assert "".join(text for kind, text in parts if kind != 2).startswith("See [one](#One)")
    assert "".join(text for kind, text in parts if kind != 1).startswith("See [one](#one)")


def test_doubtful_characters_are_in_their_sentences(tmp_path: Path) -> None:
    data = data_of(report(project(tmp_path, a=damaged(SENTENCES))))
    restored = [text for _, _, _, text, _, _ in data["sentences"]]
    assert any("方法" in text for text in restored)
    for number, at, start, end, characters, odds in data["doubts"]:
        _, _, row, text, source, marks = data["sentences"][number]
        assert row in (1, 3)
        assert text[at] == characters[0] and len(odds) == len(characters)
        assert source[start:end] in damaged(characters[0])
        assert at in marks[::2]
    assert all(left + right for _, _, _, left, right, _ in data["groups"])
    assert sorted(n for *_, places in data["groups"] for n in places) == [
        *range(len(data["doubts"]))
    ]


def test_every_character_of_a_file_is_counted_once(tmp_path: Path) -> None:
    data = data_of(report(project(tmp_path, a=damaged(SENTENCES))))
    intact, exact, sure, doubtful, unreadable, wrong = data["files"][0]["characters"]
    assert intact + exact + sure + doubtful + unreadable == len(SENTENCES)
    assert doubtful == len(data["doubts"]) > 0 == sure
    assert 0 <= wrong < doubtful


def test_the_same_doubt_in_the_same_term_is_one_question(tmp_path: Path) -> None:
    line = "我们提出了一种新的方法，与以前的方法不同。\n"
    data = data_of(report(project(tmp_path, a=damaged(line * 3), b=damaged(line))))
    assert {len(places) for *_, places in data["groups"]} >= {4}
    assert len(data["groups"]) < len(data["doubts"])


def test_decisions_are_part_of_the_page(tmp_path: Path) -> None:
    project(tmp_path, a=damaged(SENTENCES))
    damaged_text, before, after, left, right, _ = data_of(report(tmp_path))["groups"][0]
    decision = Decision(damaged_text, before, after, "与", f"{left}与{right}")
    (tmp_path / "decisions.json").write_bytes(to_json([decision]))
    data = data_of(report(tmp_path, "--decisions", str(tmp_path / "decisions.json")))
    assert data["decisions"] == [decision._asdict()]
    assert len(data["groups"]) > 0, "what is decided is still shown"


def test_a_file_that_cannot_be_checked_is_named(tmp_path: Path) -> None:
    project(tmp_path, "max-file-size = 1\n", a=PLAIN, b="# 一\n" * 300_000)
    page = tmp_path / "page.html"
    assert main(["report", "-q", "--html", str(page), str(tmp_path)]) == 2
    problems = [file.get("problem") for file in data_of(page)["files"]]
    assert problems[0] is None and "max-file-size" in problems[1]


def test_entries_have_their_findings(tmp_path: Path) -> None:
    text = (
        "# 列表\n\n## A Paper on Agents\n\n<https://arxiv.org/abs/2509.24323>\n\n"
        "## Another Paper\n\n<http://arxiv.org/abs/2509.24324>\n"
    )
    data = data_of(report(project(tmp_path, 'schema = "paper-headings"\n', a=text)))
    titles = data["files"][0]["entries"]
    found = {titles[entry] for _, entry, *_ in data["findings"] if entry >= 0}
    assert titles == ["A Paper on Agents", "Another Paper"]
    assert found == {"Another Paper"}
