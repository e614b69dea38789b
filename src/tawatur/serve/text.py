"""A record as text: the headline, where it comes from, and the statements as a tree.

In files and pipes every statement is one line whose parts stand two spaces apart::

    ID  CHAIN  ACT «CUE»  “CONTENT”  CHANNEL  to ADDRESSEE, ADDRESSEE

with two more spaces before it for each statement around it. CHAIN runs from the outermost source
to the statement's own, with › between them: that sign is mirrored in right-to-left text, so the
order reads rightly without isolation. A source in [brackets] is words of the text that were not
resolved to an entity, [?] is a source that the text does not tell. On a terminal the content
stands on a line of its own, cut to the width. Below the statements stand the events (event_lines), then,
where there are any, a line each of the people named, with an office that the text gives them, of bodies and
groups, of documents, of the places that are on the map, of the times with their TIMEX3 values, and of the
counts, with what became of those counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tawatur.model import Article, Entity, EntityType, Record, Statement
from tawatur.serve.event_lines import event_lines
from tawatur.serve.terminal import Look, cells

GAP = "  "
STEP = " › "
UNTOLD = "[?]"


def draw(record: Record, look: Look = Look()) -> str:  # noqa: B008 - a frozen value
    """The record as text, ending in a line break."""
    lines = [*head(record.article, look), ""]
    lines += _tree(record, look)
    lines += event_lines(record, look)
    lines += _listed("people", _people(record, look), look)
    lines += _listed("bodies", _named(record, "ORG", "GROUP"), look)
    lines += _listed("documents", _named(record, "DOC"), look)
    lines += _listed("places", _places(record), look)
    lines += _listed("times", _times(record), look)
    lines += _listed("counts", _counts(record), look)
    lines += [f"note{GAP}{look.words(note, 'note')}" for note in record.notes]
    return "\n".join(lines) + "\n"


def draw_bytes(record: Record, look: Look) -> bytes:
    """The record as text in UTF-8."""
    return draw(record, look).encode("utf-8", "replace")


def head(article: Article, look: Look) -> Iterator[str]:
    """Headline, outlet, date and name of an article."""
    if article.title:
        yield look.words(article.title.text, "title", look.width)
    else:
        yield look.paint("(no headline)", "faint")
    outlet = look.words(article.outlet) if article.outlet else "outlet unknown"
    published = look.words(article.published.at) if article.published.at else "date unknown"
    yield GAP.join((f"article {look.words(article.id)}", outlet, published))


def _tree(record: Record, look: Look) -> Iterator[str]:
    if not record.statements:
        yield look.paint("no statement found", "faint")
    for statement, depth in in_tree_order(record):
        yield from _lines(record, statement, depth, look)


def _people(record: Record, look: Look) -> Iterator[tuple[str, str]]:
    limit = look.width and look.width // 3
    for entity in record.entities:
        if entity.type == "PER" and _by_name(entity):
            office = next((role.title for role in entity.roles if role.span), None)
            yield entity.name, f" ({look.words(office, 'plain', limit)})" if office else ""


def _named(record: Record, *types: EntityType) -> Iterator[tuple[str, str]]:
    for entity in record.entities:
        if entity.type in types and _by_name(entity):
            yield entity.name, ""


def _by_name(entity: Entity) -> bool:
    """Whether the text names it, and does not only speak of it by an office or a noun."""
    return any(mention.form == "name" for mention in entity.mentions)


def _places(record: Record) -> Iterator[tuple[str, str]]:
    for entity in record.entities:
        if entity.place and entity.place.lat is not None:
            yield entity.name, ""


def _times(record: Record) -> Iterator[tuple[str, str]]:
    for time in record.times:
        yield time.span.text, f" ({time.value})" if time.value else ""


def _counts(record: Record) -> Iterator[tuple[str, str]]:
    for quantity in record.quantities:
        yield quantity.span.text, f" ({quantity.role})" if quantity.role else ""


def _listed(name: str, items: Iterable[tuple[str, str]], look: Look) -> Iterator[str]:
    """One line of words of the article, each with a remark of ours; those without room are counted."""
    limit = look.width and look.width // 3
    pieces = list(dict.fromkeys(look.words(words, "plain", limit) + remark for words, remark in items))
    if not pieces:
        return
    line = f"{name}{GAP}{pieces[0]}"
    for place, piece in enumerate(pieces[1:], start=1):
        left = len(pieces) - place
        if look.width is not None and cells(f"{line}, {piece}, and {left} more") > look.width:
            line += f", and {left} more"
            break
        line += f", {piece}"
    yield line


def in_tree_order(record: Record) -> Iterator[tuple[Statement, int]]:
    """Every statement with its depth, each under the one around it, in the order of the text."""
    known = {s.id for s in record.statements}
    inside: dict[str | None, list[Statement]] = {}
    for statement in record.statements:
        inside.setdefault(statement.parent if statement.parent in known else None, []).append(statement)
    waiting = [(s, 0) for s in reversed(inside.pop(None, []))]
    while waiting:
        statement, depth = waiting.pop()
        yield statement, depth
        waiting += [(s, depth + 1) for s in reversed(inside.pop(statement.id, []))]


def _lines(record: Record, statement: Statement, depth: int, look: Look) -> Iterator[str]:
    indent = GAP * depth
    first = (
        f"{look.paint(statement.id, 'faint')}{GAP}{chain(record, statement, look)}{GAP}{act(statement, look)}"
    )
    rest = list(_circumstances(record, statement, look))
    if look.isolate:
        hang = indent + " " * (len(statement.id) + len(GAP))
        room = None if look.width is None else look.width - cells(hang) - 2
        yield indent + GAP.join([first, *rest])
        yield f"{hang}“{look.words(statement.text, 'content', room)}”"
    else:
        yield indent + GAP.join([first, f"“{look.words(statement.text)}”", *rest])


def chain(record: Record, statement: Statement, look: Look) -> str:
    """Who says so, from the outermost source to the statement's own."""
    around = list(record.around(statement))[::-1]
    return STEP.join(source_name(record, s, look) for s in around)


def source_name(record: Record, statement: Statement, look: Look) -> str:
    """The name of a statement's source; words that name nobody known stand in brackets."""
    limit = look.width and look.width // 2
    entity = record.entity(statement.source.entity)
    if entity:
        return look.words(entity.name, "source", limit)
    if statement.source.span:
        return f"[{look.words(statement.source.span.text, 'plain', limit)}]"
    return UNTOLD


def act(statement: Statement, look: Look) -> str:
    """What the source is made to do, and the words that say it."""
    named = ("not " if statement.negated else "") + statement.act
    if statement.commitment != "neutral":
        named += f" ({statement.commitment})"
    cue = " … ".join(span.text for span in statement.cue)
    return f"{named} «{look.words(cue, 'cue')}»" if cue else named


def _circumstances(record: Record, statement: Statement, look: Look) -> Iterator[str]:
    if statement.channel != "none":
        yield statement.channel
    named = [record.entity(entity_id) for entity_id in statement.addressee]
    if any(named):
        yield "to " + ", ".join(look.words(entity.name) for entity in named if entity)
