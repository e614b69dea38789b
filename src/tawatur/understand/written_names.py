"""Written names of persons, and when two of them can be one person's.

Two tiers. All names are compared by spelling: hamza seats, ى and ة, عبد joined or apart, the article of a
family name. Foreign names, whose vowels and some consonants every newsroom writes its own way (غوتيريش،
جوتيريس), are also compared by their consonants, where another part of the name or the office agrees.
"""

from __future__ import annotations

import re

from msgspec import Struct

from tawatur.language import words as w
from tawatur.language.marking import Marking
from tawatur.language.views import fold_word
from tawatur.language.vocabulary import FamilyWord, GivenName, Surname
from tawatur.understand.likeness import bare

_DOUBLED = re.compile(r"([وي])\1")
_ARTICLE_FROM = 5  # letters: العلي has an article, الهي has none
_CLASSES = str.maketrans("قكغجطثصشزذضظف", "ككككتسسسسدددب", "اويه")
_LETTERS = 3  # consonants by which a part is recognised where another part or a title agrees
_LETTERS_ALONE = 4  # where nothing else agrees
_LETTERS_TOGETHER = 5  # of first and last part together, where neither agrees in its spelling
_JOINED = {"kunya": "ابو", "patronymic": "بن", "family": "ال"}
_TOGETHER = ("servant", "foreign_particle")
_TITLE = w.HONORIFIC | w.ROLE


class Part(Struct, frozen=True):
    """One part of a name as it is compared; عبد الله, أبو مازن and بن سلمان are one part each.

    ``arab``: it stands in an Arabic name list or has an article, so that only its spelling counts (حسن is not
    حسين). ``given``: a listed given name. ``after`` is the part behind أبو، بن or آل (سلمان of بن سلمان).
    """

    spelling: str
    consonants: str = ""
    arab: bool = False
    given: bool = False
    after: str = ""


class PersonName(Struct, frozen=True):
    """A written name: its parts in order, and the folded words of titles and offices around it."""

    parts: tuple[Part, ...]
    titles: frozenset[str] = frozenset()

    @property
    def keys(self) -> tuple[str, ...]:
        """What a name of the same person shares one of with this: spellings and consonants of its parts."""
        found = [key for p in self.parts for key in (p.spelling, p.after, "" if p.arab else p.consonants)]
        return tuple(dict.fromkeys(key for key in (*found, _together(self.parts)) if key))


def read_name(
    marking: Marking, first: int, last: int, titles: frozenset[str] = frozenset(), start: int | None = None
) -> PersonName:
    """The name that tokens ``first`` to ``last`` (exclusive) write in a phrase that begins at ``start``."""
    begin = _begin(marking, first, last, first if start is None else start)
    titles |= {bare(marking.words[i].stem) for i in range(first, begin)}
    parts: list[Part] = []
    i = begin
    while i < last and not (parts and _ends(marking.words[i])):
        if marking.tokens[i].kind != "word":
            i += 1
            continue
        end = _compound(marking, i, last)
        parts.append(_part(marking, i, end, opens=not parts))
        i = end
    if len(parts) == 1:
        parts = [_bare(parts[0])]
    return PersonName(tuple(parts), titles)


def _begin(marking: Marking, first: int, last: int, start: int) -> int:
    """Where the name begins: behind a title (الأمير محمد), but with أبي and with أمين in أمين الكيلاني."""
    while first + 1 < last and marking.words[first].definite and marking.words[first].classes & _TITLE:
        first += 1
    while first > start and marking.tokens[first - 1].kind == "word":
        before = marking.words[first - 1]
        opens = _kind(marking, first - 1) in ("kunya", "patronymic")
        if before.definite or not (before.classes & w.GIVEN or opens):
            break
        first -= 1
    return first


def _ends(word: w.Word) -> bool:
    """Whether a word inside what was read as a name is none of it: للميادين، بمساندة، الرئيس."""
    if word.definite and word.classes & (w.ROLE | w.HONORIFIC | w.BODY) and not word.classes & w.NAME:
        return True
    return bool(word.prep) and (word.definite or bool(word.classes & ~w.NAME))


def _kind(marking: Marking, i: int) -> str:
    rows = [r.row for r in marking.words[i].readings if isinstance(r.row, FamilyWord)]
    return rows[0].kind if rows else ""


def _compound(marking: Marking, first: int, last: int) -> int:
    """The end of the part that begins at ``first``: أبو and عبد take one along, as long as one is left."""
    end = first + 1
    while end < last and _kind(marking, end - 1) in (*_JOINED, *_TOGETHER):
        end += 1
    while end < last and _kind(marking, end) == "laqab":
        end += 1
    return end


