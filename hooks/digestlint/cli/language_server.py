"""``digestlint server``: the language server of editors."""

from __future__ import annotations

from argparse import Namespace

from digestlint._runtime.language import say
from digestlint._runtime.tracing import trace
from digestlint.cli.errors import UsageError


def run_server(_: Namespace) -> int:
    """Talk to an editor on standard input and output, until it ends the server."""
    trace.spoil()  # a run without end has no answer
    try:
        from digestlint.server.serving import serve  # for those who have pygls
    except ImportError as error:
        if error.name is None or error.name.partition(".")[0] not in ("pygls", "lsprotocol"):
            raise
        raise UsageError(
            say("the language server needs the package pygls: pip install 'digestlint[server]'")
        ) from None
    return serve()
