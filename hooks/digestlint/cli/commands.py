"""The functions of the commands; each imports its modules only when it runs."""

from __future__ import annotations

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from argparse import Namespace


def check(options: Namespace) -> int:
    """``digestlint check``."""
    from digestlint.cli.check import run

    return run(options)


def format_files(options: Namespace) -> int:
    """``digestlint format``."""
    from digestlint.cli.formatting import run_format

    return run_format(options)


def rule(options: Namespace) -> int:
    """``digestlint rule``."""
    from digestlint.cli.explain import run_rule

    return run_rule(options)


def schema(options: Namespace) -> int:
    """``digestlint schema``."""
    from digestlint.cli.schemas import run_schema

    return run_schema(options)


def config(options: Namespace) -> int:
    """``digestlint config``."""
    from digestlint.cli.explain import run_config

    return run_config(options)


def restore(options: Namespace) -> int:
    """``digestlint restore``."""
    from digestlint.cli.restoring import run_restore

    return run_restore(options)


def toc(options: Namespace) -> int:
    """``digestlint toc``."""
    from digestlint.cli.contents import run_toc

    return run_toc(options)


def clean(options: Namespace) -> int:
    """``digestlint clean``."""
    from digestlint.cli.cleaning import run_clean

    return run_clean(options)


def init(options: Namespace) -> int:
    """``digestlint init``."""
    from digestlint.cli.initializing import run_init

    return run_init(options)


def server(options: Namespace) -> int:
    """``digestlint server``."""
    from digestlint.cli.language_server import run_server

    return run_server(options)


def completion(options: Namespace) -> int:
    """``digestlint completion``."""
    from digestlint.cli.completing import run_completion

    return run_completion(options)


def baseline(options: Namespace) -> int:
    """``digestlint baseline``."""
    from digestlint.cli.baselines import run_baseline

    return run_baseline(options)


def report(options: Namespace) -> int:
    """``digestlint report``."""
    from digestlint.cli.reviewing import run_report

    return run_report(options)


def review(options: Namespace) -> int:
    """``digestlint review``."""
    from digestlint.cli.serving import run_review

    return run_review(options)
