#!/usr/bin/env python3
"""Draw docs/img/demo.svg: the beginning of what a terminal shows of the first sample.

One text element a line and no fixed widths, so that the letters of a word stay joined and the browser's own
bidirectional algorithm lays the line out; the isolates are those that the program prints.
"""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

from tawatur.run.pipeline import Engine
from tawatur.run.settings import Settings
from tawatur.serve.demo import records
from tawatur.serve.terminal import Look
from tawatur.serve.text import draw

ARTICLE, UNTIL = "sada-alsahel", "s8"
COMMAND = "tawatur read samples/sada-alsahel.txt --meta samples/meta.jsonl"
COLUMNS, SIZE, LINE, PAD = 108, 14, 22, 18
FONT = (
    "'DejaVu Sans Mono','Menlo','Consolas','Noto Sans Mono','Noto Naskh Arabic','Noto Sans Arabic',"
    "'Geeza Pro','Segoe UI',monospace"
)
CLASSES = {"1": "t", "2": "f", "1;36": "s", "33": "c", "0": "", "35": "n"}
STYLE = (
    ".t{font-weight:bold;fill:#fff}.f{fill:#8b949e}.s{font-weight:bold;fill:#56d4dd}"
    ".c{fill:#e3b341}.n{fill:#bc8cff}"
)
_CODE = re.compile(r"\033\[([0-9;]*)m")


def shown() -> list[str]:
    """The command and the lines that a terminal of that width gets."""
    look = Look(COLUMNS, isolate=True, colour=True)
    engine = Engine.load(Settings(offline=True))
    record = next(r for r in records(engine) if r.article.id == ARTICLE)
    lines = draw(record, look).splitlines()
    end = next(i for i, line in enumerate(lines) if _CODE.sub("", line).strip().startswith(f"{UNTIL} "))
    return [f"\033[2m$\033[0m {COMMAND}", *lines[:end], "\033[2m…\033[0m"]


def spans(line: str) -> str:
    """A line with its colours as SVG."""
    style, out = "", []
    for i, piece in enumerate(_CODE.split(line)):
        if i % 2:
            style = CLASSES.get(piece, "")
        elif piece:
            out.append(f'<tspan class="{style}">{escape(piece)}</tspan>' if style else escape(piece))
    return "".join(out)


def picture(lines: list[str]) -> str:
    """The whole SVG."""
    width, height = round(COLUMNS * SIZE * 0.602) + 2 * PAD, len(lines) * LINE + 2 * PAD
    rows = [
        f'<text x="{PAD}" y="{PAD + SIZE + i * LINE}" direction="ltr">{spans(line)}</text>'
        for i, line in enumerate(lines)
        if line
    ]
    label = "The first statements of a sample article, each under the one it stands in"
    return "\n".join(
        [
            (
                f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}"'
                f' height="{height}" role="img" aria-label="{label}">'
            ),
            f"<style>text{{font-family:{FONT};font-size:{SIZE}px;fill:#d0d7de;white-space:pre}}{STYLE}</style>",
            f'<rect width="{width}" height="{height}" rx="8" fill="#0d1117"/>',
            *rows,
            "</svg>\n",
        ]
    )


if __name__ == "__main__":
    Path(__file__).with_suffix(".svg").write_text(picture(shown()), encoding="utf-8")
