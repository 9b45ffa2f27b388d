"""Where anchors are, which links lead to them, and renaming a heading with all of these."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from lsprotocol import types

from digestlint._runtime.errors import DigestlintError
from digestlint._runtime.language import say
from digestlint.markdown import parse
from digestlint.markdown.targets import STYLES_WITH_HEADING_ATTRIBUTES, find_targets
from digestlint.server.linking import Page
from digestlint.server.neighbours import Workspace


class RenameError(DigestlintError):
    """Something can't be renamed; ``str()`` is one sentence."""


def definition(page: Page, offset: int, workspace: Workspace) -> list[types.Location]:
    """Return where the link at an offset leads."""
    link = page.link_at(offset)
    if link is None:
        return []
    other = workspace.linked(page, link)
    if other is None or link.fragment is None:
        file = page.file_of(link)
        start = types.Position(0, 0)
        return [types.Location(file.as_uri(), types.Range(start, start))] if file else []
    ids = [id for id in other.ids_of(link) if id in other.by_id]
    return [other.target_location(other.by_id[id][0]) for id in ids[:1]]


def references(
    page: Page, offset: int, workspace: Workspace, *, declaration: bool
) -> list[types.Location]:
    """Return the links that lead where the one at an offset does, or to the heading there."""
    ids = [target.id for target in page.targets if target.span.start <= offset < target.span.end]
    home = page
    if not ids:
        link = page.link_at(offset)
        if link is None or link.fragment is None:
            return []
        linked = workspace.linked(page, link)
        if linked is None:
            return []
        home = linked
        ids = [id for id in home.ids_of(link) if id in home.by_id][:1]
    found = [home.target_location(home.by_id[id][0]) for id in ids if declaration]
    for other in _with_others(home, workspace):
        for id in ids:
            found += [other.location(each.target) for each in other.links_to(home.path, id)]
    return found


def renamable(page: Page, offset: int) -> types.PrepareRenamePlaceholder | None:
    """Return the heading at an offset, as it may be renamed."""
    heading = page.heading_at(offset)
    if heading is None:
        return None
    text = page.markdown.text[slice(*heading.content)]
    return types.PrepareRenamePlaceholder(page.place(*heading.content), text)


def renamed(
    page: Page, offset: int, name: str, workspace: Workspace
) -> dict[tuple[str, int | None], list[types.TextEdit]]:
    """Return the edits that give a heading another text, in all files with links to it.

    Raises:
        RenameError: There is no heading, or the text can't be that of one.
    """
    heading = page.heading_at(offset)
    if heading is None:
        raise RenameError(say("only headings can be renamed"))
    name = name.strip()
    if not name or len(name.splitlines()) != 1:
        raise RenameError(say("the text of a heading is one line"))
    changed = _changed_ids(page, heading.content.start, heading.content.end, name)
    edits = {
        (page.uri, page.version): [types.TextEdit(page.place(*heading.content), name)],
    }
    for other in _with_others(page, workspace):
        made = [*_redirected(other, page, changed)]
        if made:
            edits.setdefault((other.uri, other.version), []).extend(made)
    return edits


def _with_others(page: Page, workspace: Workspace) -> Iterable[Page]:
    yield page
    if page.path is not None:
        yield from workspace.pages_naming(page.path, page.style)


def _changed_ids(page: Page, start: int, end: int, name: str) -> Mapping[str, str]:
    """Return the ids that change with a heading: its own, and numbers of others like it."""
    text = page.markdown.text
    attributes = page.style in STYLES_WITH_HEADING_ATTRIBUTES
    after = parse(text[:start] + name + text[end:], heading_attributes=attributes)
    old = [target for target in page.targets if target.heading]
    new = [target for target in find_targets(after, page.style) if target.heading]
    if len(old) != len(new):
        raise RenameError(say("with this text, other headings would not be headings any more"))
    return {
        was.id: now.id
        for was, now in zip(old, new, strict=True)
        if was.id != now.id and page.by_id.get(was.id, (None,))[0] == was
    }


def _redirected(other: Page, home: Page, changed: Mapping[str, str]) -> Iterator[types.TextEdit]:
    for was, now in changed.items():
        for link in other.links_to(home.path, was):
            if edit := other.leading_to(link, now):
                yield edit
