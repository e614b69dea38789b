"""How well events are found in single sentences: detection by type, and the participants' words.

Run it as: ``python benchmarks/events.py [FOLDER] [--triggers ASSAULT] [--errors first] [--smoke]``

The folder holds ``detection.jsonl`` (sentences labelled yes, no or ambiguous for one type) and
``spans.jsonl`` (the words of source and target in some of them). A sentence is positive when an event of
the type is found that is actual and not historical; ambiguous sentences are left out. Each type is told
apart into the first half of its sentences, on which rules may be tried, and the second.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from tawatur.model import Article, Event, Published, Record
from tawatur.run.pipeline import Engine
from tawatur.run.settings import Settings

from inputs import BENCH, at_hand

DAY = re.compile(r"_(\d{4})(\d\d)(\d\d)\.")
WORD = re.compile(r"\w+")
LEAST = 0.5
SMOKE = 40  # sentences


class Judged(Struct):
    """A sentence of the detection set."""

    id: str
    event_type: str
    label: str
    text: str

    @property
    def positive(self) -> bool:
        """Whether the annotators saw an event of the type."""
        return self.label == "yes"


class Offsets(Struct):
    """The words of one annotator's reading, as half-open code point ranges."""

    source_actor_offsets: tuple[int, int] | None = None
    target_actor_offsets: tuple[int, int] | None = None


class Spanned(Struct):
    """A sentence of the spans set with the readings of its annotators."""

    doc: str
    event_type: str
    text: str
    annotations: list[Offsets] = []


def rows(path: Path, kind: type) -> list:  # type: ignore[type-arg]
    """The lines of a JSON Lines file."""
    import msgspec

    decoder = msgspec.json.Decoder(kind)
    return [decoder.decode(line) for line in path.read_bytes().splitlines() if line.strip()]


def read(engine: Engine, name: str, text: str) -> Record:
    """The record of one sentence, published on the day that its name tells."""
    day = DAY.search(name)
    published = Published(at="-".join(day.groups()), precision="day", basis="given") if day else Published()
    return engine.read(Article(id=name, text=text, published=published))


def found(record: Record, event_type: str) -> list[Event]:
    """The events that make a sentence positive."""
    return [e for e in record.events if e.type == event_type and e.status == "actual" and not e.historical]


def halves(judged: Sequence[Judged]) -> Iterator[tuple[str, str, list[Judged]]]:
    """(type, half, sentences) in the order of the file, ambiguous ones left out."""
    for event_type in sorted({j.event_type for j in judged}):
        own = [j for j in judged if j.event_type == event_type]
        middle = len(own) // 2
        for half, part in (("first", own[:middle]), ("second", own[middle:])):
            yield event_type, half, [j for j in part if j.label != "ambiguous"]


def f1(right: int, got: int, want: int) -> tuple[float, float, float]:
    """F1, precision, recall."""
    precision, recall = right / got if got else 0.0, right / want if want else 0.0
    return (2 * precision * recall / (precision + recall) if right else 0.0), precision, recall


def detection(engine: Engine, folder: Path, options: argparse.Namespace) -> None:
    """Print F1, the precision-recall curve and, if asked, the triggers that err most."""
    judged = rows(folder / "detection.jsonl", Judged)
    for event_type, half, sentences in halves(judged[:SMOKE] if options.smoke else judged):
        best: list[tuple[float, bool]] = []
        wrong: dict[str, Counter[str]] = defaultdict(Counter)
        for sentence in sentences:
            events = found(read(engine, sentence.id, sentence.text), event_type)
            best.append((max((e.confidence for e in events), default=-1.0), sentence.positive))
            for rule in {e.rule.split(";")[0] for e in events}:
                wrong[rule]["right" if sentence.positive else "wrong"] += 1
            if options.errors == half == "first" and bool(events) != sentence.positive:
                shown = [(e.trigger.text, e.rule.split(":")[-1]) for e in events]
                print("missed" if sentence.positive else "extra", event_type, shown, sentence.text)
        want = sum(positive for _, positive in best)
        got = [positive for confidence, positive in best if confidence >= 0]
        value, precision, recall = f1(sum(got), len(got), want)
        print(
            f"{event_type} {half} half: f1 {value:.4f} precision {precision:.4f} recall {recall:.4f}"
            f" ({len(best)} sentences, {want} positive, {len(got)} found)"
        )
        curve(best, want)
        if options.triggers == event_type and half == "first":
            for rule, counts in sorted(wrong.items(), key=lambda item: -item[1]["wrong"])[:20]:
                print(f"  {rule} wrong {counts['wrong']} right {counts['right']}")


def curve(best: list[tuple[float, bool]], want: int) -> None:
    """Print precision and recall at each confidence."""
    for least in sorted({c for c, _ in best if c >= 0}):
        kept = [positive for confidence, positive in best if confidence >= least]
        value, precision, recall = f1(sum(kept), len(kept), want)
        print(f"  confidence >= {least:.2f}: precision {precision:.3f} recall {recall:.3f} f1 {value:.3f}")


def cover(text: str, start: int, end: int) -> set[int]:
    """Where the words of a range begin."""
    return {m.start() for m in WORD.finditer(text) if m.start() < end and m.end() > start}


def overlap(one: set[int], other: set[int]) -> float:
    """The Dice coefficient."""
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 0.0


def spans(engine: Engine, folder: Path, limit: int | None = None) -> None:
    """Print the share of sentences with an event of the type, and the overlap F1 of their participants."""
    labels = {(j.id, j.event_type): j.positive for j in rows(folder / "detection.jsonl", Judged)}
    counts: Counter[str] = Counter()
    for sentence in rows(folder / "spans.jsonl", Spanned)[:limit]:
        if not labels.get((sentence.doc, sentence.event_type)):
            continue
        counts["sentences"] += 1
        record = read(engine, sentence.doc, sentence.text)
        events = [e for e in record.events if e.type == sentence.event_type]
        counts["typed"] += bool(events)
        for side, name in (("actors", "source_actor_offsets"), ("targets", "target_actor_offsets")):
            marked = {o for a in sentence.annotations if (o := getattr(a, name)) is not None}
            want = [cover(sentence.text, *o) for o in sorted(marked)]
            got = [
                cover(sentence.text, p.span.start, p.span.end)
                for e in events for p in getattr(e, side) if p.span
            ]  # fmt: skip
            got = [g for n, g in enumerate(got) if g not in got[:n]]
            counts[f"{side}_want"] += bool(want)
            counts[f"{side}_got"] += bool(got)
            counts[f"{side}_right"] += any(overlap(a, b) >= LEAST for a in want for b in got)
    print(f"spans: {counts['typed']} of {counts['sentences']} sentences typed right")
    for side in ("actors", "targets"):
        value, precision, recall = f1(counts[f"{side}_right"], counts[f"{side}_got"], counts[f"{side}_want"])
        print(f"  {side}: overlap f1 {value:.4f} precision {precision:.4f} recall {recall:.4f}")


def main() -> int:
    """Read every sentence and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=BENCH / "events")
    parser.add_argument("--triggers", help="the triggers of this type that err most, on the first half")
    parser.add_argument("--errors", choices=["first"], help="every wrong sentence of the first half")
    parser.add_argument("--smoke", action="store_true", help="forty sentences of each set")
    options = parser.parse_args()
    if not at_hand(options.folder):
        return 0
    engine = Engine.load(Settings(offline=True))
    detection(engine, options.folder, options)
    spans(engine, options.folder, SMOKE if options.smoke else None)
    return 0


if __name__ == "__main__":
    sys.exit(main())
