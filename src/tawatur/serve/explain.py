"""One statement on one screen: its words, how its source was found, the rule that made it, what lost."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from tawatur.errors import PackError, SettingsError
from tawatur.language.lexicon import read_table
from tawatur.model import Entity, Record, Span, Statement
from tawatur.resources import root
from tawatur.run.confidence import CONTENT, SOURCE, Ways, content_kind, rows
from tawatur.serve.terminal import Look
from tawatur.serve.text import chain, head

NAME_WIDTH = 12
_CLOSING = frozenset('"”“»«’')
AROUND = 1000  # code points of the words that are shown at most
# A part of a rule that names a row of the resources: its file, then what stands in one of its cells.
_ROW = re.compile(r"(?P<file>[\w/]+\.tsv):(?P<key>.+)")


def explain(record: Record, statement_id: str, look: Look, packs: Sequence[Path] = ()) -> str:
    """The statement told in full; its rows may stand in ``packs``. SettingsError names the ids there are."""
    statement = record.statement(statement_id)
    if statement is None:
        ids = [s.id for s in record.statements]
        there = f"there are {ids[0]} to {ids[-1]}" if ids else "the article has none"
        raise SettingsError(f"no statement {statement_id} in article {record.article.id}; {there}")
    lines = [*head(record.article, look), ""]
    for name, value in _told(record, statement, look, packs):
        lines.append(f"{look.paint(name.ljust(NAME_WIDTH), 'faint')}{value}")
    return "\n".join(lines) + "\n"


def _told(record: Record, s: Statement, look: Look, packs: Sequence[Path]) -> Iterator[tuple[str, str]]:
    yield "statement", s.id
    yield "words", look.words(_words(record, s))
    for span in s.cue:
        yield "cue", _span(span, look)
    yield from _source(record, s, look)
    yield "chain", chain(record, s, look)
    for span in s.content:
        yield "content", _span(span, look)
    if s.content:
        yield "end", _end(record, s)
    for span in s.verbatim:
        yield "verbatim", _span(span, look)
    yield "act", ("not " if s.negated else "") + s.act
    yield "form", s.form
    yield "commitment", s.commitment
    yield "channel", s.channel
    for entity_id in s.addressee:
        yield "addressee", _entity(record.entity(entity_id), look)
    yield "inside", s.parent or "no other statement"
    yield "rule", look.words(s.rule.removeprefix("rule; ")) if s.rule else "not told"
    for row in _rows(s.rule, (root(), *packs)):
        yield "row", look.words(row)
    yield "confidence", f"{s.confidence:.2f}"
    for why in _sure(record, s, packs):
        yield "", why
    for lost in dict.fromkeys(s.alternatives):  # the same reading may have been tried twice
        yield "lost", f"{lost.field} {look.words(lost.value)}: {look.words(lost.why)}"


def _end(record: Record, s: Statement) -> str:
    """Why the content ends where it does: what cut it, or what stands behind it."""
    for lost in s.alternatives:
        if lost.field == "content":
            return lost.why
    behind = record.article.text[s.content[-1].end :].lstrip(" .؟!…")[:1]
    if behind in _CLOSING:
        return "the marks close here"
    return "the clause ends here" if behind in ("،", ",", "؛") else "the sentence ends here"


def _sure(record: Record, s: Statement, packs: Sequence[Path]) -> Iterator[str]:
    """What the confidence is made of: the way the source was found, and the kind of content."""
    counted, ways = rows(packs), Ways(record)
    way = ways.way(s)
    if way is None:
        return
    for told in (counted[SOURCE, way], counted[CONTENT, content_kind(s)]):
        yield f"{told.about}: {told.note}: {told.share:.2f} of {told.count}"
    if told_by := ways.before(s):
        yield f"and as sure as the source of {told_by.id}"


def _rows(rule: str, folders: Sequence[Path]) -> Iterator[str]:
    """The rows of the resources that a rule names, as ``column=cell``."""
    for match in filter(None, map(_ROW.fullmatch, rule.split("; "))):
        for folder in folders:
            try:
                columns, rows = read_table(folder / match["file"])
            except PackError:  # this folder has no such table, or an older one
                continue
            for cells in (row for row in rows if match["key"] in row[:2]):
                yield "; ".join(f"{c}={cell}" for c, cell in zip(columns, cells, strict=False) if cell)


def _words(record: Record, s: Statement) -> str:
    spans = [*s.cue, *s.content, *([s.source.span] if s.source.span else [])]
    if not spans:
        return ""
    start, end = min(span.start for span in spans), max(span.end for span in spans)
    text = record.article.text[start : min(end, start + AROUND)]
    return text + " …" if end > start + AROUND else text


def _source(record: Record, s: Statement, look: Look) -> Iterator[tuple[str, str]]:
    source = s.source
    told = _span(source.span, look) if source.span else "not told in the clause"
    yield "source", f"{told}  {source.kind}"
    if source.through:
        yield "through", _through(record, source.through, look)
    entity = record.entity(source.entity)
    yield "entity", _entity(entity, look)
    if entity and source.span:
        for mention in entity.mentions:
            if mention.through and source.span.start <= mention.start < source.span.end:
                yield "mention", f"{mention.form}, {_through(record, mention.through, look)}"
    if source.issuer:
        yield "issuer", _entity(record.entity(source.issuer), look)


def _through(record: Record, through: str, look: Look) -> str:
    """A statement by its id, or the words of a mention by its range."""
    statement = record.statement(through)
    if statement is not None:
        return f"as in {through}: {chain(record, statement, look)}"
    start, _, end = through.partition("-")
    if start.isdecimal() and end.isdecimal():
        return f"as in «{look.words(record.article.text[int(start) : int(end)])}» {through}"
    return f"as in {look.words(through)}"


def _entity(entity: Entity | None, look: Look) -> str:
    if entity is None:
        return "not known: left open rather than guessed"
    known = f", known as {entity.known}" if entity.known else ""
    return f"{look.words(entity.name, 'source')}  {entity.type}{known}"


def _span(span: Span, look: Look) -> str:
    return f"«{look.words(span.text)}»  {span.start}-{span.end}"