def _part(marking: Marking, first: int, last: int, *, opens: bool) -> Part:
    texts = [_letters(marking, i, opens=opens and i == first) for i in range(first, last)]
    readings = [r for i in range(first, last) for r in marking.words[i].readings]
    kind = _kind(marking, first) if last - first > 1 else ""
    if kind in _JOINED:
        after = "".join(texts[1:])
        after = after[2:] if _has_article(after) else after
        return Part(_JOINED[kind] + after, arab=True, after=after)
    spelling = "".join(texts)
    listed = any(isinstance(r.row, (GivenName, Surname)) and r.row.origin == "arab" for r in readings)
    arab = kind == "servant" or listed or _has_article(spelling)
    given = kind == "servant" or (last - first == 1 and any(r.classes & w.GIVEN for r in readings))
    part = Part(spelling, _consonants(spelling), arab, given)
    return part if opens else _bare(part)


def _letters(marking: Marking, i: int, *, opens: bool) -> str:
    text, word = marking.tokens[i].folded, marking.words[i]
    if opens and (word.conj or word.prep) and not word.definite:
        text = word.stem + word.suffix
    return _DOUBLED.sub(r"\1", text.replace("ء", ""))


def _has_article(spelling: str) -> bool:
    return spelling.startswith("ال") and len(spelling) >= _ARTICLE_FROM


def _bare(part: Part) -> Part:
    """The part without its article: family names go with and without."""
    if not _has_article(part.spelling):
        return part
    return Part(part.spelling[2:], part.consonants, part.arab, part.given, part.after)


def _consonants(spelling: str) -> str:
    key = fold_word(spelling).translate(_CLASSES)
    return "".join(c for c, before in zip(key, "\0" + key, strict=False) if c != before)


def _together(parts: tuple[Part, ...]) -> str:
    return "".join(part.spelling for part in parts)


def same_person(a: PersonName, b: PersonName) -> bool:
    """Whether two written names can be one person's.

    Both must share the first and the last part, or one must go on where the other ends; a single part is
    the family name of a longer one, or its first name where a title agrees (الملك سلمان). A father and his
    son share names: a name that only ends like another is another's where both begin with a given name.
    """
    short, long = sorted((a.parts, b.parts), key=len)
    if not short:
        return False
    if _together(short) == _together(long):
        return True
    agreed = bool(a.titles & b.titles)
    if len(short) > 1:
        return _same_long(short, long)
    if len(long) == 1:
        return _alike(short[0], long[0], _LETTERS_ALONE)
    family = long[-1]
    if short[0].spelling == family.spelling or _of_maghreb(short[0], family):
        return True
    if any(short[0].spelling == part.spelling and part.after for part in long[1:]):
        return True  # بن سلمان of محمد بن سلمان بن عبد العزيز
    if agreed and short[0].spelling == long[0].spelling:
        return True
    return _alike(short[0], family, _LETTERS if agreed else _LETTERS_ALONE)


def same_first(a: PersonName, b: PersonName) -> bool:
    """Whether one name is the first part of the other, which is much weaker: there is more than one محمد."""
    short, long = sorted((a.parts, b.parts), key=len)
    return len(short) == 1 < len(long) and short[0].spelling == long[0].spelling


def _same_long(short: tuple[Part, ...], long: tuple[Part, ...]) -> bool:
    """Two names of several parts each."""
    spelled = [part.spelling for part in short]
    if spelled == [part.spelling for part in long[: len(short)]]:
        return True
    if spelled == [part.spelling for part in long[-len(short) :]]:
        return not (short[0].given and long[0].given)
    first = short[0].spelling == long[0].spelling
    last = short[-1].spelling == long[-1].spelling or _of_maghreb(short[-1], long[-1])
    if first and last:
        return True
    if first or last:
        other = (short[-1], long[-1]) if first else (short[0], long[0])
        return _alike(*other, _LETTERS) or _more_vowels(*other)
    both = len(short[0].consonants + short[-1].consonants) >= _LETTERS_TOGETHER
    return both and _alike(short[0], long[0], 1) and _alike(short[-1], long[-1], 1)


def _of_maghreb(a: Part, b: Part) -> bool:
    """لعمامرة is العمامرة."""
    return a.spelling == "ل" + b.spelling or b.spelling == "ل" + a.spelling


def _alike(a: Part, b: Part, fewest: int) -> bool:
    """Whether two parts of a name have the same ``fewest`` or more consonants and are not both Arabic."""
    return len(a.consonants) >= fewest and a.consonants == b.consonants and not (a.arab and b.arab)


def _more_vowels(a: Part, b: Part) -> bool:
    """Whether one foreign part only writes more of the vowels (جيك، جايك)."""
    short, long = sorted((a.spelling, b.spelling), key=len)
    letters = iter(long)
    return len(short) < len(long) and all(c in letters for c in short) and _alike(a, b, 1)
