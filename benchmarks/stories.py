"""How well stories are compared: copies, claims, tellings, sources, counts, conflicts; and headline pairs.

Run it as: ``python benchmarks/stories.py [--only 1-4] [--errors] [--smoke]``

Stories are scored by ``score_stories.py`` beside their gold, headline pairs by accuracy and F1. Both are
other people's texts, which stand beside the project; nothing is learnt on them.
"""

from __future__ import annotations

import argparse
import csv
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tawatur.compare.headlines import headline_meaning
from tawatur.compare.meaning import Meaning, weights
from tawatur.compare.stance import stance
from tawatur.model import Article
from tawatur.run.comparing import compared, encode
from tawatur.run.pipeline import Engine
from tawatur.run.settings import Settings

from inputs import PROJECT, SAMPLES, read

SHARED = PROJECT.parent / "shared"
STORIES = SHARED / "gold" / "stories"
PAIRS = SHARED / "bench" / "headline_pairs" / "stance_dev.csv"


def story_lines(folder: Path) -> Iterator[str]:
    """The articles of a story as JSON Lines."""
    story = json.loads((folder / "story.json").read_text(encoding="utf-8"))
    for name, told in story["articles"].items():
        text = (folder / told["file"]).read_text(encoding="utf-8")
        row = {"id": name, "outlet": told["outlet"], "date": told["date"], "text": text}
        yield json.dumps(row, ensure_ascii=False)


def stories(engine: Engine, only: range, *, errors: bool) -> str:
    """What the scorer says of the stories with these numbers."""
    with tempfile.TemporaryDirectory() as made:
        gold, found = Path(made, "gold"), Path(made, "found")
        gold.mkdir()
        found.mkdir()
        for number in only:
            folder = STORIES / f"dev-{number}"
            if not folder.exists():
                continue
            (gold / folder.name).symlink_to(folder)
            lines = Path(made, "story.jsonl")
            lines.write_text("\n".join(story_lines(folder)), encoding="utf-8")
            records = [engine.read(article) for article in read(lines)]
            (found / f"{folder.name}.json").write_bytes(encode(compared(records, engine)))
        scorer = [sys.executable, str(STORIES.parent / "score_stories.py"), str(gold), str(found)]
        scored = subprocess.run(
            scorer + ["--errors"] * errors, check=True, capture_output=True, text=True, encoding="utf-8"
        )
        return scored.stdout.rstrip()


def pairs(engine: Engine) -> Iterator[str]:
    """Accuracy and F1 over the headline pairs of the development part."""
    with PAIRS.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    meanings = [(_meaning(engine, row["s1"]), _meaning(engine, row["s2"])) for row in rows]
    weight = weights([[[one for pair in meanings for one in pair]]])
    counts = Counter(
        (row["stance"], stance(a, b, weight)) for row, (a, b) in zip(rows, meanings, strict=True)
    )
    yield f"{'headline_pairs':28} {len(rows)}"
    yield f"{'accuracy':28} {sum(n for (want, got), n in counts.items() if want == got) / len(rows):.4f}"
    for name in ("agree", "disagree", "other"):
        right = counts[name, name]
        wanted = sum(n for (want, _), n in counts.items() if want == name)
        given = sum(n for (_, got), n in counts.items() if got == name)
        yield f"{'f1_' + name:28} {2 * right / (wanted + given or 1):.4f}"


def _meaning(engine: Engine, headline: str) -> Meaning:
    article = Article("headline", headline)
    return headline_meaning(engine.read(article), engine.mark(article), len(headline))


def main() -> None:
    """Print all figures."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--only", default="1-8", metavar="FIRST-LAST")
    options.add_argument("--errors", action="store_true")
    options.add_argument("--smoke", action="store_true")
    given = options.parse_args()
    engine = Engine.load(Settings(offline=True))
    if given.smoke or not STORIES.exists():
        records = [engine.read(a) for path in sorted(SAMPLES.glob("*.txt")) for a in read(path)]
        found = compared(records, engine)
        print(f"{len(found.claims)} claims of {len(found.texts)} texts, {len(found.copies)} groups of copies")
        return
    first, _, last = given.only.partition("-")
    print(stories(engine, range(int(first), int(last or first) + 1), errors=given.errors))
    print("\n".join(pairs(engine)))


if __name__ == "__main__":
    main()
