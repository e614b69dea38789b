#!/usr/bin/env python3
"""How long the door takes to open: `import tawatur` and `tawatur --help`, in fresh processes.

Run it as: ``python benchmarks/startup.py [--runs 7] [--smoke]``
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time

BUDGET = {"import tawatur": 0.25, "tawatur --help": 0.3}  # seconds, on an idle machine
COMMANDS = {
    "python": [sys.executable, "-c", "pass"],
    "import tawatur": [sys.executable, "-c", "import tawatur"],
    "tawatur --help": [sys.executable, "-c", "from tawatur.serve.cli import main; main()", "--help"],
}


def seconds(command: list[str]) -> float:
    """Wall-clock time of a command that must succeed."""
    started = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def main(argv: list[str]) -> int:
    """Prints the medians; says which is over its budget, and fails only outside a smoke run."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--smoke", action="store_true", help="one run each")
    call = parser.parse_args(argv)
    over = False
    for name, command in COMMANDS.items():
        seconds(command)  # the first run writes the .pyc files
        median = statistics.median(seconds(command) for _ in range(1 if call.smoke else call.runs))
        late = median > BUDGET.get(name, median)
        over |= late
        print(f"{name:26} {median:12.3f} s{'   over its budget' if late else ''}")
    return int(over and not call.smoke)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
