"""Copies: which articles carry the same text, and what each cut, added or changed.

To copy is to contain: a short communiqué inside a long report is a copy of it. So candidates share sampled
word shingles of the shorter one (a MinHash estimates resemblance, which such a pair has not), and are then
verified sentence by sentence: a copy takes sentences over almost word for word, a rewrite does not.
"""

from __future__ import annotations

import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from itertools import combinations

from msgspec import Struct

from tawatur.compare.types import Carried
from tawatur.language.layout import Layout
from tawatur.language.tokens import Token
from tawatur.model import Article, Span

SHINGLE = 3  # folded words
SAMPLE = 2  # one of so many shingles is kept
COMMON = 64  # a shingle in more articles than this is furniture, and would make the work quadratic
CANDIDATE = 0.12  # of the shorter article's sampled shingles
SHORT = 5  # words: a shorter sentence is shared by chance
RUN = 2  # words in a row
VERBATIM = 0.75  # of a sentence's words, in runs: taken over almost word for word
COPIED = 0.4  # of the shorter article's words, in sentences taken over
_AROUND = ("boilerplate", "section", "byline")


class Sentence(Struct, frozen=True):
    """A sentence of an article that can be copied: its tokens without signs, and their folded words."""

    tokens: tuple[Token, ...]
    words: tuple[str, ...]


class Body(Struct, frozen=True):
    """The sentences of an article, without what its outlet puts around the text."""

    article: Article
    sentences: tuple[Sentence, ...]

    @property
    def size(self) -> int:
        """Its words."""
        return sum(len(s.words) for s in self.sentences)


class Pairing(Struct, frozen=True):
    """A sentence of the shorter body and the one of the longer body that is most like it."""

    a: int
    b: int
    runs: tuple[tuple[int, int, int], ...]
    share: float


class Alignment(Struct, frozen=True):
    """Two bodies, the shorter first, and which sentence of it stands in the other how."""

    a: Body
    b: Body
    pairings: tuple[Pairing, ...]

    @property
    def share(self) -> float:
        """The part of the shorter body's words in sentences taken over almost word for word, 0 to 1."""
        return sum(len(self.a.sentences[p.a].words) for p in self.taken) / (self.a.size or 1)

    @property
    def taken(self) -> list[Pairing]:
        """The pairs of sentences that are one."""
        return [p for p in self.pairings if p.share >= VERBATIM]


def body(article: Article, layout: Layout) -> Body:
    """The sentences of an article that are long enough to tell a copy by."""
    around = [(p.start, p.end) for p in article.parts if p.kind in _AROUND]
    sentences = []
    for first, last in layout.sentences:
        tokens = tuple(
            t
            for t in layout.tokens[first:last]
            if t.kind != "punct" and not any(start <= t.start < end for start, end in around)
        )
        if len(tokens) >= SHORT:
            sentences.append(Sentence(tokens, tuple(t.folded for t in tokens)))
    return Body(article, tuple(sentences))


def candidates(bodies: Sequence[Body]) -> list[tuple[int, int]]:
    """Pairs of indices that share enough sampled shingles to be worth an alignment."""
    where: dict[int, list[int]] = defaultdict(list)
    sizes = []
    for number, one in enumerate(bodies):
        sketch = _sketch(one)
        sizes.append(len(sketch))
        for shingle in sketch:
            where[shingle].append(number)
    shared: Counter[tuple[int, int]] = Counter()
    for numbers in where.values():
        if len(numbers) <= COMMON:
            shared.update(combinations(numbers, 2))
    return sorted((i, j) for (i, j), n in shared.items() if n >= CANDIDATE * (min(sizes[i], sizes[j]) or 1))


def _sketch(one: Body) -> set[int]:
    """Hashes of the sampled shingles; crc32 is the same in every process."""
    hashes = (
        zlib.crc32(" ".join(shingle).encode()) for s in one.sentences for shingle in _shingles(s, SHINGLE)
    )
    return {h for h in hashes if h % SAMPLE == 0}


def _shingles(sentence: Sentence, length: int) -> list[tuple[str, ...]]:
    words = sentence.words
    return [words[i : i + length] for i in range(len(words) - length + 1)]


