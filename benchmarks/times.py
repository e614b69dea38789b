"""How well times are found and valued on TIMEX3 documents: span F1 and value F1 of DATE and TIME.

Run it as: ``python benchmarks/times.py [FOLDER] [--published 2015-12-24] [--errors] [--smoke]``

The folder holds ``*.tml`` files. ``*_REF`` and undefined values, durations and sets count neither way, nor
does what we find where they stand; spans pair at 50 % Dice of their words; parts of the day are folded.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from pathlib import Path

from msgspec import Struct

from tawatur.model import Article, Published, Record, TimeExpression
from tawatur.run.pipeline import Engine
from tawatur.run.settings import Settings

from inputs import BENCH, at_hand

TAG = re.compile(r"<TIMEX3\b([^>]*)>(.*?)</TIMEX3>", re.DOTALL)
WORD = re.compile(r"\w+")
LEAST = 0.5


class Marked(Struct):
    """A TIMEX3 of the gold."""

    start: int
    end: int
    type: str
    value: str

    @property
    def counts(self) -> bool:
        """Whether it is judged."""
        return self.type in ("DATE", "TIME") and not self.value.endswith("_REF") and "UNDEF" not in self.value


def document(path: Path) -> tuple[str, list[Marked]]:
    """The bare text and its marked times."""
    raw = path.read_text(encoding="utf-8-sig")
    raw = raw[raw.index("<TimeML>") + 8 : raw.rindex("</TimeML>")].replace("\ufeff", "")
    text, marked, at = "", [], 0
    for match in TAG.finditer(raw):
        text += raw[at : match.start()]
        at = match.end()
        kind, value = (re.search(rf'{name}="([^"]*)"', match[1]) for name in ("type", "value"))
        marked.append(
            Marked(len(text), len(text) + len(match[2]), kind[1] if kind else "", value[1] if value else "")
        )
        text += match[2]
    return text + raw[at:], marked


def cover(text: str, start: int, end: int) -> set[int]:
    """Where the words of a range begin."""
    return {start + m.start() for m in WORD.finditer(text[start:end])}


def alike(a: set[int], b: set[int]) -> float:
    """Dice."""
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 0.0


def folded(value: str | None) -> str:
    """The value without the part of the day."""
    return re.sub(r"T[A-Z]{2}$", "T", value or "")


def judge(
    text: str, gold: list[Marked], found: list[TimeExpression], counts: Counter[str], *, errors: bool
) -> None:
    """Count one document."""
    left_out = [cover(text, g.start, g.end) for g in gold if not g.counts]
    want = [g for g in gold if g.counts]
    got = [
        t for t in found
        if t.type in ("DATE", "TIME")
        and not any(cover(text, t.span.start, t.span.end) & other for other in left_out)
    ]  # fmt: skip
    counts["gold"] += len(want)
    counts["found"] += len(got)
    free = list(got)
    for g in want:
        where = cover(text, g.start, g.end)
        best = max(free, key=lambda t: alike(where, cover(text, t.span.start, t.span.end)), default=None)
        if best is None or alike(where, cover(text, best.span.start, best.span.end)) < LEAST:
            if errors:
                print("missed", text[g.start : g.end], g.value)
            continue
        free.remove(best)
        counts["spans"] += 1
        counts["values"] += folded(best.value) == folded(g.value)
        if errors and folded(best.value) != folded(g.value):
            print("value", text[g.start : g.end], g.value, "read", best.span.text, best.value)
    if errors:
        for extra in free:
            around = text[max(0, extra.span.start - 30) : extra.span.end + 15]
            print("extra", extra.span.text, extra.value, "in", " ".join(around.split()))


def main() -> int:
    """Read every document and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=BENCH / "times")
    parser.add_argument("--published", default="2015-12-24")
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--smoke", action="store_true", help="one document")
    options = parser.parse_args()
    if not at_hand(options.folder):
        return 0
    engine, counts = Engine.load(Settings(offline=True)), Counter[str]()
    for path in sorted(options.folder.glob("*.tml"))[: 1 if options.smoke else None]:
        text, gold = document(path)
        published = Published(at=options.published, precision="day", basis="given")
        record: Record = engine.read(Article(id=path.stem, text=text, published=published))
        judge(text, gold, list(record.times), counts, errors=options.errors)
    for name in ("spans", "values"):
        precision = counts[name] / max(counts["found"], 1)
        recall = counts[name] / max(counts["gold"], 1)
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        print(f"{name.removesuffix('s')}_f1 {f1:.4f} precision {precision:.4f} recall {recall:.4f}")
    print(f"gold {counts['gold']} found {counts['found']}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
