"""The index of words: for each word the articles that hold it, how much, and where. In tables of our own.

Both stores keep the same rows and so find and rank alike. A term is a key (see language/stemming.py), or
``=`` and a folded form, by which exact phrases are found. Articles get numbers in the order of adding; a row
holds a term's articles of one *run* of numbers, packed: numbers as u32, a byte each for how much, and for
forms their places as u16. An article first stands in ``fresh`` as its bare words, and RUN of those
become rows at once, behind all others: no page of the table is written twice.

Weights are those of BM25 (Robertson & Zaragoza 2009) with a fixed average length, so that an article's weight
never changes when others are added.
"""

from __future__ import annotations

import math
import sys
from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

import sqlalchemy as sa
from msgspec import Struct

from tawatur.language.stemming import LONGEST, terms_of
from tawatur.language.tokens import tokenize
from tawatur.model import Article
from tawatur.store.facets import among
from tawatur.store.schema import fresh, posting, run

RUN = 1024
K1, B, AVERAGE = 1.2, 0.75, 300  # the usual constants; AVERAGE is the length of a news article in words
SCALE = 100  # weights are kept in hundredths: (K1 + 1) * SCALE fits a byte
_MOST_PLACES, _LAST_PLACE = 255, 65_535
_GAP = "\n"  # between lines: a phrase does not run over it


class Posting(Struct):
    """The articles of a term: parallel numbers and counts; ``places`` of all of them in a row."""

    numbers: array[int]
    counts: bytearray
    places: array[int]

    @classmethod
    def empty(cls) -> Posting:
        """Of no article."""
        return cls(array("I"), bytearray(), array("H"))


class FreshRow(Struct, frozen=True):
    """An article that has no rows yet: its keys (``words``) and forms, a space before and after each.

    ``length`` counts the forms.
    """

    no: int
    words: str
    forms: str
    length: int


def fresh_row(no: int, article: Article) -> FreshRow:
    """The words of an article; those of the headline count twice."""
    title = (article.title.start, article.title.end) if article.title else (0, 0)
    found: list[str] = []
    forms: list[str] = []
    line = 0
    for token in tokenize(article.text):
        if token.kind == "punct":
            continue
        if _GAP in article.text[line : token.start]:
            forms.append(_GAP)
        line = token.end
        forms.append(token.folded[:LONGEST])
        terms = terms_of(token)
        found.extend(terms * 2 if title[0] <= token.start < title[1] else terms)
    return FreshRow(no, _spaced(found), _spaced(forms), len(forms))


def _spaced(words: Iterable[str]) -> str:
    """Each word with a space on both sides, so that each can be found and counted by itself."""
    return "".join(f" {word} " for word in words)


def add(connection: sa.Connection, rows: Sequence[FreshRow]) -> None:
    """Index articles; their numbers are above all that were indexed before."""
    if not rows:
        return
    connection.execute(fresh.insert(), [{"no": r.no, "words": r.words, "forms": r.forms} for r in rows])
    waiting = connection.scalar(sa.select(sa.func.count()).select_from(fresh)) or 0
    if waiting >= RUN:
        write_run(connection, read_fresh(connection))
        connection.execute(fresh.delete())


def write_run(connection: sa.Connection, rows: Sequence[FreshRow]) -> None:
    """Write the rows of one run of articles."""
    if not rows:
        return
    terms: dict[str, Posting] = {}
    for row in rows:
        _put(terms, row)
    first, last = rows[0].no, rows[-1].no
    connection.execute(run.insert().values(first=first, last=last))
    connection.execute(
        posting.insert(),
        [
            {
                "term": term,
                "first": first,
                "numbers": packed(found.numbers),
                "counts": bytes(found.counts),
                "places": packed(found.places),
            }
            for term, found in sorted(terms.items())
        ],
    )


def _put(terms: dict[str, Posting], row: FreshRow) -> None:
    for term, count in Counter(row.words.split()).items():
        found = terms.get(term) or terms.setdefault(term, Posting.empty())
        found.numbers.append(row.no)
        found.counts.append(weight(count, row.length))
    for form, places in _places(row.forms).items():
        term = f"={form}"
        found = terms.get(term) or terms.setdefault(term, Posting.empty())
        found.numbers.append(row.no)
        found.counts.append(len(places))
        found.places.extend(places)


def _places(forms: str) -> dict[str, list[int]]:
    """Each form with its places, counted from 0; the end of a line is a place of its own."""
    found: dict[str, list[int]] = {}
    for place, form in enumerate(forms[1:-1].split("  ")):
        if form == _GAP or place > _LAST_PLACE:
            continue
        places = found.setdefault(form, [])
        if len(places) < _MOST_PLACES:
            places.append(place)
    return found


