#!/usr/bin/env python3
"""The quality gate: figures of the reading over data annotated by hand, against floors that only go up.

    python tests/quality/gate.py                    compare; exit 1 where a figure is under its floor
    python tests/quality/gate.py --raise            lift the floors to what is measured now
    python tests/quality/gate.py --lower REASON     write the floors anew, lower ones too, and say why

The data stands beside the project (``../shared``) and never in it. Where it is missing the gate says so and
is skipped; where it is present, a gate that cannot run has failed. Every part is pinned by a SHA-256 over its
files: floors measured on other data mean nothing, so changed data needs ``--lower`` with its reason.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

PROJECT = Path(__file__).resolve().parents[2]
SHARED = PROJECT.parent / "shared"
BASELINE = Path(__file__).with_name("baseline.json")

SLACK = 0.005  # below what was measured: half a point may be traded away without a word
HIGHER = (
    "detection_f1", "sf1", "content_dice", "content_exact_recall", "source_accuracy", "chain_exact",
    "chain_exact_nested", "chain_link_f1", "act_accuracy", "form_accuracy", "commitment_rare_f1",
    "channel_rare_f1", "addressee_f1", "event_trigger_f1", "event_f1", "event_participant_f1",
    "event_place_f1", "event_date_f1", "event_status_rare_f1", "event_claimant_accuracy",
    "time_span_f1", "time_value_f1", "page_body_f1", "page_body_f1_lowest", "page_titles",
    "page_dates", "pers_f1", "loc_f1", "org_f1", "all_f1", "assault_first_f1", "assault_second_f1",
    "protest_first_f1", "protest_second_f1", "actors_f1", "targets_f1", "copy_pair_f1", "claim_recall",
    "claim_f1", "telling_f1", "telling_source_accuracy", "named_exact_several_texts", "unsourced_exact",
    "accuracy", "f1_agree", "f1_disagree",
)  # fmt: skip
LOWER = ("misattribution", "named_overcount")

Figures = dict[str, float]


class Part(NamedTuple):
    """One body of data: its name, its files under ``../shared``, and what measures it."""

    name: str
    folder: str
    pattern: str
    measure: Callable[[Path], Figures]


def evaluated(only: str | None) -> Callable[[Path], Figures]:
    """What `tawatur evaluate` says of a folder of gold."""

    def measure(folder: Path) -> Figures:
        from tawatur.run.evaluate import evaluate

        return evaluate(folder, only)

    return measure


def pages(folder: Path) -> Figures:
    """Real pages as benchmarks/pages.py judges them: body (mean and lowest word F1), headline, date."""
    sys.path.insert(0, str(PROJECT / "benchmarks"))
    from tawatur.model import Article
    from tawatur.read import Options, articles

    from pages import body_of, f1  # type: ignore[import-not-found]

    scores, dated, titled = [], [], []
    for entry in json.loads((folder / "index.json").read_text(encoding="utf-8")):
        page, gold = folder / f"{entry['name']}.html", folder / f"{entry['name']}.gold.txt"
        article = next(iter(articles(str(page), Options(url=entry.get("url")))))
        read = isinstance(article, Article)
        titled.append(read and article.title is not None)
        if gold.exists():
            scores.append(f1(body_of(article), gold.read_text(encoding="utf-8")) if read else 0.0)
        if "date_gold" in entry:
            dated.append(read and (article.published.at or "").startswith(entry["date_gold"]))
    return {
        "page_body_f1": sum(scores) / len(scores),
        "page_body_f1_lowest": min(scores),
        "page_titles": sum(titled) / len(titled),
        "page_dates": sum(dated) / len(dated),
    }


def printed(script: str, pattern: str, *arguments: str) -> Callable[[Path], Figures]:
    """What a benchmark prints: every match of ``pattern`` gives the words of a name and, last, the figure."""

    def measure(folder: Path) -> Figures:
        call = [sys.executable, str(PROJECT / "benchmarks" / script), *arguments]
        done = subprocess.run(
            [word.replace("{folder}", str(folder)) for word in call],
            capture_output=True,
            text=True,
            check=True,
            encoding="utf-8",
        )
        found = re.findall(pattern, done.stdout, re.MULTILINE)
        return {"_".join(filter(None, names)).lower(): float(value) for *names, value in found}

    return measure


PARTS = (
    Part("gold 01-40", "gold/dev", "*.gold.json", evaluated("01-40")),
    Part("gold 41-60", "gold/dev", "*.gold.json", evaluated("41-60")),
    Part("seed", "seed", "*.gold.json", evaluated(None)),
    Part("pages", "bench/pages", "*", pages),
    Part(
        "names",
        "bench/names",
        "*",
        printed("names.py", r"^(PERS|LOC|ORG|all) .* (f1) (\S+)", "{folder}/ANERCorp_CamelLab_train.txt"),
    ),
    Part(
        "event sentences",
        "bench/events",
        "*.jsonl",
        printed(
            "events.py",
            r"^(?:(\w+) (first|second) half|  (actors|targets)): (?:overlap )?(f1) (\S+)",
            "{folder}",
        ),
    ),
    Part("stories", "gold/stories", "*/*", printed("stories.py", r"^(\w+) +(\d\.\d+)$")),
)


def fingerprint(folder: Path, pattern: str) -> str:
    """SHA-256 over the names and bytes of the files."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob(pattern)):
        digest.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def watched(figures: Figures) -> Figures:
    """The figures that have a direction. One at zero belongs to a stage that is not there yet."""
    kept = {name: figures[name] for name in HIGHER if figures.get(name)}
    if kept:  # an empty reading makes no mistakes either
        kept.update({name: figures[name] for name in LOWER if name in figures})
    return kept


