"""``digestlint rule`` and ``config``: what is available, and what applies."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from digestlint._runtime.language import say, translated
from digestlint.cli.configuring import Configuration
from digestlint.cli.errors import UsageError
from digestlint.cli.shown_settings import Shown, as_toml
from digestlint.core import rule_docs
from digestlint.core.rule import Option
from digestlint.core.selectors import UnknownRuleError, expand
from digestlint.lint.registry import Rule, all_rules
from digestlint.project.config import Config, Resolved, matches, passed_over, resolve
from digestlint.project.config.defaults import LAYERED, Defaults
from digestlint.project.config.names import SHARED_NAME, SHARED_TABLE
from digestlint.run.checker import schema_by_content
from digestlint.run.task import Task
from digestlint.text.terminal import safe, safe_json, safe_name

_TABLES = ("per_file", "schemas")  # the one is resolved, and the other is not repeated


def run_rule(options: Namespace) -> int:
    """Explain one rule, or list those of a prefix, or all."""
    try:
        codes = expand([options.rule]) if options.rule else {rule.code for rule in all_rules()}
    except UnknownRuleError as error:
        raise UsageError(str(error)) from None
    rules = [rule for rule in all_rules() if rule.code in codes]
    one = options.rule is not None and len(rules) == 1
    if options.output_format == "json":
        objects = [_rule_object(rule) for rule in rules]
        print(safe_json(objects[0] if one else objects, 2))
    elif one:
        print(rule_docs.markdown(rules[0].info, rules[0].docs), end="")
    else:
        width = max(len(rule.name) for rule in rules)
        for rule in rules:
            marks = rule_docs.fix_marks(rule.info)
            print(f"{rule.code}  {rule.name:{width}}  {marks:3}  {rule_docs.summary(rule.docs)}")
        print(
            say(
                "\nS: safe fix, U: unsafe fix, –: report only. 'digestlint rule CODE' explains one."
            )
        )
    return 0


def _rule_object(rule: Rule) -> dict[str, Any]:
    return {
        "code": rule.code,
        "name": rule.name,
        "summary": rule_docs.summary(rule.docs),
        "severity": str(rule.info.severity),
        "fixes": [str(kind) for kind in rule.info.fixes],
        "default": rule.info.default,
        "preview": rule.info.preview,
        "options": [
            {"name": option.name, "default": option.default, "help": translated(option.help)}
            for option in rule.info.options
        ],
        "explanation": rule_docs.markdown(rule.info, rule.docs),
        "url": rule_docs.rule_url(rule.name),
    }


def run_config(options: Namespace) -> int:
    """Show the settings of a file, each with where it comes from; or their JSON Schema."""
    if options.json_schema:
        return _print_schema()
    configuration = Configuration(options)
    path = Path(options.path)
    config = configuration.for_folder(path.parent)
    resolved = resolve(config, path, configuration.layers)
    schema = resolved.settings.schema or schema_by_content(Task(path, config, configuration.layers))
    if options.output_format == "json":
        print(safe_json(_values(config, resolved, schema), 2))
        return 0
    for line in _remarks(config, path, resolved):
        print(safe(f"# {line}"))
    print()
    tables = {
        "": _settings(configuration, config, resolved, schema),
        "severity": _severities(resolved),
        **_rule_tables(resolved),
    }
    is_shared = config.path is not None and config.path.name == SHARED_NAME
    for line in as_toml(tables, ".".join(SHARED_TABLE) if is_shared else ""):
        print(line)
    return 0


def _print_schema() -> int:
    from digestlint.project.config.json_schema import config_schema  # for this only

    schema = config_schema({rule.name: rule.summary for rule in all_rules()})
    print(json.dumps(schema, indent=2, ensure_ascii=False))
    return 0


def _remarks(config: Config, path: Path, resolved: Resolved) -> Iterator[str]:
    """Yield what there is to say besides the settings."""
    path_or_none = config.path or say("none; the defaults apply")
    yield say("configuration file: {path}", path=path_or_none)
    for other in passed_over(config):
        yield say("{other} is not read: another file in its folder takes precedence", other=other)
    if config.table.exclude and matches(config.table.exclude, config.folder, path):
        name = safe_name(str(path))
        yield say("{path} is excluded; it is checked only when it is given by name", path=name)
    if config.table.schemas:
        names = ", ".join(config.table.schemas)
        yield say("schemas of your own, not repeated here: {names}", names=names)
    left_out = [rule.code for rule in all_rules() if rule.code not in resolved.settings.codes]
    yield say("rules left out: {codes}", codes=", ".join(left_out) or say("none"))


def _settings(
    configuration: Configuration, config: Config, resolved: Resolved, schema: str | None
) -> dict[str, Shown]:
    """Return what applies to all rules."""
    settings, origins, preview = resolved
    shown = {
        "select": Shown(sorted(settings.codes), origins["rules selected"]),
        "preview": Shown(preview, origins.get("preview", "defaults")),
        "anchor-style": Shown(settings.anchor_style, origins.get("anchor-style", "defaults")),
        "schema": Shown(schema, origins.get("schema", "by content"), settings.schema is not None),
    }
    bibliography = settings.bibliography and settings.bibliography.path
    with suppress(ValueError, TypeError):  # it is elsewhere, or there is none
        bibliography = Path(bibliography or "/").relative_to(config.folder).as_posix()
    shown["bibliography"] = Shown(bibliography or None, origins.get("bibliography", "defaults"))
    defaults = Defaults()
    for field in Defaults._fields:
        if field in LAYERED or field in _TABLES:
            continue
        key, value = field.replace("_", "-"), getattr(config.table, field)
        origin = "defaults"
        if configuration.gives(key):
            origin = "command line"
        elif value != getattr(defaults, field):
            origin = str(config.path)
        shown[key] = Shown(value, origin)
    return shown


def _severities(resolved: Resolved) -> dict[str, Shown]:
    """Return the severities that are configured, by the codes of the rules."""
    origin = resolved.origins.get("severity", "defaults")
    severities = sorted(resolved.settings.severities.items())
    return {code: Shown(str(level), origin) for code, level in severities}


def _rule_tables(resolved: Resolved) -> dict[str, dict[str, Shown]]:
    """Return the settings of single rules, by the names of their tables."""
    return {
        f"rules.{rule.name}": {
            option.name: Shown(
                _option(resolved, rule, option),
                resolved.origins.get(f"rules.{rule.name}.{option.name}", "defaults"),
            )
            for option in rule.info.options
        }
        for rule in all_rules()
        if rule.info.options
    }


def _option(resolved: Resolved, rule: Rule, option: Option) -> Any:
    return resolved.settings.rules.get(rule.name, {}).get(option.name, option.default)


def _values(config: Config, resolved: Resolved, schema: str | None) -> dict[str, Any]:
    """Return the settings as programs read them."""
    settings, origins, _ = resolved
    off = sorted(rule.code for rule in all_rules() if rule.code not in settings.codes)
    values: dict[str, Any] = {
        "configuration file": str(config.path) if config.path else None,
        "configuration files passed over": [str(other) for other in passed_over(config)],
        "anchor-style": settings.anchor_style,
        "schema": schema,
        "bibliography": settings.bibliography and settings.bibliography.path,
        "rules selected": sorted(settings.codes),
        "rules left out": off,
        "severity": {code: str(level) for code, level in sorted(settings.severities.items())},
    }
    for rule in all_rules():
        for option in rule.info.options:
            values[f"rules.{rule.name}.{option.name}"] = _option(resolved, rule, option)
    origins = {**origins, "rules left out": origins["rules selected"]}
    if settings.schema is None and schema is not None:
        origins["schema"] = "by content"
    return {key: {"value": v, "origin": origins.get(key, "defaults")} for key, v in values.items()}
