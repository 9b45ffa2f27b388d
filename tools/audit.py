"""``python -m tools.audit``: look the locked dependencies up among the known vulnerabilities.

pip-audit asks PyPI about each package of ``requirements/ci.txt`` that this system and Python would
install. Where PyPI gives no answer (no network, a mirror without that service) pip-audit finds "no
known vulnerabilities"; here that is a skip.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

LOCK = Path(__file__).resolve().parent.parent / "requirements" / "ci.txt"
# What pip-audit, or the library that it asks with, says where nobody answers.
_UNREACHABLE = ("Could not connect", "requests.exceptions.")


def main() -> int:
    """Audit the lock file; the exit code is 1 if anything in it is vulnerable or not known."""
    options = ("--require-hashes", "--disable-pip", "--progress-spinner", "off")
    command = (sys.executable, "-m", "pip_audit", *options, "--format", "json")
    done = subprocess.run(
        [*command, "--requirement", str(LOCK)], capture_output=True, text=True, check=False
    )
    code, message = verdict(done.stdout, done.stderr)
    print(f"audit: {message}")
    return code


def verdict(output: str, errors: str) -> tuple[int, str]:
    """Exit code and message for what pip-audit wrote to stdout and stderr."""
    try:
        dependencies = json.loads(output)["dependencies"]
    except ValueError:
        last = (errors.strip().splitlines() or ["no output"])[-1]
        if any(sign in errors for sign in _UNREACHABLE):
            return 0, "skipped: no vulnerability service can be reached"
        return 1, f"pip-audit failed: {last}"
    unknown = [item["name"] for item in dependencies if "skip_reason" in item]
    if len(unknown) == len(dependencies):
        return 0, f"skipped: the vulnerability service knows none of {len(unknown)} packages"
    lines = [
        f"{item['name']} {item['version']}: {', '.join(v['id'] for v in item['vulns'])}"
        for item in dependencies
        if item.get("vulns")
    ]
    lines += [f"{name}: not known to the vulnerability service" for name in unknown]
    if lines:
        return 1, "\n  ".join((f"{len(lines)} of {len(dependencies)} packages", *lines))
    return 0, f"{len(dependencies)} packages, no known vulnerabilities"


if __name__ == "__main__":
    sys.exit(main())
