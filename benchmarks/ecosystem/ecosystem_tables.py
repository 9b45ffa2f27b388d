"""The tables of docs/ecosystem.md."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from collecting import Collected
from judging import Judged, place_of, publisher
from schemas_by_repository import Repository

DIGESTS = ("digests/", "wild/")
BEGIN, END = "<!-- figures:begin -->", "<!-- figures:end -->"


def figures(
    files: Sequence[Collected],
    findings: Sequence[Mapping[str, Any]],
    judged: Sequence[Judged],
    fixed: Mapping[str, tuple[int, int]],
    repositories: Sequence[Repository],
) -> str:
    """Everything that a run measures, as Markdown.

    Args:
        files: What was collected.
        findings: What the check found in them.
        judged: The verdicts on record.
        fixed: By kind of fix, how many files and lines it changed.
        repositories: The schemas of digests.
    """
    digests = [f for f in findings if f["filename"].startswith(DIGESTS)]
    parts = ["\n".join(_origins(files)), "\n".join(_rules(findings, judged))]
    changed = [f"| {name} | {count:,} | {lines:,} |" for name, (count, lines) in fixed.items()]
    parts.append("\n".join(["| run | files changed | lines |", "|---|---:|---:|", *changed]))
    parts += ["### Digests alone", "\n".join(_precision(digests, judged))]
    parts += ["### Schemas by repository", "\n".join(_schemas(repositories))]
    return "\n\n".join(parts)


def replaced(page: str, made: str) -> str:
    """``page`` with ``made`` between its marks."""
    before, _, rest = page.partition(BEGIN)
    return f"{before}{BEGIN}\n\n{made}\n\n{END}{rest.partition(END)[2]}"


def _origins(files: Iterable[Collected]) -> Iterator[str]:
    yield "| from | files |"
    yield "|---|---:|"
    counts = Counter(file.origin for file in files)
    for origin, count in counts.most_common():
        yield f"| {origin} | {count:,} |"
    yield f"| all | {counts.total():,} |"


def _rules(findings: Sequence[Mapping[str, Any]], judged: Sequence[Judged]) -> Iterator[str]:
    yield "| rule | findings | files | safe fix | unsafe fix | read | right | debatable | wrong |"
    yield "|---|---:|---:|---:|---:|---:|---:|---:|---:|"
    verdicts = _verdicts(findings, judged)
    for code, found in _by_code(findings):
        fixes = Counter(f["fix"]["applicability"] for f in found if f.get("fix"))
        seen = verdicts[code]
        cells = [
            f"{code} {found[0]['name']}",
            *map("{:,}".format, (len(found), len({f["filename"] for f in found}))),
            *map("{:,}".format, (fixes["safe"], fixes["unsafe"], seen.total())),
            *(str(seen[verdict]) for verdict in ("right", "debatable", "wrong")),
        ]
        yield f"| {' | '.join(cells)} |"


def _precision(findings: Sequence[Mapping[str, Any]], judged: Sequence[Judged]) -> Iterator[str]:
    yield "| rule | findings | files | publishers | read | right | debatable | wrong |"
    yield "|---|---:|---:|---:|---:|---:|---:|---:|"
    verdicts = _verdicts(findings, judged)
    for code, found in _by_code(findings):
        paths = {finding["filename"] for finding in findings if finding["code"] == code}
        seen = verdicts[code]
        numbers = (len(found), len(paths), len(set(map(publisher, paths))), seen.total())
        cells = [
            f"{code} {found[0]['name']}",
            *map("{:,}".format, numbers),
            *(str(seen[verdict]) for verdict in ("right", "debatable", "wrong")),
        ]
        yield f"| {' | '.join(cells)} |"


def _schemas(repositories: Iterable[Repository]) -> Iterator[str]:
    yield "| repository | files | schemas | no schema | why |"
    yield "|---|---:|---|---:|---|"
    total = without = 0
    for repository in repositories:
        count, missing = repository.schemas.total(), repository.schemas[""]
        total += count
        without += missing
        named = ((name, files) for name, files in repository.schemas.most_common() if name)
        schemas = ", ".join(f"{name} {files}" for name, files in named)
        why = repository.reason if missing else ""
        yield f"| {repository.name} | {count} | {schemas} | {missing or ''} | {why} |"
    yield f"| all | {total} | | {without} | |"


def _by_code(
    findings: Iterable[Mapping[str, Any]],
) -> list[tuple[str, list[Mapping[str, Any]]]]:
    by_code: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for finding in findings:
        by_code[finding["code"]].append(finding)
    return sorted(by_code.items())


def _verdicts(
    findings: Iterable[Mapping[str, Any]], judged: Iterable[Judged]
) -> dict[str, Counter[str]]:
    places = {place_of(finding) for finding in findings}
    verdicts: dict[str, Counter[str]] = defaultdict(Counter)
    for item in judged:
        if item.place in places:
            verdicts[item.place.code][item.verdict] += 1
    return verdicts
