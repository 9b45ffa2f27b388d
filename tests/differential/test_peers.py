"""What ``make peers`` installs is pinned, and is what the tests look for."""

from __future__ import annotations

import json
import re

from tests.differential import peers

PINS = peers.FOLDER.parent / "tools" / "peers"


def test_packages_of_node_are_pinned_with_hashes() -> None:
    lock = json.loads((PINS / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    wanted = json.loads((PINS / "package.json").read_text(encoding="utf-8"))["dependencies"]
    assert lock.pop("")["dependencies"] == wanted
    assert {package["integrity"].partition("-")[0] for package in lock.values()} == {"sha512"}
    assert not any("resolved" in package for package in lock.values())
    assert {name: lock[f"node_modules/{name}"]["version"] for name in wanted} == wanted


def test_sources_are_pinned_with_hashes() -> None:
    pins = [
        re.fullmatch(r"([a-z]+)==([0-9.]+) --hash=sha256:[0-9a-f]{64}", line)
        for line in (PINS / "sdists.txt").read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    ]
    folders = {pin and f"{pin[1]}-{pin[2]}" for pin in pins}
    looked_for = (peers.FTFY_CASES, peers.GFM_SPEC)
    assert folders == {path.relative_to(peers.FOLDER).parts[0] for path in looked_for}
