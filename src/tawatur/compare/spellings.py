"""Whether two names are one in two spellings: a slip of one letter, a foreign sound written otherwise.

Names are folded words (``actors.bare_words``) of one length. A name of Arabs differs by such a letter from
another name (حسن، حسين), so no word of theirs is compared so.
"""

from __future__ import annotations

from functools import cache

from tawatur.language.lexicon import load
from tawatur.language.views import fold_word
from tawatur.language.vocabulary import GivenName, Surname

LEAST = 6  # letters of a word in which one letter may be a slip
WORDS = 3  # words of a body's name, of which one has the slip
_SOUNDS = str.maketrans("طقكصثظذض", "تغغسسززد", "اويهةىءئؤ")  # گ: غ، ج، ق، ك


def one_spelling(a: tuple[str, ...], b: tuple[str, ...], *, person: bool) -> bool:
    """Whether the two differ by their spelling alone."""
    differing = [(x, y) for x, y in zip(a, b, strict=False) if x != y]
    if len(a) != len(b) or not differing:
        return False
    if person:
        return len(a) > 1 and all(_sounds_alike(x, y) for x, y in differing)
    return len(a) >= WORDS and len(differing) == 1 and _slip(*differing[0])


def _sounds_alike(a: str, b: str) -> bool:
    """«دوغلاس» and «دوجلاس», «ستولتنبرغ» and «ستولتنبيرج»: the same consonants in a foreign word."""
    skeleton = _skeleton(a)
    return len(skeleton) > 1 and skeleton == _skeleton(b) and not {a, b} & _arab()


def _skeleton(word: str) -> str:
    sounds = word.replace("ج", "غ").translate(_SOUNDS)
    return "".join(s for n, s in enumerate(sounds) if n == 0 or s != sounds[n - 1])


def _slip(a: str, b: str) -> bool:
    """Whether one letter inside a long word is another, lacking, or has changed places with its neighbour."""
    if min(len(a), len(b)) < LEAST or abs(len(a) - len(b)) > 1 or a[0] != b[0] or a[-1] != b[-1]:
        return False
    first = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    rest = zip(reversed(a[first:]), reversed(b[first:]), strict=False)
    last = next((n for n, (x, y) in enumerate(rest) if x != y), min(len(a), len(b)) - first)
    one, other = a[first : len(a) - last], b[first : len(b) - last]
    return max(len(one), len(other)) < 2 or (len(one) == 2 and one == other[::-1])


@cache
def _arab() -> frozenset[str]:
    """The folded names of Arabs, without the article."""
    given = [row.name for row in load("ar/given_names.tsv", GivenName) if row.origin == "arab"]
    families = [row.form for row in load("ar/surnames.tsv", Surname) if row.origin == "arab"]
    return frozenset(fold_word(name).removeprefix("ال") for name in (*given, *families))
