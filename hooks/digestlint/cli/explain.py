"""``digestlint rule`` and ``config``: what is available, and what applies."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from digestlint._runtime.language import say, translated
from digestlint.cli.configuring import Configuration
from digestlint.cli.errors import UsageError
from digestlint.core import rule_docs
from digestlint.core.selectors import UnknownRuleError, expand
from digestlint.lint.registry import Rule, all_rules
from digestlint.project.config import matches, passed_over, resolve
from digestlint.run.checker import schema_by_content
from digestlint.run.task import Task
from digestlint.text.terminal import safe, safe_json, safe_name


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
        "fixes": [str(kind) for kind in rule.info.fixes],
        "default": rule.info.default,
        "options": [
            {"name": option.name, "default": option.default, "help": translated(option.help)}
            for option in rule.info.options
        ],
        "explanation": rule_docs.markdown(rule.info, rule.docs),
        "url": rule_docs.rule_url(rule.name),
    }


def run_config(options: Namespace) -> int:
    """Show the settings of a file, each with where it comes from."""
    configuration = Configuration(options)
    path = Path(options.path)
    config = configuration.for_folder(path.parent)
    resolved = resolve(config, path, configuration.layers)
    task = Task(path, config, configuration.layers)
    settings, origins = resolved.settings, resolved.origins
    all_codes = sorted(rule.code for rule in all_rules())
    off = [code for code in all_codes if code not in settings.codes]
    values: dict[str, Any] = {
        "configuration file": str(config.path) if config.path else None,
        "configuration files passed over": [str(other) for other in passed_over(config)],
        "anchor-style": settings.anchor_style,
        "schema": settings.schema or schema_by_content(task),
        "bibliography": settings.bibliography and settings.bibliography.path,
        "rules selected": sorted(settings.codes),
        "rules left out": off,
    }
    for rule in all_rules():
        for option in rule.info.options:
            value = settings.rules.get(rule.name, {}).get(option.name, option.default)
            values[f"rules.{rule.name}.{option.name}"] = value
    origins = {**origins, "rules left out": origins["rules selected"]}
    if settings.schema is None and values["schema"] is not None:
        origins["schema"] = "by content"
    shown = {key: {"value": v, "origin": origins.get(key, "defaults")} for key, v in values.items()}
    if options.output_format == "json":
        print(safe_json(shown, 2))
        return 0
    if config.table.exclude and matches(config.table.exclude, config.folder, path):
        name = safe_name(str(path))
        print(say("{path} is excluded; it is checked only when it is given by name", path=name))
    _print_settings(shown)
    return 0


def _print_settings(shown: Mapping[str, Mapping[str, Any]]) -> None:
    for key, entry in shown.items():
        if key == "configuration file":
            none = say("none; the defaults apply")
            print(safe(say("configuration file: {path}", path=entry["value"] or none)))
        elif key == "configuration files passed over":
            for other in entry["value"]:
                line = say(
                    "{other} is not read: another file in its folder takes precedence", other=other
                )
                print(safe(line))
        else:
            value = json.dumps(entry["value"], ensure_ascii=False)
            print(safe(f"{key} = {value}  # {entry['origin']}"))