def _places_of(form: str, forms: str) -> list[int]:
    """The places of one form."""
    word = f" {form} "
    places: list[int] = []
    at = forms.find(word)
    while at >= 0 and len(places) < _MOST_PLACES:
        place = forms.count(" ", 0, at) // 2
        if place > _LAST_PLACE:
            break
        places.append(place)
        at = forms.find(word, at + len(word))
    return places


def weight(count: int, length: int) -> int:
    """The part of BM25 that one article has of one term, in hundredths."""
    return round(SCALE * count * (K1 + 1) / (count + K1 * (1 - B + B * length / AVERAGE)))


def rarity(articles: int, of: int) -> float:
    """The part of BM25 that a term has: the fewer articles hold it, the more it tells."""
    return math.log(1 + (of - articles + 0.5) / (articles + 0.5))


def read_fresh(connection: sa.Connection) -> list[FreshRow]:
    """The articles that have no rows yet."""
    rows = connection.execute(sa.select(fresh.c.no, fresh.c.words, fresh.c.forms).order_by(fresh.c.no))
    return [FreshRow(no, words, forms, forms.count(" ") // 2) for no, words, forms in rows]


class Reader:
    """Reads postings within one transaction."""

    def __init__(
        self, connection: sa.Connection, runs: Sequence[int], fresh_rows: Sequence[FreshRow]
    ) -> None:
        """``runs`` (their first numbers) and ``fresh_rows`` are those of the same transaction."""
        self._connection = connection
        self._runs = runs
        self._fresh = fresh_rows

    def key(self, term: str) -> Posting:
        """The articles of a key with their weights."""
        term = term[:LONGEST]
        found = self._stored((term,), places=False)
        word = f" {term} "
        for row in self._fresh:
            if word in row.words:
                found.numbers.append(row.no)
                found.counts.append(weight(row.words.count(word), row.length))
        return found

    def form(self, *forms: str, core: str = "", within: set[int] | None = None) -> Posting:
        """The articles of folded forms with their places; an article with several comes several times.

        ``core`` is a part of all forms. Articles outside of ``within`` may be left out.
        """
        cut = [form[:LONGEST] for form in forms]
        found = self._stored([f"={form}" for form in cut], places=True, within=within)
        for row in self._fresh:
            if core not in row.forms or (within is not None and row.no not in within):
                continue
            for form in cut:
                if f" {form} " in row.forms:
                    places = _places_of(form, row.forms)
                    found.numbers.append(row.no)
                    found.counts.append(len(places))
                    found.places.extend(places)
        return found

    def _stored(self, terms: Sequence[str], *, places: bool, within: set[int] | None = None) -> Posting:
        runs = self._runs
        if within is not None and len(within) < RUN:  # the runs that hold them, not all
            holding = {bisect_right(runs, number) - 1 for number in within} - {-1}
            runs = [runs[i] for i in sorted(holding)]
        columns = [posting.c.numbers, posting.c.counts, *([posting.c.places] if places else [])]
        rows = self._connection.execute(
            sa.select(*columns)
            .where(posting.c.first.in_(runs), posting.c.term.in_(terms))
            .order_by(posting.c.first, posting.c.term)
        ).all()
        return Posting(
            unpacked("I", b"".join(row[0] for row in rows)),
            bytearray().join(row[1] for row in rows),
            unpacked("H", b"".join(row[2] for row in rows) if places else b""),
        )


def runs_of(connection: sa.Connection) -> list[int]:
    """The first numbers of all runs, in order."""
    return list(connection.scalars(sa.select(run.c.first).order_by(run.c.first)))


def erase(
    connection: sa.Connection, numbers: Sequence[int], words_of: Callable[[int, int], Iterable[FreshRow]]
) -> None:
    """Take articles out: every run that holds one is written anew from what is left of it.

    ``words_of`` gives the words of the articles of a range of numbers, both ends included.
    """
    gone = set(numbers)
    connection.execute(fresh.delete().where(fresh.c.no.in_(among(connection, gone))))
    for first, last in connection.execute(sa.select(run.c.first, run.c.last).order_by(run.c.first)).all():
        if any(first <= number <= last for number in gone):
            connection.execute(posting.delete().where(posting.c.first == first))
            connection.execute(run.delete().where(run.c.first == first))
            write_run(connection, [row for row in words_of(first, last) if row.no not in gone])


def packed(values: array[int]) -> bytes:
    """Numbers as a row keeps them, in their order: the same bytes on every machine."""
    if sys.byteorder == "big":
        values = values[:]
        values.byteswap()
    return values.tobytes()


def unpacked(code: str, data: bytes) -> array[int]:
    """The numbers that a row keeps."""
    values = array(code)
    values.frombytes(data)
    if sys.byteorder == "big":
        values.byteswap()
    return values
