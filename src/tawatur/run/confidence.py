"""How sure a statement is: how often sources found so, and contents of its kind, were right.

The shares are counted on annotated articles (confidence.tsv; ``benchmarks/attribution.py --shares`` counts
them anew). A source is found in one of few ways: by a name that the tables know, by a full name, by words
that go back to a mention, from the statement before. Who goes on from another statement is as sure as that
one, times the share of his own way. A name that two entities of the article may have is less sure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from tawatur.language.lexicon import load
from tawatur.language.views import fold_word
from tawatur.model import Entity, Mention, Record, Statement

SOURCE, CONTENT = "source", "content"
_LONG_NAME = 3  # words of a body's name that tell it from others («لجنة المتابعة العليا»)
_PLACES = frozenset(["LOC", "FAC", "WEAPON", "GPE"])
_MEDIA = frozenset(["agency", "report", "broadcast"])
_MARKS = str.maketrans("", "", "\"'«»“”„()")
_SENTENCE_ENDS = ".؟!?\n"
_FARTHEST = 50  # statements that a dropped source is followed back through


class Share(Struct, frozen=True):
    """A row of confidence.tsv: of ``count`` sources or contents of a ``kind`` the ``share`` is right."""

    about: str
    kind: str
    share: float
    count: int = 0
    note: str = ""


def rows(packs: Sequence[Path] = ()) -> dict[tuple[str, str], Share]:
    """The rows by what they are about, and the kind of it."""
    return {(row.about, row.kind): row for row in load("confidence.tsv", Share, packs)}


def shares(packs: Sequence[Path] = ()) -> dict[tuple[str, str], float]:
    """The share of every kind of source and content."""
    return {key: row.share for key, row in rows(packs).items()}


def confidence(record: Record, table: Mapping[tuple[str, str], float]) -> Record:
    """The record with the confidence of its statements; 0 where no source is named."""
    ways = Ways(record)
    return replace(
        record,
        statements=tuple(
            replace(s, confidence=round(ways.sureness(s, table) * table[CONTENT, content_kind(s)], 2))
            for s in record.statements
        ),
    )


def content_kind(statement: Statement) -> str:
    """What the content is: ``inside`` another's, a ``nominal`` phrase or a ``clause``."""
    if statement.parent is not None:
        return "inside"
    return "nominal" if "an" not in _frame(statement) and "adverbial" not in statement.rule else "clause"


def _frame(statement: Statement) -> str:
    """The last part of «verb+ila_an», or «an»."""
    for part in statement.rule.split("; "):
        head, plus, frame = part.rpartition("+")
        if plus and head.partition("+")[0] in ("verb", "participle", "noun", "phrase"):
            return "an" if frame in ("subj", "quote", "colon") else frame.removesuffix("an_np")
    return "an"


class Ways:
    """The ways in which the sources of one record were found."""

    def __init__(self, record: Record) -> None:
        """Index the statements and the words of the entities' names."""
        self._text = record.article.text
        self._entities = {entity.id: entity for entity in record.entities}
        self._statements = {statement.id: statement for statement in record.statements}
        self._order = [s.id for s in sorted(record.statements, key=_place)]
        self._rank = {statement_id: k for k, statement_id in enumerate(self._order)}
        self._words = {entity.id: _words(entity) for entity in record.entities}
        self._with_word: defaultdict[str, list[str]] = defaultdict(list)
        for entity in record.entities:
            for word in sorted(self._words[entity.id]):
                self._with_word[word].append(entity.id)

    def sureness(self, statement: Statement, table: Mapping[tuple[str, str], float]) -> float:
        """The share of right sources among those found so, times that of the statement it goes back to."""
        way = self.way(statement)
        if way is None:
            return 0.0
        began = self._began(statement)
        first = self.way(began) if began is not statement else None
        return table[SOURCE, way] * (table[SOURCE, first] if first is not None else 1.0)

    def way(self, statement: Statement) -> str | None:
        """How the source was found: a kind of the table; None where no source is named."""
        entity = self._entities.get(statement.source.entity or "")
        if entity is None:
            return None
        if statement.source.span is None:
            before = self.before(statement)
            return "mention" if before is None else self._goes_on(statement, before)
        if statement.form == "headline":
            return "headline"
        return self._by_words(statement, entity)

    def _began(self, statement: Statement) -> Statement:
        """The statement that a dropped source goes back to in the end."""
        for _ in range(_FARTHEST):
            before = self.before(statement)
            if before is None:
                break
            statement = before
        return statement

    def before(self, statement: Statement) -> Statement | None:
        """The statement that a dropped source goes back to."""
        return None if statement.source.span else self._statements.get(statement.source.through or "")

    def _goes_on(self, statement: Statement, before: Statement) -> str:
        if "participle" in statement.rule:
            return "participle"
        between = self._order[self._rank[before.id] + 1 : self._rank[statement.id]]
        others = (self._statements[k].source.entity for k in between)
        if any(other not in (None, statement.source.entity) for other in others):
            return "past_others"
        if statement.parent is not None:
            return "inside"
        behind = max(span.end for span in (*before.cue, *before.content))
        gap = self._text[behind : _place(statement)]
        return "next_sentence" if any(mark in gap for mark in _SENTENCE_ENDS) else "same_sentence"

    def _by_words(self, statement: Statement, entity: Entity) -> str:
        source = statement.source
        assert source.span is not None
        mention = next((m for m in entity.mentions if source.span.start <= m.start < source.span.end), None)
        joined = bool(source.through) or (mention is not None and mention.through is not None)
        if source.kind == "joint":
            return "joint"
        if source.kind in ("anonymous", "generic"):
            return "described" if _first(entity.mentions) >= source.span.start else "described_again"
        if source.kind == "document":
            return "document" if entity.type == "DOC" and not joined else "document_joined"
        if self._doubled(entity):
            return "doubled"
        known, words = entity.known is not None, self._words[entity.id]
        if source.kind == "named":
            return "known_name" if known else "full_name" if len(words) > 1 else "short_name"
        if joined:
            return "joined"
        if (known and entity.type != "GROUP") or statement.channel in _MEDIA:
            return "known_body"  # «السلطات الأردنية» may be this body or that
        return "role" if source.kind == "role" else "long_name" if len(words) >= _LONG_NAME else "body"

    def _doubled(self, entity: Entity) -> bool:
        """Whether another entity of the article may be meant by the same name, or is the same one."""
        mine = self._words[entity.id]
        near = {other: None for word in sorted(mine) for other in self._with_word[word]}
        for other in (self._entities[k] for k in near):
            if other is entity or other.type in _PLACES:
                continue
            if entity.known is not None and other.known not in (None, entity.known):
                continue
            theirs = self._words[other.id]
            if mine <= theirs or theirs <= mine:
                return True
        return False


def _place(statement: Statement) -> int:
    return (statement.cue or statement.content)[0].start


def _first(mentions: Iterable[Mention]) -> int:
    return min((mention.start for mention in mentions), default=0)


def _words(entity: Entity) -> frozenset[str]:
    return frozenset(fold_word(word).removeprefix("ال") for word in entity.name.translate(_MARKS).split())
