"""Rules that are renamed or retired stay usable where users have written their old names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from digestlint.core import retired, rule_index, selectors
from digestlint.core.rule_docs import markdown
from digestlint.core.selectors import UnknownRuleError, expand, find_info
from digestlint.project.config.loading import Config, ConfigError
from digestlint.project.config.resolving import resolve
from tests.support import diagnose

ALIASES = ("URL900", "old-scheme")


@pytest.fixture
def renamed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """URL005 was URL900, and XYZ001 is gone."""
    rules = tuple(
        rule._replace(aliases=ALIASES, since="0.2.0") if rule.code == "URL005" else rule
        for rule in rule_index.RULES
    )
    monkeypatch.setattr(rule_index, "RULES", rules)
    monkeypatch.setattr(
        retired, "RETIRED", dict.fromkeys(("XYZ001", "GONE-RULE"), "URL005 finds these URLs")
    )
    selectors._by_selector.cache_clear()
    yield
    monkeypatch.undo()
    selectors._by_selector.cache_clear()


@pytest.mark.usefixtures("renamed")
@pytest.mark.parametrize("selector", ["URL900", "url900", "old-scheme", "Old-Scheme", "URL005"])
def test_an_alias_names_the_rule(selector: str) -> None:
    assert expand([selector]) == {"URL005"}
    assert find_info(selector).name == "insecure-scheme"


@pytest.mark.usefixtures("renamed")
def test_an_alias_is_no_prefix_of_others() -> None:
    with pytest.raises(UnknownRuleError):
        expand(["URL90"])


@pytest.mark.usefixtures("renamed")
@pytest.mark.parametrize("selector", ["XYZ001", "xyz001", "gone-rule"])
def test_a_retired_rule_selects_nothing_and_says_why(selector: str) -> None:
    assert expand([selector, "ANC001"]) == {"ANC001"}
    with pytest.raises(UnknownRuleError, match=f"^rule {selector} was retired: URL005 finds these"):
        find_info(selector)


@pytest.mark.usefixtures("renamed")
@pytest.mark.parametrize("selector", ALIASES)
def test_comments_may_use_an_alias(selector: str) -> None:
    text = f"<!-- digestlint-disable-next-line {selector} -->\nhttp://arxiv.org/abs/2505.15117\n"
    assert diagnose(text, "URL005", "DIG001") == []


@pytest.mark.usefixtures("renamed")
@pytest.mark.parametrize("name", ["old-scheme", "URL900", "insecure-scheme"])
def test_options_may_be_under_an_alias(name: str) -> None:
    config = Config.of({"rules": {name: {"hosts": ["a.org"]}}})
    assert resolve(config, Path("a.md")).settings.rules == {"insecure-scheme": {"hosts": ["a.org"]}}


def test_options_are_not_under_the_code() -> None:
    with pytest.raises(ConfigError, match=r"under the rule's name, rules\.insecure-scheme"):
        Config.of({"rules": {"URL005": {"hosts": []}}})


@pytest.mark.usefixtures("renamed")
def test_the_page_says_since_when_and_what_it_was() -> None:
    page = markdown(find_info("URL005"), "What.\n\n## What it does\n")
    assert "\n\nSince version 0.2.0. Formerly `URL900`, `old-scheme`.\n\n" in page


def test_codes_and_names_are_used_once() -> None:
    names = [
        name.upper() for rule in rule_index.RULES for name in (rule.code, rule.name, *rule.aliases)
    ]
    names += retired.RETIRED
    assert len(names) == len(set(names))
