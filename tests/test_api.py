"""From Python: the same findings and fixes as on the command line, from any thread."""

from __future__ import annotations

import doctest
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import digestlint
from digestlint import Config, DigestlintError, Session, api, check, fix
from tests.places import ROOT

TEXT = "# A\n\nSee <http://arxiv.org/abs/2505.15117> and [b](#c).\n"


def test_examples(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, least in (("docs/api.md", 10), ("docs/zh/api.md", 10), ("CONTRIBUTING.md", 2)):
        failed, tried = doctest.testfile(str(ROOT / name), module_relative=False, encoding="utf-8")
        assert (failed, tried >= least) == (0, True)
    failed, tried = doctest.testmod(api)
    assert (failed, tried > 2) == (0, True)


def test_all_public_names_are_there() -> None:
    assert sorted(digestlint.__all__) == digestlint.__all__
    for name in digestlint.__all__:
        assert getattr(digestlint, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'chekc'"):
        digestlint.chekc  # noqa: B018


def test_text_has_no_neighbours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "digestlint.toml").write_text('select = ["TEX"]')
    (tmp_path / "text.bib").write_text("@article{a, title={B}}")
    assert [finding.code for finding in check(TEXT + "[x](gone.md)\n")] == ["URL005", "ANC001"]
    assert check(TEXT, path="a.md") == []
    assert [f.code for f in check("[x](gone.md)\n", config=Config.of({}), path="a.md")] == [
        "ANC003"
    ]


def test_findings_are_those_of_the_file(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text(TEXT)
    (finding, other) = check(file)
    assert (finding.code, finding.filename) == ("URL005", str(file))
    assert (finding.location.row, finding.location.column) == (3, 6)
    assert finding.fix is not None
    assert finding.fix.applicability == "safe"
    assert check(str(file)) == []  # a string is text
    assert check(TEXT, path=file) == [finding, other]


def test_fix_leaves_the_file(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("\ufeff" + TEXT, encoding="utf-8")
    fixed = fix(file)
    assert fixed.text == TEXT.replace("http:", "https:")
    assert [applied.code for applied in fixed.applied] == ["ENC005", "URL005"]
    assert [finding.code for finding in fixed.remaining] == ["ANC001"]
    assert file.read_text(encoding="utf-8") == "\ufeff" + TEXT


def test_unsafe_fixes_are_asked_for() -> None:
    text = "# A\n\n[paper]()\n\n# Beta-Gamma\n\nThis $x$ is – see \\textbf{bold}.\n"
    assert fix(text).text == text
    assert fix(text, unsafe=True).text != text


@pytest.mark.parametrize("wrong", ["missing.md", "."])
def test_errors_name_the_file(wrong: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(DigestlintError, match=f"^{wrong}: "):
        check(Path(wrong))


def test_a_wrong_configuration(tmp_path: Path) -> None:
    (tmp_path / "digestlint.toml").write_text("selct = []")
    (tmp_path / "a.md").write_text(TEXT)
    with pytest.raises(DigestlintError, match=r"digestlint\.toml:1:1: there is no setting 'selct'"):
        check(tmp_path / "a.md")
    with pytest.raises(DigestlintError, match="selct"):
        Config.of({"selct": []})


def test_a_configuration_by_its_file(tmp_path: Path) -> None:
    named = tmp_path / "other.toml"
    named.write_text('ignore = ["URL"]')
    assert [f.code for f in check(TEXT, config=Config.load(named))] == ["ANC001"]


def test_threads_do_not_mix(tmp_path: Path) -> None:
    """Each has a folder, a configuration and linked files of its own."""
    expected: list[list[str]] = []
    for number in range(16):
        folder = tmp_path / str(number)
        folder.mkdir()
        select = ["ANC", "URL", "ALL"][number % 3]
        (folder / "digestlint.toml").write_text(f'select = ["{select}"]')
        (folder / "b.md").write_text(f"# T{number % 2}\n")
        (folder / "a.md").write_text(f"{TEXT}\n[t](b.md#t1)\n" * (number + 1))
        expected.append([finding.code for finding in check(folder / "a.md")])
    assert len({tuple(codes) for codes in expected}) > 10
    barrier = threading.Barrier(8)

    def codes(number: int) -> list[str]:
        barrier.wait(10)
        return [finding.code for finding in check(tmp_path / str(number) / "a.md")]

    with ThreadPoolExecutor(8) as pool:
        for _ in range(3):
            assert list(pool.map(codes, range(16))) == expected


def test_a_session_is_told_what_changed(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("[b](b.md#b) [c](c/c.md)\n")
    session = Session()

    def codes() -> list[str]:
        return [finding.code for finding in session.check(tmp_path / "a.md")]

    assert codes() == ["ANC003", "ANC003"]
    (tmp_path / "b.md").write_text("# B\n")
    session.changed(tmp_path / "b.md")
    assert codes() == ["ANC003"]
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "c.md").touch()
    session.changed(tmp_path / "c")
    assert codes() == []
    (tmp_path / "digestlint.toml").write_text('select = ["TEX"]')
    (tmp_path / "b.md").unlink()
    session.forget()
    assert codes() == []
    assert session.fix(tmp_path / "a.md").applied == []


def test_a_session_is_told_of_notes(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "notes").mkdir()
    (tmp_path / "a.md").write_text("[[a]] [[b]] [[c]]\n")
    session, config = Session(), Config.of({"select": ["WIK"]})

    def number() -> int:
        return len(session.check(tmp_path / "a.md", config=config))

    assert number() == 2
    (tmp_path / "notes" / "b.md").write_text("# B\n")
    session.changed(tmp_path / "notes" / "b.md")
    assert number() == 1
    (tmp_path / "notes" / "b.md").write_text("---\nalias: c\n---\n")
    session.changed(tmp_path / "notes" / "b.md")
    assert number() == 0


def test_outside_a_session_everything_is_looked_at_anew(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("[b](b.md#b)\n")
    assert [finding.code for finding in check(tmp_path / "a.md")] == ["ANC003"]
    (tmp_path / "b.md").write_text("# B\n")
    assert check(tmp_path / "a.md") == []


def test_no_signal_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    import signal

    def refuse(*_: object) -> None:
        raise AssertionError("a signal")

    for name in ("signal", "setitimer"):
        monkeypatch.setattr(signal, name, refuse)
        monkeypatch.setattr(f"_signal.{name}", refuse)
    assert check(TEXT)
    assert fix(TEXT).applied
