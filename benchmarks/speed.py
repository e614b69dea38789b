#!/usr/bin/env python3
"""How fast the whole reading is: words a second on one core, in a fresh process, median of N.

Run it as: ``python benchmarks/speed.py [--runs 3] [--limit N] [--smoke]``

Machines differ and are shared, so a fixed loop of plain Python runs before and after the reading in the same
process: ``words per reference`` is how many words are read in the time that loop takes, and is the figure to
compare between machines and days. ``load_references`` is the loading in such loops. The peer of the reading
is one pass of a regular expression that finds words and signs: ``times_a_regex_pass`` is how many of them a
whole reading takes.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence

_PEER = re.compile(r"\w+|[^\w\s]")
SLOW = 1.0  # seconds: no article may take longer


def reference() -> float:
    """Seconds for a fixed piece of plain Python: strings, a dict, a sort. Never change it."""
    started = time.perf_counter()
    seen: dict[str, int] = {}
    for i in range(200_000):
        key = str(i * 7919 % 10_007)
        seen[key] = seen.get(key, 0) + len(key.replace("7", "١"))
    sorted(seen.items(), key=lambda item: (-item[1], item[0]))
    return time.perf_counter() - started


def regex_pass(texts: Sequence[str]) -> float:
    """Seconds to find the words and signs of all texts with a regular expression."""
    started = time.perf_counter()
    for text in texts:
        _PEER.findall(text)
    return time.perf_counter() - started


def measure(*, smoke: bool, limit: int | None) -> dict[str, float]:
    """One run in this process: the engine is loaded first, and its loading is counted apart."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    import tawatur
    from tawatur.model import Article

    from inputs import inputs, words

    articles = inputs(smoke=smoke, limit=limit)
    started = time.perf_counter()
    tawatur.read_article(Article(id="first", text="."))
    load = time.perf_counter() - started
    before, times = reference(), []
    for article in articles:
        started = time.perf_counter()
        tawatur.read_article(article)
        times.append(time.perf_counter() - started)
    unit, total, count = (before + reference()) / 2, sum(times), sum(map(words, articles))
    return {
        "articles": len(articles),
        "words": count,
        "words_per_second": count / total,
        "words_per_reference": count / total * unit,
        "reference_seconds": unit,
        "times_a_regex_pass": total / regex_pass([article.text for article in articles]),
        "load_seconds": load,
        "load_references": load / unit,
        "slowest_article_seconds": max(times),
        "articles_over_1s": sum(t > SLOW for t in times),
        "peak_rss_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def fresh(argv: list[str]) -> dict[str, float]:
    """The same measurement in a process of its own."""
    done = subprocess.run(
        [sys.executable, __file__, "--here", *argv], check=True, stdout=subprocess.PIPE, text=True
    )
    return json.loads(done.stdout)


def main(argv: list[str]) -> int:
    """Prints the median of every figure; exit code 1 where an article took over a second in most runs."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--limit", type=int, help="only the first articles")
    parser.add_argument("--smoke", action="store_true", help="one run over the samples")
    parser.add_argument("--here", action="store_true", help="one run in this process, printed as JSON")
    call = parser.parse_args(argv)
    if call.here:
        print(json.dumps(measure(smoke=call.smoke, limit=call.limit)))
        return 0
    passed_on = ["--smoke"] * call.smoke + (["--limit", str(call.limit)] if call.limit else [])
    runs = [fresh(passed_on) for _ in range(1 if call.smoke else call.runs)]
    figures = {name: statistics.median(run[name] for run in runs) for name in runs[0]}
    for name, value in figures.items():
        print(f"{name:26} {value:12,.3f}")
    return int(figures["articles_over_1s"] > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
