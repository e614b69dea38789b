#!/usr/bin/env python3
"""How well people, bodies and places are named: exact-span F1 on ANERCorp (CoNLL lines ``TOKEN TAG``).

Run it as: ``python benchmarks/names.py [FILE] [--part dev|test|all] [--errors CLASS] [--smoke]``

The file is 2006 news, cut into words and signs, sentence by sentence. Its text is rebuilt from the tokens:
one space between them, none before a closing sign and none after an opening one, a line for each sentence,
twenty sentences to an article. A gold span is a range of whole tokens, clitics included, so ours are mapped
out to the tokens that they touch. PER is PERS; GPE, LOC and FAC are LOC; ORG and GROUP are ORG; MISC is not
asked for and counts neither way. Mentions by name count, offices and nouns do not; of a person's mentions
that lie one in another the innermost counts, of all others the longest. Of a place in relation to another
(شمال العراق) the other counts. ANERCorp leaves out the organs of a state that are named by a common head
(حكومة، وزارة، جيش، شرطة، محكمة): a second line shows the figures without ours that begin with such a head and
stand where the gold has no name.

``dev`` is the first two thirds of the sentences, on which rules are tried, ``test`` the last third.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from tawatur.language import vocabulary
from tawatur.language.views import fold_word
from tawatur.language.words import Vocabulary
from tawatur.model import Article, Published, Record
from tawatur.run.pipeline import Engine
from tawatur.run.settings import Settings
from tawatur.understand.gazetteer import Gazetteer

from inputs import BENCH, at_hand

FILE = BENCH / "names" / "ANERCorp_CamelLab_train.txt"
CLASSES = ("PERS", "LOC", "ORG")
OURS = {"PER": "PERS", "ORG": "ORG", "GROUP": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}
ORGANS = ("government", "armed", "police", "court")
SENTENCES = 20
OPENING, CLOSING = "([{«“‘", ")]}»”’.,،؛:؟!"
SMOKE = """قال O
وزير O
الخارجية O
المصري O
سامح B-PERS
شكري I-PERS
في O
القاهرة B-LOC
إن O
الأمم B-ORG
المتحدة I-ORG
ستساعد O
لبنان B-LOC
. O
"""

Span = tuple[int, int, str]
"""First token, token behind the last, class."""


class Text(Struct):
    """Some sentences as one text, where each token stands in it, and the gold spans."""

    text: str
    tokens: list[tuple[int, int]]
    words: list[str]
    gold: list[Span]


def sentences(content: str) -> list[list[tuple[str, str]]]:
    """The sentences as lists of (token, tag)."""
    blocks = content.replace("\r", "").strip().split("\n\n")
    return [[(w, t) for w, _, t in (line.rpartition(" ") for line in b.split("\n")) if w] for b in blocks]


def rebuilt(group: list[list[tuple[str, str]]]) -> Text:
    """The sentences as one text: a line each."""
    pieces: list[str] = []
    made = Text("", [], [], [])
    at = 0
    for sentence in group:
        glue, quoted = True, False
        for word, _ in sentence:
            opens = word in OPENING or (word == '"' and not quoted)
            closes = word in CLOSING or (word == '"' and quoted)
            quoted ^= word == '"'
            if not (glue or closes):
                pieces.append(" ")
                at += 1
            made.tokens.append((at, at + len(word)))
            made.words.append(word)
            pieces.append(word)
            at += len(word)
            glue = opens
        pieces.append("\n")
        at += 1
    made.text = "".join(pieces)
    made.gold = list(tagged([tag for sentence in group for _, tag in [*sentence]], group))
    return made


def tagged(tags: list[str], group: list[list[tuple[str, str]]]) -> Iterator[Span]:
    """The spans of BIO tags; a sentence ends any."""
    ends = set()
    total = 0
    for sentence in group:
        total += len(sentence)
        ends.add(total)
    first = -1
    for i in range(len(tags) + 1):
        inside = i < len(tags) and tags[i].startswith("I-") and i not in ends
        if first >= 0 and not inside:
            yield first, i, tags[first][2:]
            first = -1
        if i < len(tags) and (tags[i].startswith("B-") or (tags[i].startswith("I-") and first < 0)):
            first = i


def found(record: Record, text: Text) -> list[Span]:
    """Our names as token spans that do not overlap."""
    spans: list[tuple[int, int, str]] = []
    for entity in record.entities:
        kind = OURS.get(entity.type)
        if kind is None or (
            entity.type == "LOC" and entity.place is not None and entity.place.relation != "at"
        ):
            continue
        own = [(m.start, m.end) for m in entity.mentions if m.form == "name"]
        if kind == "PERS":
            own = [a for a in own if not any(a != b and a[0] <= b[0] and b[1] <= a[1] for b in own)]
        spans += [(start, end, kind) for start, end in own]
    spans.sort(key=lambda s: (s[0] - s[1], s[0], s[2]))
    taken: set[int] = set()
    kept = []
    for start, end, kind in spans:
        touched = [n for n, (a, b) in enumerate(text.tokens) if a < end and start < b]
        if touched and not taken.intersection(touched):
            taken.update(touched)
            kept.append((touched[0], touched[-1] + 1, kind))
    return sorted(kept)


class Score(Struct):
    """Counts per class, and what went wrong."""

    gold: Counter[str]
    found: Counter[str]
    right: Counter[str]
    unknown: Counter[str]
    errors: Counter[str]
    organs: int = 0  # bodies of ours that the corpus leaves out

    @classmethod
    def empty(cls) -> Score:
        """Nothing counted yet."""
        return cls(Counter(), Counter(), Counter(), Counter(), Counter())


def judge(text: Text, ours: list[Span], known: Known, score: Score, show: str) -> None:
    """Count one text."""
    gold = [s for s in text.gold if s[2] in CLASSES]
    other = [s for s in text.gold if s[2] not in CLASSES]
    ours = [s for s in ours if not any(s[0] < o[1] and o[0] < s[1] for o in other)]
    score.organs += sum(
        known.organ(text, s) and not any(s[0] < g[1] and g[0] < s[1] for g in gold) for s in ours
    )
    right = set(gold) & set(ours)
    for name, spans in (("gold", gold), ("found", ours), ("right", right)):
        getattr(score, name).update(s[2] for s in spans)
    for span in gold:
        if not known.name(text, span):
            score.unknown["gold"] += 1
            score.unknown["right"] += span in right
    for label, span in _errors(text, gold, ours, known):
        score.errors[label] += 1
        if show and label.startswith(show):
            words = text.words
            around = [*words[max(0, span[0] - 4) : span[0]], "[", *words[span[0] : span[1]], "]"]
            print(label, "|", " ".join([*around, *words[span[1] : span[1] + 3]]))


def _errors(text: Text, gold: list[Span], ours: list[Span], known: Known) -> Iterator[tuple[str, Span]]:
    for span in gold:
        if span in ours:
            continue
        met = [s for s in ours if s[0] < span[1] and span[0] < s[1]]
        if not met:
            listed = "all words known" if known.name(text, span) else "unknown word"
            yield f"{span[2]} missed, {listed}", span
        elif met[0][:2] == span[:2]:
            yield f"{span[2]} taken for {met[0][2]}", span
        elif any(s[0] <= span[0] and span[1] <= s[1] for s in met):
            yield f"{span[2]} span too long", met[0]
        else:
            yield f"{span[2]} span too short or shifted", span
    for span in ours:
        if not any(s[0] < span[1] and span[0] < s[1] for s in gold):
            yield f"{span[2]} where the gold has none", span


class Known:
    """Which words stand in a resource of ours: in a lexicon, in a name of several words or on the map."""

    def __init__(self) -> None:
        """Read the resources."""
        self._vocabulary = Vocabulary(vocabulary.readings())
        self._gazetteer = Gazetteer.load()
        names = (form for lexicon in vocabulary.phrases() for form, _ in lexicon.entries)
        self._in_names = {word for name in names for word in fold_word(name).split()}

    def word(self, word: str) -> bool:
        """Whether a word stands in one, with or without clitics."""
        key = fold_word(word)
        split = self._vocabulary.analyse(key)
        return split.known or split.stem in self._in_names or self._gazetteer.find([key], 0, 1) is not None

    def organ(self, text: Text, span: Span) -> bool:
        """Whether a body of ours begins with the head of an organ of state."""
        head = self._vocabulary.analyse(fold_word(text.words[span[0]]))
        kinds = [r.row.kind for r in head.readings if isinstance(r.row, vocabulary.BodyNoun)]
        return span[2] == "ORG" and bool(kinds) and kinds[0] in ORGANS

    def name(self, text: Text, span: Span) -> bool:
        """Whether every word of a name does."""
        return all(self.word(word) for word in text.words[span[0] : span[1]])


def report(score: Score) -> None:
    """Print the figures, the recall of unlisted names and the ten largest error classes."""
    for name in (*CLASSES, "all"):
        gold, ours, right = (
            sum(c.values()) if name == "all" else c[name] for c in (score.gold, score.found, score.right)
        )
        line(name, gold, ours, right)
        if name in ("ORG", "all"):
            line(f"{name}, organs of state left out:", gold, ours - score.organs, right)
    gold = score.unknown["gold"]
    print(f"names with a word in no resource: {gold}, recall {score.unknown['right'] / max(gold, 1):.4f}")
    for label, count in score.errors.most_common(10):
        print(f"{count:6}  {label}")


def line(name: str, gold: int, ours: int, right: int) -> None:
    """Print a class."""
    precision, recall = right / max(ours, 1), right / max(gold, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    print(f"{name:5} precision {precision:.4f} recall {recall:.4f} f1 {f1:.4f} gold {gold} found {ours}")


def main() -> int:
    """Read the part asked for and print the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path, nargs="?", default=FILE)
    parser.add_argument("--part", choices=("dev", "test", "all"), default="all")
    parser.add_argument("--errors", default="", help="print the errors whose class begins with this")
    parser.add_argument("--smoke", action="store_true", help="one sentence of our own")
    options = parser.parse_args()
    if not options.smoke and not at_hand(options.file):
        return 0
    content = SMOKE if options.smoke else options.file.read_text(encoding="utf-8")
    every = sentences(content)
    cut = len(every) * 2 // 3
    chosen = {"dev": every[:cut], "test": every[cut:], "all": every}[options.part]
    engine, score = Engine.load(Settings(offline=True)), Score.empty()
    known = Known()
    for n in range(0, len(chosen), SENTENCES):
        text = rebuilt(chosen[n : n + SENTENCES])
        published = Published(at="2006-07-22", precision="day", basis="given")
        record = engine.read(Article(id=str(n), text=text.text, published=published))
        judge(text, found(record, text), known, score, options.errors)
    report(score)
    return 0


if __name__ == "__main__":
    sys.exit(main())
