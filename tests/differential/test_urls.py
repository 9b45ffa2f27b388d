"""How digestlint reads random URLs, beside the URL class of Node (URL Standard, WHATWG)."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice
from typing import Any

import ada_url

from digestlint.markdown.anchors import decode_fragment
from digestlint.rules.helpers.urls.hosts import host_of
from digestlint.rules.helpers.urls.malformed import problem_of
from tests.differential.peers import ask, needs_peers
from tests.differential.random_urls import random_urls

pytestmark = needs_peers

STRINGS = 100_000
REFUSED, SEPARATOR = "malformed/refused", "malformed/separator"
# Node 20 reads these by an older standard (ada 2): it refuses ASCII labels that are no Punycode,
# takes labels that break the rule for both directions of writing, and leaves ^ in a path.
OLD = re.compile(r"xn-|[\u0590-\u05ff]|\^", re.IGNORECASE)
# Hosts that the standard has one notation for; digestlint takes them as they are written.
NORMALIZED = re.compile(r"%|^\[|(?:^|\.)[0-9][0-9a-fx]*$")
# Control characters, which CommonMark keeps out of destinations; the URL parser drops some.
CONTROL = re.compile(r"[\x00-\x1f\x7f]")
DROPPED = re.compile(r"[\t\r\n]")


@cache
def urls() -> list[tuple[str, Any]]:
    """The strings, each with what Node says: None where it refuses it."""
    strings = list(islice(random_urls("urls"), STRINGS))
    read = zip(strings, ask("urls.mjs", strings), strict=True)
    return [(string, answer) for string, answer in read if not OLD.search(DROPPED.sub("", string))]


def test_strings_are_good_and_bad() -> None:
    good = sum(answer is not None for _, answer in urls())
    assert len(urls()) > 0.85 * STRINGS
    assert 0.4 < good / len(urls()) < 0.9


def test_the_same_urls_are_refused() -> None:
    differing = []
    for string, answer in urls():
        valid = answer is not None
        if ada_url.check_url(string) != valid:
            differing.append((string, answer))
        problem = problem_of(string)
        if problem is None and not valid and re.match(r"(?:https?|ftp):", string, re.IGNORECASE):
            differing.append((string, "no problem found"))
        if problem is not None and problem.message.id == REFUSED and valid:
            differing.append((string, answer))
    assert differing == []


def test_a_fixed_url_is_the_one_that_node_reads() -> None:
    fixed = {}
    for string, answer in urls():
        problem = problem_of(string)
        if answer and problem and problem.content is not None and problem.message.id == SEPARATOR:
            new = string[: problem.start] + problem.content + string[problem.end :]
            fixed[new] = answer["href"]
    assert len(fixed) > 500
    read = dict(zip(fixed, ask("urls.mjs", fixed), strict=True))
    assert {new: answer and answer["href"] for new, answer in read.items()} == fixed


def test_hosts() -> None:
    differing = []
    hosts = 0
    for string, answer in urls():
        host = host_of(string)
        if not answer or not host or problem_of(string) or CONTROL.search(string):
            continue
        in_ascii = host if host.isascii() else ada_url.idna_to_ascii(host).decode()
        if not NORMALIZED.search(in_ascii):
            hosts += 1
            if in_ascii.rstrip(".") != answer["host"].rstrip("."):
                differing.append((string, host, answer["host"]))
    assert hosts > 10_000
    assert differing == []


def test_fragments() -> None:
    differing = []
    fragments = 0
    for string, answer in urls():
        fragment = string.rstrip(" ").partition("#")[2]
        # A directive (:~:) is part of the URL, but of no id.
        if not fragment or ":~:" in fragment or CONTROL.search(fragment):
            continue
        if answer and answer["fragment"] is not None:
            fragments += 1
            if decode_fragment(fragment) != answer["fragment"]:
                differing.append((string, decode_fragment(fragment), answer["fragment"]))
    assert fragments > 10_000
    assert differing == []