def floor_of(name: str, value: float) -> float:
    """The bound that a figure of this value earns, to three decimals."""
    if name in LOWER:
        return math.ceil(round((value + SLACK) * 1000, 6)) / 1000 if value else 0.0
    return max(0.0, math.floor(round((value - SLACK) * 1000, 6)) / 1000)


def better(name: str, a: float, b: float) -> float:
    """The stricter of two bounds."""
    return min(a, b) if name in LOWER else max(a, b)


def failures(part: Part, pinned: str, figures: Figures, base: dict) -> list[str]:
    """Why this part does not pass, one line each."""
    if base["fingerprint"] != pinned:
        return [
            f"{part.name}: the data is not what the floors were measured on; --lower REASON measures anew"
        ]
    out = []
    for name, bound in base["floors"].items():
        value = figures.get(name)
        if value is None:
            out.append(f"{part.name}: {name} is no longer measured; its floor is {bound}")
        elif value > bound if name in LOWER else value < bound:
            out.append(
                f"{part.name}: {name} is {value:.4f}, its {'ceiling' if name in LOWER else 'floor'} {bound}"
            )
    return out


def show(part: Part, figures: Figures, base: dict | None) -> None:
    """A line a figure: what is measured, beside its bound."""
    print(part.name)
    for name, value in watched(figures).items():
        bound = base["floors"].get(name) if base else None
        print(f"  {name:28} {value:8.4f}   {'' if bound is None else bound}")


def rewritten(base: dict | None, pinned: str, figures: Figures, *, lower: bool) -> dict:
    """The baseline of a part after this measurement; without ``lower`` no bound is loosened."""
    floors = {name: floor_of(name, value) for name, value in watched(figures).items()}
    if base and not lower:
        for name, bound in base["floors"].items():
            floors[name] = better(name, floors.get(name, bound), bound)
    return {"fingerprint": pinned, "floors": floors}


def loosened(part: str, old: dict | None, new: dict) -> list[str]:
    """The bounds that a rewriting gave up, one line each."""
    if not old:
        return []
    out = [] if old["fingerprint"] == new["fingerprint"] else [f"{part}: the data changed"]
    for name, bound in old["floors"].items():
        now = new["floors"].get(name)
        if now is None or better(name, now, bound) != now:
            out.append(f"{part}: {name} from {bound} to {now}")
    return out


def parse(argv: list[str]) -> argparse.Namespace:
    """The call; ``--raise`` and ``--lower`` exclude each other."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    write = parser.add_mutually_exclusive_group()
    write.add_argument(
        "--raise", dest="lift", action="store_true", help="lift the floors to what is measured"
    )
    write.add_argument("--lower", metavar="REASON", help="write the floors anew, lower ones too")
    parser.add_argument("--shared", type=Path, default=SHARED, help="where the data stands")
    parser.add_argument("--baseline", type=Path, default=BASELINE, help="where the floors stand")
    return parser.parse_args(argv)


def judge(part: Part, call: argparse.Namespace, baseline: dict) -> list[str]:
    """Measure a part, write its floors where the call asks for it, and say why it does not pass."""
    folder, base = call.shared / part.folder, baseline["parts"].get(part.name)
    if not any(folder.glob(part.pattern)):
        return [f"{part.name}: no {part.pattern} in {folder}: the gate did not run"]
    pinned, figures = fingerprint(folder, part.pattern), part.measure(folder)
    if figures.get("unread"):
        return [f"{part.name}: {figures['unread']:.0f} articles were not read: the gate did not run"]
    if not watched(figures):
        return [f"{part.name}: every figure is zero: the gate did not run"]
    same_data = base is None or base["fingerprint"] == pinned
    if call.lower or (call.lift and same_data):
        new = rewritten(base, pinned, figures, lower=bool(call.lower))
        for line in loosened(part.name, base, new):
            baseline["lowered"].append({"what": line, "why": call.lower})
            print(f"LOWERED {line}: {call.lower}")
        base = baseline["parts"][part.name] = new
    show(part, figures, base)
    if base is None:
        return [f"{part.name}: no floors yet; --raise writes them"]
    return failures(part, pinned, figures, base)


def main(argv: list[str]) -> int:
    """Exit code: 0 where every figure holds or there is no data, 1 otherwise."""
    call = parse(argv)
    if not call.shared.is_dir():
        print(f"quality gate skipped: the annotated data is not here ({call.shared})")
        return 0
    baseline = {"parts": {}, "lowered": []}
    if call.baseline.exists():
        baseline = json.loads(call.baseline.read_text(encoding="utf-8"))
    bad = [line for part in PARTS for line in judge(part, call, baseline)]
    if call.lift or call.lower:
        call.baseline.write_text(json.dumps(baseline, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    for line in bad:
        print(f"FAILED {line}")
    print(f"quality gate: {len(PARTS)} parts, {len(bad)} failures")
    return int(bool(bad))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
