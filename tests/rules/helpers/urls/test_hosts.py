from __future__ import annotations

import pytest

from digestlint.rules.helpers.urls.hosts import host_of, path_segments

HOSTS = [
    ("https://a.org", "a.org", []),
    ("HTTPS://A.Org.:443/b//c/?d/e#f", "a.org", ["b", "c"]),
    ("//a.org/b", "a.org", ["b"]),
    ("http://user:pass@a.org/b", "a.org", ["b"]),
    # The last @ ends the user, as in the URL Standard.
    ("http://github.com@b.org@a.org/c", "a.org", ["c"]),
    ("http://a.org/@b", "a.org", ["@b"]),
    ("http://a.org\\@b.org/c", "a.org", ["\\@b.org", "c"]),
    ("http://u@[2001:db8::1]:80/b", "[2001:db8::1]", ["b"]),
    ("a.org/b", "", []),
    ("mailto:a@b.org", "", []),
    ("https://", "", []),
]


@pytest.mark.parametrize(("url", "host", "segments"), HOSTS)
def test_hosts_and_paths(url: str, host: str, segments: list[str]) -> None:
    assert host_of(url) == host
    assert path_segments(url) == segments
