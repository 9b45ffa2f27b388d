"""Measure digestlint beside other tools; print the tables or store them with a diagram.

    python benchmarks/speed/measure_speed.py DIGESTS --digestlint .venv/bin/digestlint [--quick]

The first run installs the other tools (pinned versions from PyPI and npm) into ``--tools``; what
can't be had is left out with a word.
"""

from __future__ import annotations

import argparse
import platform
import subprocess
import sys
from pathlib import Path

from loads import LOADS, Loads
from peers import TOOLS, Tool, Toolbox, environment
from plot import svg
from speed_tables import render

from timing import Job, Times, measure

BEGIN, END = "<!-- speed:begin -->", "<!-- speed:end -->"


def main() -> int:
    """Run the benchmark; returns the exit status."""
    options = _options()
    document = options.write.read_text(encoding="utf-8") if options.write else ""
    if options.write and not 0 <= document.find(BEGIN) < document.find(END):
        sys.exit(f"{options.write}: no {BEGIN} … {END}")
    box = Toolbox(options.tools, options.digestlint)
    tools = []
    for tool in TOOLS:
        if options.only and tool.name not in options.only.split(","):
            continue
        if reason := box.install(tool):
            print(f"{tool.name} is left out: {reason}", file=sys.stderr)
        else:
            tools.append(tool)
    loads = Loads(
        options.tools / "loads", options.digests, str(options.digestlint.absolute()), options.copies
    )
    wanted = options.loads.split(";") if options.loads else list(LOADS)
    results: dict[str, dict[str, Times]] = {}
    for load in wanted:
        print(f"{load} …", file=sys.stderr)
        results[load] = _measure(load, loads, tools, box, options)
    versions = {tool.name: box.version(tool) for tool in tools}
    tables = render(results, versions, {load: loads.size(load) for load in wanted})
    where = f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
    text = f"{where}; {options.repeats} runs of each, in turn.\n\n{tables}"
    print(text)
    if options.write:
        start, end = document.index(BEGIN) + len(BEGIN), document.index(END)
        options.write.write_text(f"{document[:start]}\n\n{text}\n\n{document[end:]}", "utf-8")
        diagram = svg(results, [tool.name for tool in tools])
        options.write.with_name("performance.svg").write_text(diagram, "utf-8")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("digests", type=Path, metavar="DIGESTS", help="a folder of digests")
    parser.add_argument("--tools", type=Path, default=Path(".bench"), metavar="DIR")
    parser.add_argument("--digestlint", type=Path, required=True, metavar="FILE")
    parser.add_argument("--write", type=Path, metavar="FILE", help="document with the markers")
    parser.add_argument("--repeats", type=int, default=7, metavar="N")
    parser.add_argument("--copies", type=int, default=90, metavar="N", help="of each in the corpus")
    parser.add_argument("--quick", action="store_true", help="3 runs, and a corpus of 6 copies")
    parser.add_argument("--only", metavar="TOOL,…", help="these tools only")
    parser.add_argument("--loads", metavar="LOAD;…", help=f"some of: {'; '.join(LOADS)}")
    options = parser.parse_args()
    if options.quick:
        options.repeats, options.copies = 3, 6
    if not list(options.digests.glob("*.md")):
        parser.error(f"{options.digests}: no .md files")
    return options


def _measure(
    load: str, loads: Loads, tools: list[Tool], box: Toolbox, options: argparse.Namespace
) -> dict[str, Times]:
    place = loads.place(load)
    shared = environment(options.tools / "cache")

    def job(tool: Tool) -> Job:
        def prepare() -> None:
            loads.refresh(load)
            if load in tool.before:
                command = box.command(tool, tool.before[load])
                subprocess.run(
                    command,
                    shell=True,
                    cwd=place,
                    stdout=subprocess.DEVNULL,
                    env=shared,
                    check=True,
                )

        command = box.command(tool, tool.commands[load])
        return Job(command, place, prepare, warm=load.endswith("warm") or "known" in load)

    able = [tool for tool in tools if load in tool.commands]
    times = measure([job(tool) for tool in able], options.repeats, shared)
    return {tool.name: its for tool, its in zip(able, times, strict=True)}


if __name__ == "__main__":
    sys.exit(main())
