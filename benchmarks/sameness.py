#!/usr/bin/env python3
"""Whether the same input gives the same bytes in two processes with different hash seeds.

Run it as: ``python benchmarks/sameness.py [--limit 300] [--smoke]``
"""

from __future__ import annotations

import argparse
import hashlib
import os
import subprocess
import sys

SEEDS = ("1", "4242")


def digests(*, smoke: bool, limit: int) -> None:
    """Print the id and the SHA-256 of the record of every article."""
    import tawatur
    from tawatur.run.pipeline import encode

    from inputs import inputs, samples

    articles = list(samples()) if smoke else [*samples(), *inputs(smoke=False, limit=limit)]
    for article in articles:
        print(article.id, hashlib.sha256(encode(tawatur.read_article(article))).hexdigest())


def in_process(seed: str, argv: list[str]) -> list[str]:
    """The digests from a fresh process with this hash seed."""
    command = [sys.executable, __file__, "--here", *argv]
    env = os.environ | {"PYTHONHASHSEED": seed}
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=env).stdout.splitlines()


def main(argv: list[str]) -> int:
    """Exit code 1 where a record differs, or where nothing was read."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--limit", type=int, default=300, help="only the first articles")
    parser.add_argument("--smoke", action="store_true", help="the samples only")
    parser.add_argument("--here", action="store_true", help="print the digests of this process")
    call = parser.parse_args(argv)
    if call.here:
        digests(smoke=call.smoke, limit=call.limit)
        return 0
    passed_on = ["--smoke"] * call.smoke + ["--limit", str(call.limit)]
    first, second = (in_process(seed, passed_on) for seed in SEEDS)
    different = [a.split()[0] for a, b in zip(first, second, strict=True) if a != b]
    for name in different[:20]:
        print(f"{name}: differs between two processes")
    print(f"{len(first)} records, {len(different)} differ")
    return int(bool(different) or not first)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
