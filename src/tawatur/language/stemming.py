"""The words of a text as keys to find them by: one key for all the ways a word is written and inflected.

A key is the citation form where a lexicon knows the word (الوزراء, لوزير, وزيرة → وزير; سيعلنون → اعلن), else
the word without what is glued to its ends for certain. What may be a clitic or the first letter of an
unknown word (لستولتنبرغ) is kept both ways. Keys serve finding only; nothing is understood from them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache

from msgspec import Struct

from tawatur.language import lexicon
from tawatur.language.clitics import clitics
from tawatur.language.conjugation import conjugate, passive
from tawatur.language.packs import shipped
from tawatur.language.tokens import Token, tokenize
from tawatur.language.views import fold_word

LONGEST = 64  # code points of a term: what is longer is no word, and PostgreSQL bounds the rows of an index
_CACHE_LIMIT = 200_000
_LONGEST_CHAIN = 5
_SERVANT = "عبدال"  # عبدالله is also written عبد الله
_VERBS = ("ar/verbs.tsv", "ar/cue_verbs.tsv")
_COMMON = ("ar/nouns.tsv", "ar/bodies.tsv",
           "ar/adjectives.tsv", "ar/roles.tsv", "ar/nisba.tsv", "ar/documents.tsv",
           "ar/quantity_nouns.tsv", "ar/time_nouns.tsv")  # fmt: skip
_NAMES = (("ar/given_names.tsv", "name"), ("ar/surnames.tsv", "form"))
_TABLES = (*_COMMON, *_VERBS, "ar/verbal_nouns.tsv", "ar/particles.tsv", "ar/clitics.tsv",
           "ar/given_names.tsv", "ar/surnames.tsv", "names/countries.tsv",
           "search/endings.tsv", "search/spellings.tsv")  # fmt: skip


class Key(Struct, frozen=True):
    """How a word is found: ``first`` is its key; ``others`` are keys it may also stand under.

    ``sure``: a lexicon knows the word, so a search for it needs only the first key.
    """

    first: str
    others: tuple[str, ...] = ()
    sure: bool = True

    @property
    def searched(self) -> tuple[str, ...]:
        """What a search for this word looks for: only the first key, where a lexicon knows it."""
        return (self.first,) if self.sure else (self.first, *self.others)


class _Ending(Struct, frozen=True):
    ending: str
    least: int


class _Spelling(Struct, frozen=True):
    written: str
    standard: str


class _Lexicon(Struct, frozen=True):
    """Folded forms to citation forms; names are kept apart, since a name may hide a word (بدور)."""

    words: dict[str, tuple[str, ...]]
    names: frozenset[str]
    particles: frozenset[str]
    spellings: dict[str, tuple[str, ...]]
    endings: tuple[_Ending, ...]
    chains: tuple[str, ...]
    sure_chains: tuple[str, ...]


_keys: dict[str, tuple[Key, ...]] = {}
_terms: dict[str, tuple[str, ...]] = {}


def keys(token: Token) -> tuple[Key, ...]:
    """The keys of a token: none of a sign, two of «عبدالله», else one."""
    if token.kind == "punct":
        return ()
    found = _keys.get(token.light)
    if found is None:
        if len(_keys) >= _CACHE_LIMIT:
            _keys.clear()
        found = _keys[token.light] = tuple(_key(word) for word in _spelt(token.light))
    return found


def terms_of(token: Token) -> tuple[str, ...]:
    """All that a token is found under, cut to LONGEST: nothing where it is a particle."""
    found = _terms.get(token.light)
    if found is None:
        if len(_terms) >= _CACHE_LIMIT:
            _terms.clear()
        every = () if is_particle(token) else keys(token)
        found = tuple(term[:LONGEST] for key in every for term in (key.first, *key.others))
        _terms[token.light] = found
    return found


def keys_of(words: str) -> tuple[Key, ...]:
    """The keys of all words of a phrase, in order."""
    return tuple(key for token in tokenize(words) for key in keys(token))


def is_particle(token: Token) -> bool:
    """Whether the word is one of those that stand in every text (في، أن، وقد) and tell a search nothing."""
    particles = _lexicon().particles
    return token.folded in particles or (token.folded[:1] in ("و", "ف") and token.folded[1:] in particles)


@cache
def fingerprint() -> str:
    """Changes whenever the same word may get another key: an index made under another one is stale."""
    digest = hashlib.sha256(b"keys/3")
    for entry in shipped():
        if entry.path in _TABLES:
            digest.update(f"{entry.path}={entry.sha256}\n".encode())
    return digest.hexdigest()[:16]


def _spelt(light: str) -> tuple[str, ...]:
    """The word in one spelling, folded: مسئول as مسؤول, عبدالله as two words."""
    word = fold_word(light.replace("ئو", "ؤو").replace("ءو", "ؤو"))
    lexicon_ = _lexicon()
    for cut in range(_LONGEST_CHAIN + 1):
        standard = lexicon_.spellings.get(word[cut:])
        if standard and (not cut or word[:cut] in lexicon_.chains):
            return (word[:cut] + standard[0], *standard[1:])
    for start in range(3):  # وعبدالله, لعبدالله
        if word.startswith(_SERVANT, start) and len(word) - start > len(_SERVANT) + 1:
            if word[:start] in clitics("before", "noun"):
                return word[: start + 3], word[start + 3 :]
    return (word,)


def _key(word: str) -> Key:
    lexicon_ = _lexicon()
    whole = lexicon_.words.get(word)
    if whole is not None:
        return Key(whole[0], whole[1:], sure=len(whole) == 1)
    inside = _without_clitic(word, lexicon_)
    if word in lexicon_.names:
        return Key(word, inside)
    ended = inside or _inflected(word, lexicon_)
    for chain in () if ended else lexicon_.chains:
        if word.startswith(chain) and (ended := _inflected(word[len(chain) :], lexicon_)):
            break
    return Key(ended[0], ended[1:], sure=len(ended) == 1) if ended else _unknown(word, lexicon_)


def _without_clitic(word: str, lexicon_: _Lexicon) -> tuple[str, ...]:
    """The citation forms of what stands behind the shortest clitic that leaves a known word."""
    for chain in lexicon_.chains:
        if word.startswith(chain) and len(word) > len(chain) + 1:
            rest = word[len(chain) :]
            if found := lexicon_.words.get(rest) or ((rest,) if rest in lexicon_.names else ()):
                return found
    return ()


def _inflected(word: str, lexicon_: _Lexicon) -> tuple[str, ...]:
    """The citation forms of a known word that an ending was put on: حكومات, حكومتها, وزيران."""
    for ending in lexicon_.endings:
        if not word.endswith(ending.ending) or len(word) - len(ending.ending) < 2:
            continue
        rest = word[: -len(ending.ending)]
        for form in _bases(rest, ending.ending):
            if form in lexicon_.words:
                return lexicon_.words[form]
    return ()


def _bases(rest: str, ending: str) -> tuple[str, ...]:
    """What a word may be before its ending: خطتها is خطة, not خط; سوريين is سوري, not سور."""
    if ending[0] == "ت" and ending != "ت":
        return (rest + "ه",)
    if ending[0] == "ي" and len(ending) > 2:
        return (rest + "ي",)
    return (rest, rest + "ه")


def _unknown(word: str, lexicon_: _Lexicon) -> Key:
    """A word of no lexicon: the article and what stands before it are cut, a lone letter may be."""
    for chain in lexicon_.sure_chains:
        if word.startswith(chain) and len(word) - len(chain) >= 3:
            return Key(_light(word[len(chain) :], lexicon_), sure=False)
    others = [
        _light(word[len(chain) :], lexicon_)
        for chain in lexicon_.chains
        if len(chain) <= 2 and word.startswith(chain) and len(word) - len(chain) >= 3
    ]
    return Key(_light(word, lexicon_), tuple(dict.fromkeys(others)), sure=False)


def _light(word: str, lexicon_: _Lexicon) -> str:
    if word in lexicon_.names or not "ء" <= word[0] <= "ي":
        return word
    for ending in lexicon_.endings:
        if word.endswith(ending.ending) and len(word) - len(ending.ending) >= ending.least:
            return word[: -len(ending.ending)]
    return word


@cache
def _lexicon() -> _Lexicon:
    endings = sorted(lexicon.load("search/endings.tsv", _Ending), key=lambda e: (-len(e.ending), e.ending))
    chains = clitics("before", "noun") | clitics("before", "verb")
    ordered = sorted(chains - {""}, key=lambda chain: (len(chain), chain))
    spellings = {
        fold_word(row.written): tuple(fold_word(row.standard).split())
        for row in lexicon.load("search/spellings.tsv", _Spelling)
    }
    return _Lexicon(
        words={**_verbs(), **_nominals()},
        names=frozenset(_names()),
        particles=frozenset(fold_word(form) for form in _column("ar/particles.tsv", "form")),
        spellings=spellings,
        endings=tuple(endings),
        chains=tuple(ordered),
        sure_chains=tuple(c for c in reversed(ordered) if c.endswith(("ال", "لل"))),
    )


def _verbs() -> dict[str, tuple[str, ...]]:
    """Folded form → citation form: rare forms give way to usual ones, these to citation forms."""
    rare: dict[str, tuple[str, ...]] = {}
    usual: dict[str, tuple[str, ...]] = {}
    citations: dict[str, tuple[str, ...]] = {}
    for row in (row for table in _VERBS for row in _rows(table)):
        perfect, imperfect = row["perfect"], row["imperfect"]
        if not perfect or not imperfect or " " in perfect + imperfect:
            continue
        citation = (fold_word(perfect),)
        citations[citation[0]] = citation
        for form in (*passive(perfect, imperfect), *conjugate(perfect, imperfect)):
            odd = form.person == 1 or form.tense == "jussive" or (form.number, form.gender) == ("p", "f")
            (rare if odd else usual)[fold_word(form.text)] = citation
    return {**rare, **usual, **citations}


def _nominals() -> dict[str, tuple[str, ...]]:
    """Folded form → citation forms; first itself where it is one (جسور is a word, and plural of جسر)."""
    found: dict[str, tuple[str, ...]] = {}
    for noun in _column("ar/verbal_nouns.tsv", "noun"):
        found[fold_word(noun)] = (fold_word(noun),)
    rows = [row for table in _COMMON for row in _rows(table) if " " not in row["form"]]
    for row in rows:
        found[fold_word(row["form"])] = (fold_word(row["form"]),)
    for row in rows:
        citation = fold_word(row["form"])
        for inflected in (*row.get("plural", "").split("|"), row.get("feminine", "")):
            form = fold_word(inflected)
            if form and " " not in form and citation not in found.get(form, ()):
                found[form] = (*found.get(form, ()), citation)
    for country in _rows("names/countries.tsv"):
        masculine, feminine = fold_word(country["nisba_m"]), fold_word(country["nisba_f"])
        for form in (masculine, feminine):
            if form and " " not in form:
                found.setdefault(form, (masculine,))
        if feminine in fold_word(country["aliases"]).split("|"):  # سورية is a name, too
            found[feminine] = (masculine, fold_word(country["name"]))
    return {form: keys for form, keys in found.items() if not _inflects_another(form, found)}


def _inflects_another(form: str, found: dict[str, tuple[str, ...]]) -> bool:
    """Whether a table has a word with the article that is found without it: «الوزراء», but not «التزام»."""
    bare = form[2:]
    dual = bare[:-2] if bare.endswith(("ان", "ين")) else bare
    return form.startswith("ال") and (bare in found or dual in found)


def _names() -> Iterator[str]:
    for table, column in _NAMES:
        yield from (_bare(name) for name in _column(table, column) if " " not in name)
    for country in _rows("names/countries.tsv"):
        names = "|".join(country[c] for c in ("name", "aliases", "capital", "capital_aliases"))
        yield from (_bare(name) for name in names.split("|") if name and " " not in name)


def _bare(name: str) -> str:
    """The folded name without its article."""
    word = fold_word(name)
    return word[2:] if word.startswith("ال") and len(word) > 4 else word


def _rows(table: str) -> list[dict[str, str]]:
    from tawatur.resources import root

    columns, rows = lexicon.read_table(root() / table)
    return [dict(zip(columns, cells, strict=True)) for cells in rows]


def _column(table: str, column: str) -> list[str]:
    return [row[column] for row in _rows(table)]