def align(one: Body, other: Body) -> Alignment:
    """For each sentence of the shorter body the sentence of the longer one that shares most with it."""
    a, b = (one, other) if one.size <= other.size else (other, one)
    where: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for j, sentence in enumerate(b.sentences):
        for shingle in _shingles(sentence, RUN):
            where[shingle].add(j)
    pairings = []
    for i, sentence in enumerate(a.sentences):
        votes = Counter(j for shingle in _shingles(sentence, RUN) for j in sorted(where.get(shingle, ())))
        if votes:
            j = min(votes, key=lambda j: (-votes[j], abs(i - j)))
            pairings.append(_pairing(a, b, i, j))
    return Alignment(a, b, tuple(pairings))


def _pairing(a: Body, b: Body, i: int, j: int) -> Pairing:
    words = a.sentences[i].words
    matcher = SequenceMatcher(None, words, b.sentences[j].words, autojunk=False)
    runs = tuple((m.a, m.b, m.size) for m in matcher.get_matching_blocks() if m.size >= RUN)
    return Pairing(i, j, runs, sum(size for _, _, size in runs) / len(words))


def is_copy(alignment: Alignment) -> bool:
    """Whether one of the two carries the other's text, verbatim or lightly cut."""
    return alignment.share >= COPIED


def holds(alignment: Alignment, article: str, span: Span) -> bool:
    """Whether a span of one of the two articles lies in a sentence that was taken over."""
    for pairing in alignment.taken:
        for one, number in ((alignment.a, pairing.a), (alignment.b, pairing.b)):
            tokens = one.sentences[number].tokens
            if one.article.id == article and tokens[0].start <= span.start < tokens[-1].end:
                return True
    return False


def groups(count: int, pairs: Iterable[tuple[int, int]]) -> list[tuple[int, ...]]:
    """The largest sets in which every two are copies of each other (Bron–Kerbosch with a pivot).

    A report that carries two texts belongs to the groups of both.
    """
    beside: dict[int, set[int]] = {i: set() for i in range(count)}
    for i, j in pairs:
        beside[i].add(j)
        beside[j].add(i)
    found: list[tuple[int, ...]] = []
    _grow((), frozenset(i for i in beside if beside[i]), frozenset(), beside, found)
    return sorted(found)


def _grow(
    chosen: tuple[int, ...],
    left: frozenset[int],
    done: frozenset[int],
    beside: dict[int, set[int]],
    found: list[tuple[int, ...]],
) -> None:
    if not left and not done and len(chosen) > 1:
        found.append(tuple(sorted(chosen)))
    if not left:
        return
    pivot = max(sorted(left | done), key=lambda i: len(beside[i] & left))
    for i in sorted(left - beside[pivot]):
        _grow((*chosen, i), left & beside[i], done & beside[i], beside, found)
        left, done = left - {i}, done | {i}


def carried(alignment: Alignment) -> Carried:
    """What both have, and the stretches that only one of them has."""
    a, b = alignment.a, alignment.b
    here: dict[int, list[tuple[int, int]]] = defaultdict(list)
    there: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for p in alignment.taken:
        here[p.a] += [(i, n) for i, _, n in p.runs]
        there[p.b] += [(j, n) for _, j, n in p.runs]
    shared = sum(n for runs in here.values() for _, n in runs)
    return Carried(
        article=a.article.id,
        other=b.article.id,
        share=round(shared / (a.size or 1), 3),
        other_share=round(shared / (b.size or 1), 3),
        only_here=_gaps(a, here),
        only_there=_gaps(b, there),
    )


def _gaps(one: Body, runs: dict[int, list[tuple[int, int]]]) -> tuple[Span, ...]:
    """The stretches of a body's sentences outside the runs."""
    spans = []
    for number, sentence in enumerate(one.sentences):
        at = 0
        for start, length in [*sorted(runs.get(number, ())), (len(sentence.words), 0)]:
            if start > at:
                first, last = sentence.tokens[at], sentence.tokens[start - 1]
                spans.append(one.article.span(first.start, last.end))
            at = max(at, start + length)
    return tuple(spans)
