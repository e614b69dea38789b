"""All phrases of all lexicons in one pass: titles, cues, places, names, whatever a stage needs.

One automaton runs over the folded tokens joined by single spaces, so spelling variants, marks, tatweel and
double spaces do not matter and a sign blocks a phrase. Every hit is collected and tested for token
boundaries and legal clitics; only then the longest of each lexicon are kept: engines that choose the
longest first lose the hit that a longer false one hides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

import ahocorasick
from msgspec import Struct

from tawatur.language.clitics import WordKind, clitics
from tawatur.language.tokens import Token, tokenize
from tawatur.language.views import fold_word, folded

if TYPE_CHECKING:
    from ahocorasick import Automaton

_PLAIN = re.compile("[ء-غف-ي]+(?: [ء-غف-ي]+)*")  # words that are their own light keys: most of the entries
_SHORT = 2  # a word of so few letters takes only و and ف
_SHORT_CLITICS = frozenset({"", "و", "ف"})
_ARTICLE = "ال"
_IMPERFECT = frozenset(
    "ايتن"
)  # folded letters that an imperfect begins with, the only verb form after س and ل
# Endings that change before a pronoun, in folded letters: (unfolded ending, ending before the pronoun).
_JOINED_ENDINGS = (("ة", "ت"), ("ى", "ا"), ("ء", "و"), ("ء", "ي"), ("وا", "و"))
_BREAK = " \n "  # stands between paragraphs, so that no phrase crosses them


class Hit(Struct, frozen=True, gc=False):
    """A phrase found: half-open token range, what is glued to it, and the lexicon row it stands for.

    ``start`` and ``end`` are the code points of the match without its clitics.
    """

    first: int
    last: int
    proclitic: str
    enclitic: str
    lexicon: str
    row: object
    start: int
    end: int


class Lexicon(Struct, frozen=True):
    """Surface forms with their rows; ``kind`` tells which clitics may stand before a form.

    With ``enclitics`` those of the kind may also stand after it. A ``fixed`` form takes only و and ف.
    """

    name: str
    entries: Sequence[tuple[str, object]]
    kind: WordKind = "noun"
    enclitics: bool = False


class _Entry(Struct, frozen=True, gc=False):
    """A folded form as one lexicon has it."""

    lexicon: int
    rows: tuple[object, ...]
    prefixes: frozenset[str]
    suffixes: frozenset[str]
    lam: bool  # the form begins with the ل of لل, not with the article it is listed with
    verb: bool


class _Match(Struct, frozen=True, gc=False):
    """A tested hit in the joined text."""

    first: int
    last: int
    prefix: int
    suffix: int
    width: int
    entry: _Entry


class PhraseFinder:
    """Finds the phrases of any number of lexicons; made once, used for every article."""

    def __init__(self, lexicons: Iterable[Lexicon]) -> None:
        """Build the automaton (about 0.2 s for 50,000 forms)."""
        self._names: list[str] = []
        collected: dict[str, dict[tuple[int, bool, bool], list[object]]] = {}
        kinds: list[Lexicon] = []
        for number, lexicon in enumerate(lexicons):
            self._names.append(lexicon.name)
            kinds.append(lexicon)
            for surface, row in lexicon.entries:
                for form, lam, joined in _forms(surface, lexicon):
                    rows = collected.setdefault(form, {}).setdefault((number, lam, joined), [])
                    if row not in rows:
                        rows.append(row)
        self._automaton: Automaton = ahocorasick.Automaton()
        for form, groups in collected.items():
            entries = tuple(
                _entry(form, kinds[number], number, tuple(rows), lam=lam, joined=joined)
                for (number, lam, joined), rows in groups.items()
            )
            self._automaton.add_word(form, (len(form), entries))
        self._empty = not collected
        if not self._empty:
            self._automaton.make_automaton()

    def find(self, tokens: Sequence[Token], paragraphs: Sequence[tuple[int, int]] | None = None) -> list[Hit]:
        """The longest hits of each lexicon, sorted by token range and the order of the lexicons.

        Token indices are those of ``tokens``. With ``paragraphs`` (half-open token ranges) no phrase
        crosses from one into the next.
        """
        if self._empty or not tokens:
            return []
        by_lexicon: list[list[_Match]] = [[] for _ in self._names]
        for match in self._matches(*_joined(tokens, paragraphs)):
            by_lexicon[match.entry.lexicon].append(match)
        kept = [match for matches in by_lexicon for match in _longest(matches)]
        kept.sort(key=lambda m: (m.first, m.last, m.entry.lexicon))
        return [hit for match in kept for hit in self._hits(match, tokens)]

    def _matches(self, text: str, starts: dict[int, int], ends: dict[int, int]) -> Iterator[_Match]:
        """Every hit that keeps to token boundaries but for legal clitics; all work per raw hit is here."""
        rfind, find, size = text.rfind, text.find, len(text)
        for at, (width, entries) in self._automaton.iter(text):
            end = at + 1
            start = end - width
            token_start = start
            if start and text[start - 1] != " ":
                token_start = rfind(" ", max(0, start - 6), start) + 1
                if not token_start and start > 5:
                    continue
            token_end = end
            if end < size and text[end] != " ":
                token_end = find(" ", end, end + 5)
                if token_end < 0:
                    if size - end > 4:
                        continue
                    token_end = size
            prefix, suffix = text[token_start:start], text[end:token_end]
            for entry in entries:
                if (
                    prefix in entry.prefixes
                    and suffix in entry.suffixes
                    and _agree(prefix, suffix, text[start], entry)
                ):
                    first, last = starts.get(token_start), ends.get(token_end)
                    if first is not None and last is not None:
                        yield _Match(first, last, len(prefix), len(suffix), width, entry)

    def _hits(self, match: _Match, tokens: Sequence[Token]) -> Iterator[Hit]:
        first, last = tokens[match.first], tokens[match.last - 1]
        before = match.prefix + match.entry.lam
        proclitic, start = first.folded[:before], first.start
        if before:
            start += folded(first.text).original(before, before)[0]
        enclitic, end = "", last.end
        if match.suffix:
            cut = len(last.folded) - match.suffix
            enclitic = last.folded[cut:]
            end = last.start + folded(last.text).original(0, cut)[1]
        name = self._names[match.entry.lexicon]
        for row in match.entry.rows:
            yield Hit(match.first, match.last, proclitic, enclitic, name, row, start, end)


def _forms(surface: str, lexicon: Lexicon) -> Iterator[tuple[str, bool, bool]]:
    """The folded forms of an entry: (form, begins with the ل of لل, stands only before a pronoun)."""
    if _PLAIN.fullmatch(surface):
        form, last = fold_word(surface), surface[surface.rfind(" ") + 1 :]
    else:
        tokens = tokenize(surface)
        form = " ".join(token.folded for token in tokens)
        last = tokens[-1].light if tokens and tokens[-1].kind == "word" else ""
    if not form:
        return
    yield form, False, False
    if lexicon.kind == "noun" and form.startswith(_ARTICLE) and len(form) > len(_ARTICLE) + 1:
        bare = form.removeprefix(_ARTICLE)
        yield ("ل" if bare.startswith("ل") else "لل") + bare, True, False
    if lexicon.enclitics:
        for ending, joined in _JOINED_ENDINGS:
            if last.endswith(ending) and len(last) > _SHORT:
                yield form[: len(form) - len(ending)] + joined, False, True


def _entry(
    form: str, lexicon: Lexicon, number: int, rows: tuple[object, ...], *, lam: bool, joined: bool
) -> _Entry:
    short, definite = len(form) <= _SHORT, lexicon.kind == "noun" and form.startswith(_ARTICLE)
    prefixes = _prefixes(lexicon.kind, short=short, lam=lam, definite=definite)
    suffixes = _suffixes(lexicon.kind if lexicon.enclitics else None, short=short, joined=joined)
    return _Entry(number, rows, prefixes, suffixes, lam, lexicon.kind == "verb")


@cache  # one set for all forms that take the same clitics
def _prefixes(kind: WordKind, *, short: bool, lam: bool, definite: bool) -> frozenset[str]:
    prefixes = clitics("before", kind)
    if short:
        return prefixes & _SHORT_CLITICS
    if lam:
        return _SHORT_CLITICS
    return frozenset(p for p in prefixes if not p.endswith((_ARTICLE, "لل"))) if definite else prefixes


@cache
def _suffixes(kind: WordKind | None, *, short: bool, joined: bool) -> frozenset[str]:
    suffixes = frozenset({""}) if kind is None else clitics("after", kind)
    if joined:
        suffixes -= {""}
    return suffixes & {""} if short else suffixes


def _agree(prefix: str, suffix: str, initial: str, entry: _Entry) -> bool:
    """No pronoun after a noun with the article; no س or ل before a verb that is no imperfect."""
    if not prefix:
        return True
    if entry.verb:
        return prefix[-1] not in "سل" or initial in _IMPERFECT
    return not suffix or not prefix.endswith((_ARTICLE, "لل"))


def _joined(
    tokens: Sequence[Token], paragraphs: Sequence[tuple[int, int]] | None
) -> tuple[str, dict[int, int], dict[int, int]]:
    """The folded text, and the token that starts, or the one after that which ends, at a place in it."""
    breaks = {last for _, last in paragraphs} if paragraphs else frozenset[int]()
    pieces: list[str] = []
    starts: dict[int, int] = {}
    ends: dict[int, int] = {}
    at = 0
    for i, token in enumerate(tokens, start=1):
        key = token.folded
        starts[at] = i - 1
        at += len(key)
        ends[at] = i
        pieces.append(key)
        separator = _BREAK if i in breaks else " "
        pieces.append(separator)
        at += len(separator)
    return "".join(pieces[:-1]), starts, ends


def _longest(matches: list[_Match]) -> list[_Match]:
    """The longest matches that do not overlap; of equal ones with other rows, all."""
    if len(matches) < 2:
        return matches
    matches.sort(key=lambda m: (m.first - m.last, m.first, -m.width, m.prefix))
    kept: list[_Match] = []
    owner: dict[int, _Match] = {}
    for match in matches:
        rival = owner.get(match.first) or next(
            (owner[i] for i in range(match.first, match.last) if i in owner), None
        )
        if rival is None:
            for i in range(match.first, match.last):
                owner[i] = match
            kept.append(match)
        elif (rival.first, rival.last, rival.prefix, rival.width) == (
            match.first, match.last, match.prefix, match.width,
        ):  # fmt: skip
            kept.append(match)
    return kept
