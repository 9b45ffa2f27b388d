"""The cached facts of single files, so that only new ones are read to compare all."""

from __future__ import annotations

from digestlint.core.settings import Settings
from digestlint.document.archive.facts import FileFacts
from digestlint.run.cache.question import key
from digestlint.run.result_cache import installed, store
from digestlint.run.task import Task, path_for_rules


class FactsCache:
    """What is known of one file from earlier runs; facts depend on nothing outside of it."""

    def __init__(self, task: Task, settings: Settings) -> None:
        fields = settings._asdict() | {"codes": ()}
        table = task.config.table
        asked = (fields, tuple(task.config.schemas), table.max_memory, table.max_rule_seconds)
        seen_as = path_for_rules(task).as_posix()
        self._asked = repr((asked, seen_as)).encode("utf-8", "surrogatepass")

    def recall(self, content: bytes) -> FileFacts | None:
        """Return the facts of ``content``, if they are known."""
        data = store().read(self._name(content))
        if data is None:
            return None
        import msgspec  # heavy

        try:
            return msgspec.json.decode(data, type=FileFacts)
        except msgspec.MsgspecError:
            return None

    def keep(self, content: bytes, facts: FileFacts) -> None:
        """Keep ``facts`` of ``content``."""
        import json  # as in ``result_cache``

        try:
            data = json.dumps(facts, ensure_ascii=False, separators=(",", ":")).encode()
        except UnicodeEncodeError:
            return
        store().write(self._name(content), data)

    def _name(self, content: bytes) -> str:
        return key(b"facts", installed(), self._asked, content)
