"""``digestlint review``: the review page on the loopback interface, which keeps decisions."""

from __future__ import annotations

import secrets
import sys
from argparse import Namespace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import TCPServer
from threading import Lock

from digestlint._runtime.interrupts import saying
from digestlint._runtime.language import say
from digestlint._runtime.tracing.observing import exists, is_link
from digestlint.cli.deciding import decisions_in
from digestlint.cli.errors import UsageError
from digestlint.cli.reviewing import checked, page_data
from digestlint.cli.streams import print_error
from digestlint.review.page import page
from digestlint.run.decisions import DECISIONS, decisions_of, to_json
from digestlint.run.saving_reports import save_report, why_not
from digestlint.text.terminal import safe

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import Any

HOST = "127.0.0.1"
_LARGEST = 64_000_000  # bytes of decisions
_SAVE_TO = "decisions"  # below the address of the page
_SECONDS = 30  # that a browser may take for a request
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def run_review(options: Namespace) -> int:
    """Serve the page until Ctrl-C."""
    path = Path(options.decisions or DECISIONS)
    if is_link(str(path)):  # nothing is written through one: say so before a person decides
        raise UsageError(say("{path}: is a symbolic link; name the file that is meant", path=path))
    decisions = decisions_in(path) if exists(str(path)) else ()
    run = checked(options)
    if why := why_not(path, run.tasks, is_markdown_report=False):
        raise UsageError(f"{path}: {why}")
    content = page_data(run).content(decisions)
    run.print_problems()
    desk = _Desk(path, content)
    try:
        server = _Server(options.port, desk)
    except (OSError, OverflowError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise UsageError(say("--port {port}: {why}", port=options.port, why=why)) from None
    with server, saying(lambda: say("the page is closed; decisions are in {path}", path=path)):
        print(server.address, flush=True)
        if not options.quiet:
            print_error(say("open this address in a browser; Ctrl-C ends it"))
        server.serve_forever()
    return 0


class _Desk:
    """The page with the decisions that have been made so far, which are kept in a file."""

    def __init__(self, path: Path, content: dict[str, Any]) -> None:
        """Take the ``content`` of the page, and where decisions go."""
        self._path = path
        self._content = content
        self._lock = Lock()  # each request has a thread

    def page(self) -> bytes:
        """Return the page as it is now."""
        with self._lock:
            return page(self._content, save_to=_SAVE_TO)

    def keep(self, data: bytes) -> bool:
        """Write decisions as the page sends them; returns whether that was done."""
        try:
            decisions = decisions_of(data)
        except ValueError:
            return False
        with self._lock:
            if why := save_report(self._path, [to_json(decisions)]):
                print_error(f"{safe(str(self._path))}: {why}")
                return False
            self._content["decisions"] = [decision._asdict() for decision in decisions]
        return True


class _Server(ThreadingHTTPServer):
    """Listens on the loopback interface only."""

    def __init__(self, port: int, desk: _Desk) -> None:
        """Choose an address that nobody can guess."""
        self.desk = desk
        self.token = secrets.token_urlsafe(24)
        super().__init__((HOST, port), _Handler)

    def server_bind(self) -> None:
        """Bind without asking the network for the name of this machine."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = HOST, self.socket.getsockname()[1]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a browser that went away: it has what it wants, or asks again."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)

    @property
    def address(self) -> str:
        """The address of the page."""
        return f"http://{HOST}:{self.server_port}/{self.token}/"


class _Handler(BaseHTTPRequestHandler):
    """Answers requests: those from here only, and only of who knows the token."""

    server: _Server
    server_version = "digestlint"
    sys_version = ""
    timeout = _SECONDS

    def do_GET(self) -> None:
        """Send the page."""
        if self._may("/"):
            self._answer(200, self.server.desk.page(), "text/html; charset=utf-8")

    def do_POST(self) -> None:
        """Keep decisions."""
        if not self._may(f"/{_SAVE_TO}"):
            return
        length = self.headers.get("Content-Length", "")
        kind = self.headers.get("Content-Type", "").partition(";")[0].strip()
        if kind != "application/json" or not length.isdecimal():
            self._answer(400)
        elif len(length) > len(str(_LARGEST)) or int(length) > _LARGEST:
            self._answer(413)
        else:
            self._answer(204 if self.server.desk.keep(self.rfile.read(int(length))) else 400)

    def _may(self, rest: str) -> bool:
        """Whether the request is for this server, by its own name, and has the token."""
        host = self.headers.get("Host", "")
        origin = self.headers.get("Origin")
        is_here = host == f"{HOST}:{self.server.server_port}"
        is_own = origin is None or origin == f"http://{host}"
        expected = f"/{self.server.token}{rest}"
        if is_here and is_own and secrets.compare_digest(self.path.encode(), expected.encode()):
            return True
        self._answer(403)
        return False

    def _answer(self, status: int, body: bytes = b"", kind: str = "text/plain") -> None:
        self.send_response(status)
        for name, value in _HEADERS.items():
            self.send_header(name, value)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing: the terminal is for what matters."""
