from __future__ import annotations

from pathlib import Path

import pytest

from digestlint.core.finding import Applicability
from digestlint.document.context import Context
from digestlint.project.notes import NoteFinder
from tests.support import diagnose, fixed, see

FILES = {
    "notes/Alpha.md": "# Alpha\n\n## Results: Speed\n\n## 方法：概览\n\n## **Bold** part\n\n"
    "## v3.5\n\nText. ^abc-1\n",
    "notes/beta.md": '---\naliases: [Béta Note, "second name"]\n---\n# B\n',
    "notes/sub/gamma.md": "---\ntitle: x\naliases:\n  - Third Way\n  - '四'\n---\n# C\n",
    "notes/sub/beta.md": "# Other\n",
    "notes/方法论.md": "# 方法论\n",
    "notes/Café.md": "# Cafe\n",
    "notes/202405011200 Idea.md": "# Idea\n",
    "notes/My Long Note.md": "# Long\n\n## Some heading\n",
    "img/pic.PNG": "",
    "img/paper.pdf": "",
    "README.md": "# Read me\n",
    ".obsidian-backup/lost.md": "# Lost\n",
    "node_modules/x/other.md": "# Other\n",
}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    for name, content in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return tmp_path


def around(place: Path) -> Context:
    return Context(notes=NoteFinder(place / "notes" / "digest.md", place))


@pytest.mark.parametrize(
    "link",
    [
        "[[Alpha]] [[alpha]] [[ALPHA.md]] [[ Alpha ]] [[Alpha|text]] [[alpha|]] ![[Alpha]]",
        "[[notes/alpha]] [[/notes/Alpha.md]] [[./alpha]] [[../README]] [[readme]] [[sub/gamma|g]]",
        "![[pic.png]] ![[pic.png|300]] ![[img/pic.png|a|300x200]] [[../img/pic.png]]",
        "![[paper.pdf#page=3]] [[paper.pdf]]",
        "[[Béta note]] [[second name|s]] [[third way]] [[四]] [[Third  Way]]",
        "[[方法论]] [[Cafe\u0301]] [[notes]] [[sub/]]",
        "[[Alpha#Results Speed]] [[alpha#results: speed]] [[Alpha#Alpha#Results: Speed]]",
        "[[Alpha#方法：概览|x]] [[Alpha#Bold part]] [[Alpha#**Bold** part]] [[Alpha#]]",
        "[[Alpha#^abc-1]] [[Alpha#^ABC-1]] [[beta#Other]] [[beta#b]]",
        "[[#Here]] [[#here|text]] [[#^own]]\n\n## Here\n\nText. ^own",
        "[[202405011200]]",
        "- [[alpha]]\n\n> [[alpha]] **[[alpha]]** *![[pic.png]]*\n\n# [[alpha]]",
        "| a | b |\n|--|--|\n| [[alpha\\|x]] | ![[pic.png\\|30]] |",
        "[[../../elsewhere]] [[../../../x#y]]",  # outside: nothing is known
        # Outside of vaults: wikis.
        "[[my-long-note]] [[My_Long_Note]] [[My Long Note#some-heading]] [[Shown Text|Alpha]]",
    ],
)
def test_resolves(place: Path, link: str) -> None:
    assert see(f"[[Alpha]] {link}\n", "WIK001", context=around(place)) == []


@pytest.mark.parametrize(
    "text",
    [
        "`[[gone]]`\n\n    [[gone]]\n\n```\n[[gone]]\n```",
        "$[[gone]]$ $$[[a, b]]$$",
        "[[1, 2, 3]] [[0]] [[1]] [[-1, +1]] [[#12]] [[^1]] [[@smith2020]] [[Smith et al., 2020]]",
        "[[ -f gone ]] [[ $x ]] [[ $x == gone ]] [[ a && b ]] [[ ! -d gone ]]",
        "[[https://a.b/c]] [[gone](https://a.b)] [[[gone]]] [[gone]](https://a.b) \\[[gone]]",
        "[x [[gone]] y](https://a.b) <a href='[[gone]]'> <!-- [[gone]] -->",
        "[[{{title}}]] [[<% tp.date %>]] [[{% x %}]] [[wikilink]] [[Wiki-Links]] [[...]] [[…]]",
        "[[a\nb]] [[]] [[ ]] [[|x]] [[#]] [[a]b]] [[\ufffdx]]",
    ],
)
def test_leaves_other_brackets_alone(place: Path, text: str) -> None:
    assert see(f"[[Alpha]]\n\n{text}\n", "WIK001", context=around(place)) == []


def test_front_matter(place: Path) -> None:
    text = "---\nup: '[[gone]]'\n---\n[[Alpha]]\n"
    assert see(text, "WIK001", context=around(place)) == []


