"""Articles that may carry a sentence: those that share many of its words, whatever their order."""

from __future__ import annotations

from collections import Counter
from math import ceil

from tawatur.language.stemming import is_particle, keys
from tawatur.language.tokens import tokenize
from tawatur.store.index import Reader, rarity

SHARED = 0.4  # of the words of a sentence: one that carries it altered has more of them
_ASKED = 60  # words of a longer text, from its whole length


def likely(reader: Reader, words: str, total: int, hidden: set[int]) -> list[int]:
    """The numbers of such articles, those with the rarest words in common first, then the newest.

    ``total`` is how many articles the index holds; ``hidden`` are not to be found.
    """
    tokens = [token for token in tokenize(words) if not is_particle(token)]
    asked = list({key.first: key for token in tokens for key in keys(token)}.values())
    asked = asked[:: ceil(len(asked) / _ASKED)] if asked else []
    holders = [
        {number for term in {key.first, *key.others} for number in reader.key(term).numbers} for key in asked
    ]
    counts: Counter[int] = Counter()
    for numbers in holders:
        counts.update(numbers)
    least = max(1, ceil(SHARED * len(asked)))
    scores = dict.fromkeys((no for no, count in counts.items() if count >= least and no not in hidden), 0.0)
    for numbers in holders:
        rare = rarity(len(numbers), total)
        for number in numbers & scores.keys():
            scores[number] += rare
    return sorted(scores, key=lambda number: (-scores[number], -number))
