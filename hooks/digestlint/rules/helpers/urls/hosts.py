"""Hosts and paths of web addresses, which may be malformed in other parts."""

from __future__ import annotations

import re
from collections.abc import Iterable

from digestlint._runtime.patterns import lazy_pattern

# Names of owners and repositories on these hosts are ASCII.
REPOSITORY_HOSTS = (
    "github.com",
    "gitlab.com",
    "bitbucket.org",
    "huggingface.co",
    "hf.co",
    "gitee.com",
    "codeberg.org",
    "modelscope.cn",
    "anonymous.4open.science",
)

# The authority of the URL Standard's "scheme://userinfo@host:port", without its corner cases.
_WEB = lazy_pattern(
    r"(?:(?:https?|ftp):)?//(?:[^/\\?#\s]*@)?(?P<host>\[[^/\\?#\s\]]*\]|[^/\\?#\s:@]+)"
    r"(?::[0-9]*)?(?P<path>[^?#]*)",
    re.IGNORECASE,
)
_WEB_START = lazy_pattern(r"(?:(?:https?|ftp):)?//[^/\\?#\s]|www\.[^.]", re.IGNORECASE)

# What follows in an internationalised domain: müller.de
_IN_DOMAIN = lazy_pattern(r"[\w-]*\.(?:[\w-]+\.)*[A-Za-z]{2,}(?![A-Za-z0-9-])")


def is_web(url: str) -> bool:
    """Whether ``url`` begins like a web address (with a scheme, ``//host`` or ``www.``)."""
    return _WEB_START.match(url) is not None


def in_host(url: str, text: str, at: int, end: int) -> bool:
    """Whether the letter at ``at``, which is not ASCII, is in the host that ``url`` begins."""
    begins = "/" not in (url.partition("//")[2] or url)
    return begins and _IN_DOMAIN.match(text, at, end) is not None


def host_of(url: str) -> str:
    """Return the host of a web address in lower case; empty if it has none."""
    match = _WEB.match(url)
    return match["host"].lower().rstrip(".") if match else ""


def path_segments(url: str) -> list[str]:
    """Return the parts of the path of a web address that are not empty."""
    match = _WEB.match(url)
    return [part for part in match["path"].split("/") if part] if match else []


def is_host_or_below(host: str, hosts: Iterable[str]) -> bool:
    """Whether ``host`` is one of ``hosts`` or a subdomain of one."""
    return any(host == known or host.endswith(f".{known}") for known in hosts)


def key(url: str) -> str:
    """Return a key that is equal for different spellings of one address.

    Case, scheme, and a final slash, full stop or ``.git`` are ignored.
    """
    return (url.partition("//")[2] or url).rstrip("./").removesuffix(".git").casefold()