@pytest.mark.parametrize(
    ("link", "target", "message"),
    [
        ("[[gone]]", "gone", "no note or file 'gone' in the repository"),
        ("[[ gone |x]]", "gone", "no note or file 'gone' in the repository"),
        ("[[Alhpa]]", "Alhpa", "no note or file 'Alhpa' in the repository; did you mean 'Alpha'?"),
        ("[[方法·论]]", "方法·论",
         "no note or file '方法·论' in the repository; did you mean '方法论'?"),
        ("[[sub/alpha]]", "sub/alpha",
         "no note or file 'sub/alpha' in the repository; did you mean 'Alpha'?"),
        ("[[./gamma]]", "./gamma",
         "no note or file './gamma' in the repository; did you mean 'gamma'?"),
        ("![[none.png]]", "none.png", "no note or file 'none.png' in the repository"),
        ("[[lost]]", "lost", "no note or file 'lost' in the repository"),
        ("[[2024-05-02]]", "2024-05-02", "no note or file '2024-05-02' in the repository"),
        ("| a |\n|--|\n| [[gone\\|x]] |", "gone", "no note or file 'gone' in the repository"),
        ("[[Alpha#None]]", "Alpha#None", "no heading 'None' in 'Alpha'"),
        ("[[alpha#v35]]", "alpha#v35", "no heading 'v35' in 'alpha'"),
        ("[[alpha#Alpha#None]]", "alpha#Alpha#None", "no heading 'Alpha#None' in 'alpha'"),
        ("[[Alpha#^no]]", "Alpha#^no", "no block '^no' in 'Alpha'"),
        ("[[#none]]", "#none", "no heading 'none' in this file"),
        ("[[#^none]]", "#^none", "no block '^none' in this file"),
        ("[[Alpha#方法:概览]]", "Alpha#方法:概览",
         "no heading '方法:概览' in 'Alpha'; did you mean '方法：概览'?"),
    ],
)  # fmt: skip
def test_finds(place: Path, link: str, target: str, message: str) -> None:
    text = f"[[Alpha]]\n\n{link}\n"
    (found,) = diagnose(text, "WIK001", context=around(place))
    assert (text[found.start : found.end], str(found.message)) == (target, message)


@pytest.mark.parametrize("text", ["[[zip]] [[gone]]", "[[#gone]]", "[[gone|x]] ![[none.png]]"])
def test_a_file_whose_wikilinks_lead_nowhere(place: Path, text: str) -> None:
    assert see(f"{text}\n", "WIK001", context=around(place)) == []
    assert see(f"{text}\n", "WIK001") == []  # nothing is known


@pytest.mark.parametrize("folder", [".obsidian", ".foam", "notes/.obsidian"])
def test_a_vault_says_that_they_are_links(place: Path, folder: str) -> None:
    (place / folder).mkdir()
    context = around(place)
    assert [seen.text for seen in see("[[zip]]\n", "WIK001", context=context)] == ["zip"]
    # Obsidian knows no slugs, and no `[[text|note]]`.
    links = "[[my-long-note]] [[Alpha#results-speed]] [[shown|Alpha]]\n"
    found = see(links, "WIK001", context=context)
    assert [seen.text for seen in found] == ["my-long-note", "Alpha#results-speed", "shown"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("[[Alpha#方法:概览]]", "[[Alpha#方法：概览]]"),
        ("[[Alpha#Results：Speed|x]]", "[[Alpha#Results Speed|x]]"),
        ("[[Alpha#ｒｅｓｕｌｔｓ— speed]]", "[[Alpha#Results Speed]]"),
        ("| a |\n|--|\n| [[Alpha#方法:概览\\|x]] |", "| a |\n|--|\n| [[Alpha#方法：概览\\|x]] |"),
        ("[[#「甲」]]\n\n## 甲", "[[#甲]]\n\n## 甲"),
    ],
)
def test_fixes_headings(place: Path, old: str, new: str) -> None:
    context = around(place)
    (found,) = see(f"[[Alpha]]\n\n{old}\n", "WIK001", context=context)
    assert found.fix is Applicability.SAFE
    assert fixed(f"[[Alpha]]\n\n{old}\n", "WIK001", context=context, unsafe=False) == (
        f"[[Alpha]]\n\n{new}\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        "[[Alpha#v35]]",  # not v3.5
        "[[Alpha#Bold—part]]",  # the heading has markup
        "[[#甲—乙]]\n\n## 甲：乙\n\n## 甲，乙",  # two
        "[[#—]]\n\n## …",
        "[[Alpha#^abc1]]",
    ],
)
def test_no_fix_where_two_are_meant(place: Path, text: str) -> None:
    text = f"[[Alpha]]\n\n{text}\n"
    assert [seen.fix for seen in see(text, "WIK001", context=around(place))] == [None]


def test_few_suggestions_and_many_links(place: Path) -> None:
    text = "[[Alpha]]\n\n" + "".join(f"[[Alhpa{n}]]\n" for n in range(6000))
    found = diagnose(text, "WIK001", context=around(place))
    assert len(found) == 4999  # of the others, nothing is known
    assert sum("did you mean" in str(finding.message) for finding in found) <= 100
