"""The two engines that find an article on a page, and which blocks each of them takes for it."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Sequence

from tawatur.read.page_blocks import Block, blocks, key, parse, shingles

_LARGEST = 2_000_000  # characters of HTML; beyond it the engines take minutes
_AGREEMENT = 0.6  # share of a block's word runs that an engine must have kept


def votes(html: str, found: Sequence[Block]) -> list[int]:
    """For each block, how many engines (0 to 2) took it for the article."""
    counts = [0] * len(found)
    if len(html) > _LARGEST:
        return counts
    for lines in (_trafilatura(html), _readability(html)):
        runs = {run for line in lines for run in shingles(line)}
        whole = {key(line) for line in lines}
        for i, block in enumerate(found):
            counts[i] += _kept(block.text, runs, whole)
    return counts


def _kept(text: str, runs: set[tuple[str, ...]], whole: set[str]) -> bool:
    mine = list(shingles(text))
    if len(mine) < 3:
        return key(text) in whole
    return sum(run in runs for run in mine) >= _AGREEMENT * len(mine)


def _trafilatura(html: str) -> list[str]:
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it warns of, our own rules handle
    try:
        text = trafilatura.extract(html, include_comments=False, include_tables=True, deduplicate=False)
    except Exception:  # noqa: BLE001 - a stranger's code on a stranger's page: without its vote we go on
        return []
    return (text or "").split("\n")


def _readability(html: str) -> Iterable[str]:
    import readability

    logging.getLogger("readability").setLevel(logging.CRITICAL)
    try:
        summary = readability.Document(html).summary(html_partial=True)
        return [re.sub(r"\s+", " ", block.text) for block in blocks(parse(summary, 254))]
    except Exception:  # noqa: BLE001 - as above
        return []
