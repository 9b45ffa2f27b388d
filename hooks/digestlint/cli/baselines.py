"""``digestlint baseline``: write the findings that are not reported any more."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from digestlint._runtime.language import say, say_number
from digestlint._runtime.tracing.observing import exists
from digestlint.cli.check import gather
from digestlint.cli.configuring import Configuration
from digestlint.cli.errors import UsageError
from digestlint.cli.run import Run
from digestlint.cli.streams import print_error
from digestlint.project.repository import top_of
from digestlint.run.baseline import (
    BASELINE,
    Baseline,
    BaselineError,
    Counts,
    counted_by_code,
    key_of,
    to_json,
)
from digestlint.run.saving_reports import save_report, why_not
from digestlint.text.quoting import counted
from digestlint.text.terminal import safe


def run_baseline(options: Namespace) -> int:
    """Write the findings that there are; in a baseline that is there, keep only what is left."""
    configuration = Configuration(options)
    config = configuration.for_folder(Path.cwd())
    named = config.folder / config.table.baseline if config.table.baseline else None
    top = config.folder if config.path else top_of(Path.cwd()) or Path.cwd()
    path = Path(options.file) if options.file else named or top / BASELINE
    vars(options).update(
        fix=False, diff=False, unsafe_fixes=False, uses_baseline=False, add_suppressions=False
    )
    # All findings are kept.
    vars(options).update(show_fixes=False, guesses=None, fail_on=None)
    old = None
    if exists(str(path)) and not options.renew:
        try:
            old = Baseline.read(path)
        except BaselineError as error:
            raise UsageError(str(error)) from None
    run = gather(options)
    if why := why_not(path, run.tasks, is_markdown_report=False):
        raise UsageError(f"{path}: {why}")
    counts, number, files = _counts(run, path, old)
    if why := save_report(path, [to_json(counts)]):
        raise UsageError(f"{path}: {why}")
    if not options.quiet:
        print(
            say_number(
                number,
                "{path}: {number} finding in {files} is not reported any more",
                "{path}: {number} findings in {files} are not reported any more",
                path=safe(str(path)),
                files=counted(files, "file"),
            )
        )
        if named is None and not options.file:
            print(say('Next, in the configuration: baseline = "{baseline}"', baseline=BASELINE))
    run.print_problems()
    return 2 if run.problems else 0


def _counts(run: Run, path: Path, old: Baseline | None) -> tuple[Counts, int, int]:
    """Return what the baseline is to hold, how many findings that is, and in how many files."""
    counts: Counts = dict(old.counts) if old else {}
    for result in run.results:
        key = key_of(result.filename, path)
        if result.problem is not None and not result.findings:
            continue  # what is known of it stays known
        findings = result.findings
        if old is not None:
            findings = [findings[at] for at in sorted(old.known_of(result))]
        counts[key] = counted_by_code(findings, key)
    folder = path.absolute().parent
    for key in [key for key in counts if not exists(str(folder / key))]:
        print_error(say("{key} is gone, and with it what was known of it", key=safe(key)))
        del counts[key]
    numbers = [sum(sum(n.values()) for n in codes.values()) for codes in counts.values()]
    return counts, sum(numbers), sum(number > 0 for number in numbers)
