"""The bodies and documents of a text by name: known ones, and heads with what names them.

«وزارة الصحة»، «حزب العدالة والتنمية»، «كتيبة "الفاروق"»، «القرار 1701»: the head opens; a definite word, a
name, a country's adjective, marks or a number close. A head without such a thing names nobody (الوزارة، شركة
كبيرة).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from msgspec import Struct

from tawatur.language import words as w
from tawatur.language.marking import Marking
from tawatur.language.nominal_words import phrase_words
from tawatur.language.person_names import name_end, particles
from tawatur.language.phrases import Hit
from tawatur.language.views import fold_word
from tawatur.language.vocabulary import Actor, BodyNoun, Country, DocumentNoun, Outlet
from tawatur.model import EntityType
from tawatur.understand.gazetteer import Gazetteer

_COMMON = (
    w.NOUN | w.ADJECTIVE | w.MASDAR | w.FINITE | w.CUE_NOUN | w.CUE_PART | w.TIME | w.ADV | w.FUNCTION
    | w.GIVEN | w.ROLE | w.QUANT | w.NISBA
)  # fmt: skip
_UNNAMED = ("people", "joint", "group", "countryish")
_PLAIN = ("government", "court", "union", "university", "ngo", "international", "alliance", "party", "police")
_SELF_NAMED = ("agreement", "law", "decision")
_MAX = 9
_MARKED = 6
_SHORT = 2
_TOWN = 20_000  # inhabitants from which a name of one word is the town's before it is a medium's


class Body(Struct, frozen=True):
    """A body or document named: half-open tokens, its type, and the row where a resource has it."""

    first: int
    last: int
    type: EntityType
    row: Actor | Outlet | None = None


def bodies(marking: Marking, gazetteer: Gazetteer) -> list[Body]:
    """Every body and document named, in the order of the text, none inside another."""
    return list(_Bodies(marking, gazetteer).read())


class _Bodies:
    """The scan of one article."""

    def __init__(self, marking: Marking, gazetteer: Gazetteer) -> None:
        self._marking = marking
        self._gazetteer = gazetteer
        self._folded = [t.folded for t in marking.tokens]

    def read(self) -> Iterator[Body]:
        """The longest at each place."""
        for first, limit in self._marking.sentences:
            i = first
            while i < limit:
                body = self._at(i, limit)
                if body is None:
                    i += 1
                else:
                    yield body
                    i = body.last

    def _at(self, i: int, limit: int) -> Body | None:
        word = self._marking.words[i]
        known = self._known(i, limit)
        headed: Body | None = None
        if known is None and self._place(i, limit):
            return None
        if word.classes & (w.BODY | w.MEDIA) and not word.suffix:
            headed = self._headed(i, limit, word)
        elif word.classes & w.DOC and not word.suffix:
            headed = self._document(i, limit, word)
        if known is not None and (headed is None or known.last >= headed.last):
            return known
        return headed

    def _place(self, i: int, limit: int) -> bool:
        """«قناة السويس»: whether the head and what follows are a place on the map."""
        if not self._marking.words[i].classes & (w.BODY | w.MEDIA):
            return False
        match = self._gazetteer.find(self._folded, i, limit)
        return match is not None and match.length > 1

    # -------------------------------------------------- known ones

    def _known(self, i: int, limit: int) -> Body | None:
        """The actor or medium of the resources that begins here."""
        best: Hit | None = None
        for hit in self._marking.hits_at.get(i, ()):
            if hit.last > limit or not isinstance(hit.row, (Actor, Outlet)):
                continue
            if isinstance(hit.row, Actor) and hit.row.type not in ("ORG", "GROUP"):
                continue
            if best is None or hit.last > best.last:
                best = hit
        if (
            best is not None
            and best.proclitic.endswith("ال")
            and self._marking.words[best.last - 1].classes & w.NAME
        ):
            return None  # رئيس الحكومة بنيامين نتنياهو
        if best is not None and best.last - i == 1 and i and self._marking.words[i - 1].classes & w.HONORIFIC:
            return None  # العقيد آفي بانوف
        if best is None or (best.last - i == 1 and not self._alone(i)) or self._ambiguous(best):
            return None
        assert isinstance(best.row, (Actor, Outlet))
        kind: EntityType = "GROUP" if isinstance(best.row, Actor) and best.row.type == "GROUP" else "ORG"
        return Body(i, best.last, kind, None if self._doubtful(best) else best.row)

    def _doubtful(self, hit: Hit) -> bool:
        """Whether the name does not tell whom it means: several bear it, or it is abuse in common words.

        Abuse that one camp of a country bears, a government and its forces, means the row that stands first.
        """
        told = fold_word(self._marking.text[hit.start : hit.end])
        rows = [h.row for h in self._marking.hits_at[hit.first] if h.last == hit.last]
        rivals = {row.id: row for row in rows if isinstance(row, (Actor, Outlet))}
        camp = len({row.country for row in rivals.values()}) == 1
        if len(rivals) > 1:
            return not (camp and all(told in _folded(getattr(r, "contested", ())) for r in rivals.values()))
        if isinstance(hit.row, Outlet):
            foreign = hit.row.country and hit.row.country not in self._marking.countries
            return bool(foreign) and told in _folded(hit.row.ambiguous)
        if not isinstance(hit.row, Actor):
            return False
        common = all(word.classes & _COMMON for word in self._marking.words[hit.first : hit.last])
        return told in _folded((*hit.row.ambiguous, *(hit.row.contested if common else ())))

    def _ambiguous(self, hit: Hit) -> bool:
        """«الشرق الأوسط»: a medium named by common words, neither in marks nor behind a word for media."""
        if not isinstance(hit.row, Outlet):
            return False
        words = self._marking.words[hit.first : hit.last]
        if any(word.classes & w.MEDIA or not word.classes & (_COMMON | w.COUNTRY | w.BODY) for word in words):
            return False
        i = hit.first
        marked = i - 1 in self._marking.opening and self._marking.opening[i - 1].close == hit.last
        return not marked and not (i and self._marking.words[i - 1].stem in phrase_words(hit.row.kind))

    def _alone(self, i: int) -> bool:
        """Whether a name of one word is one here: nothing else, in marks, or behind a head."""
        word = self._marking.words[i]
        if not word.classes & (_COMMON | w.COUNTRY) and len(word.stem) > _SHORT and not self._town(i):
            return True
        if i == 0:
            return False
        before = self._marking.words[i - 1]
        if i > 1 and i - 1 in self._marking.opening and self._marking.opening[i - 1].close == i + 1:
            leads = self._marking.words[i - 2]
            return bool(leads.classes & (w.BODY | w.MEDIA | w.PREP | w.FINITE) or leads.prep)
        return bool(before.classes & (w.BODY | w.MEDIA)) and not before.definite and not word.prep

    def _town(self, i: int) -> bool:
        """«مكة» is the city before it is the newspaper."""
        match = self._gazetteer.find(self._folded, i, i + 1)
        return match is not None and any(site.curated or site.population >= _TOWN for site in match.sites)

    # -------------------------------------------------- a head and what names it

    def _headed(self, i: int, limit: int, word: w.Word) -> Body | None:
        rows = [r.row for r in word.readings if isinstance(r.row, BodyNoun)]
        hits = [h.row for h in self._marking.hits(i, "body") if isinstance(h.row, BodyNoun)]
        kinds = [row.kind for row in (*hits, *rows)]
        if not kinds or kinds[0] in _UNNAMED or (word.classes & w.GENERIC):
            return None
        if word.classes & w.PLURAL and word.stem not in phrase_words("collective"):
            return None  # المنظمات الإنسانية, مجالس الأحياء
        if (
            i
            and not word.definite
            and word.classes & (w.MASDAR | w.FINITE)
            and (kinds[0] not in _PLAIN or kinds[0] == "party")
        ):
            return None  # فتح الشوارع
        if word.stem in phrase_words("container") or self._other(i, word, kinds[0]):
            return None  # عناصر الحرس, الدولة الروسية
        if i and self._of_office(i, kinds[0]):
            return None
        scan = _Complement(self._marking, i, limit, kinds[0])
        last = scan.end()
        if last is None:
            return None
        armed = kinds[0] == "armed" and not scan.of_state
        return Body(i, last, "GROUP" if armed else "ORG", scan.row)

    def _other(self, i: int, word: w.Word, kind: str) -> bool:
        """Whether the head is a known name itself (فتح), or begins the name of a place (محافظة الأحساء)."""
        if any(
            isinstance(h.row, (Actor, Outlet)) and h.last == i + 1 for h in self._marking.hits_at.get(i, ())
        ):
            return True
        return kind == "government" and word.stem in self._gazetteer.words.features

    def _of_office(self, i: int, kind: str) -> bool:
        """«وزير الخارجية الفرنسي»، «مستشار الأمن القومي»: the field of an office is no body."""
        before = self._marking.words[i - 1]
        if before.stem in phrase_words("minister"):
            return True
        office = before.classes & w.ROLE and not before.definite
        return bool(office) and kind == "police" and self._marking.words[i].definite

    def _document(self, i: int, limit: int, word: w.Word) -> Body | None:
        """«القرار 2254»، «قرار مجلس الأمن رقم 1701»، «اتفاق الطائف»."""
        kinds = [r.row.kind for r in word.readings if isinstance(r.row, DocumentNoun)]
        if not kinds or kinds[0] not in _SELF_NAMED or word.classes & w.PLURAL:
            return None
        tokens, words = self._marking.tokens, self._marking.words
        j = i + 1
        for hit in self._marking.hits_at.get(j, ()):
            if isinstance(hit.row, Actor) and hit.row.type == "ORG" and hit.last <= limit:
                j = max(j, hit.last)
        while j < min(limit, i + _MARKED) and words[j].stem in phrase_words("numbered"):
            j += 1
        if j < limit and tokens[j].kind == "number" and (word.definite or j > i + 1):
            return Body(i, j + 1, "DOC")
        marked = self._marked(i + 1, limit)
        if marked:
            return Body(i, marked, "DOC")
        if kinds[0] == "agreement" and not word.definite and i + 1 < limit:
            after = words[i + 1]
            place = after.classes & w.COUNTRY or (after.definite and not after.classes)
            if place and not (after.prep or after.conj or after.suffix):
                return Body(i, i + 2, "DOC")
        return None

    def _marked(self, i: int, limit: int) -> int:
        """The token behind marks that open at ``i`` around a name, or 0."""
        return marked_name(self._marking, i, limit)


def _folded(names: Iterable[str]) -> frozenset[str]:
    return frozenset(fold_word(name) for name in names)


def marked_name(marking: Marking, i: int, limit: int) -> int:
    """The token behind quotation marks at ``i`` that hold a name and no clause, or 0."""
    quotation = marking.opening.get(i)
    if quotation is None or not quotation.closed or quotation.close >= limit:
        return 0
    if quotation.close - i > _MARKED or quotation.close - i < 2 or marking.has_finite(i + 1, quotation.close):
        return 0
    return quotation.close + 1


@cache
def _ordinals() -> frozenset[str]:
    """The ordinals with which a head names nobody (المركز الأول)."""
    return frozenset(word.removeprefix("ال") for word in particles("regnal"))


def _feminine(word: w.Word) -> bool:
    """Whether adjectives of the word are feminine."""
    return bool(word.classes & (w.FEMININE | w.PLURAL)) or word.stem.endswith(("ه", "ات"))


class _Complement:
    """What follows the head of a body."""

    def __init__(self, marking: Marking, first: int, limit: int, kind: str) -> None:
        self._marking = marking
        self._first = first
        self._limit = min(limit, first + _MAX)
        self._kind = kind
        head = marking.words[first]
        self._definite = head.definite  # of the whole phrase so far
        self._head_definite = head.definite
        self._named = False
        self._weak = head.stem in phrase_words("field")
        self._adjectives = 0
        self._nouns = 0
        self.of_state = False  # a country's adjective or name stands in it
        self.row: Actor | Outlet | None = None

    def end(self) -> int | None:
        """The token behind the name; None where nothing names the body."""
        i = self._first + 1
        while i < self._limit:
            step = self._step(i)
            if step <= i:
                break
            i = step
        return i if self._named and i > self._first + 1 else None

    def _step(self, i: int) -> int:
        word = self._marking.words[i]
        if self._marking.tokens[i].kind != "word":
            marked = marked_name(self._marking, i, self._limit) if i == self._first + 1 else 0
            if marked:
                self._inside(i, marked)
            self._named = self._named or bool(marked)
            self._definite = self._definite or bool(marked)
            return marked or i
        if word.suffix:
            return i
        if word.conj:
            return i + 1 if self._second(i, word) else i
        if word.prep:
            return self._for(i, word)
        if (hit := self._hit(i)) is not None:
            return self._inner(hit)
        if word.finite and not word.classes & w.NOMINAL:
            return i
        if word.definite:
            return self._definite_word(i, word)
        return self._indefinite(i, word)

    def _hit(self, i: int) -> Hit | None:
        """A known body, place or person of the resources inside the name, where the phrase is open."""
        if self._definite:
            return None
        hits = [
            h for h in self._marking.hits_at.get(i, ())
            if isinstance(h.row, (Actor, Outlet)) and h.last <= self._limit and not h.proclitic
        ]  # fmt: skip
        best = max(hits, key=lambda h: h.last, default=None)
        return best if best is not None and (best.last - i > 1 or self._plain(i)) else None

    def _plain(self, i: int) -> bool:
        return not self._marking.words[i].classes & (_COMMON & ~w.GIVEN)

    def _inner(self, hit: Hit) -> int:
        """«حركة حماس» is حماس, «وفد الأمم المتحدة» is no name of the United Nations."""
        assert isinstance(hit.row, (Actor, Outlet))
        if isinstance(hit.row, Actor) and hit.row.type == "PER":
            return hit.first
        if self._nouns == 0 and self._marking.words[self._first].stem in phrase_words("classifier"):
            self.row = hit.row
        self._named = self._definite = True
        return hit.last

    def _inside(self, i: int, end: int) -> None:
        """«جماعة "بوكو حرام"»: the row of the name in marks, where the head only says what kind it is."""
        if self._marking.words[self._first].stem not in phrase_words("classifier"):
            return
        for hit in self._marking.hits_at.get(i + 1, ()):
            if isinstance(hit.row, (Actor, Outlet)) and hit.last == end - 1:
                self.row = hit.row

    def _second(self, i: int, word: w.Word) -> bool:
        """«العدالة والتنمية»: the second of two nouns that name a body together."""
        before = self._marking.words[i - 1]
        return (
            word.conj == "و"
            and word.definite
            and not self._head_definite
            and self._nouns == 1
            and not self._adjectives
            and before.definite
            and bool(word.classes & (w.NOUN | w.MASDAR | w.CUE_NOUN) or not word.classes)
            and not word.classes & (w.BODY | w.ROLE | w.NISBA)
        )

    def _for(self, i: int, word: w.Word) -> int:
        """«الهيئة العامة للاستعلامات»: ل with the article behind an adjective of the head."""
        if word.prep != "ل" or not word.definite or not self._head_definite or not self._adjectives:
            return i
        if word.classes & (w.ROLE | w.MEDIA | w.GENERIC | w.TIME) or self._kind in ("armed", "police"):
            return i
        self._nouns += 1
        self._named = self._named or not self._weak
        self._head_definite = False
        self._adjectives = 0
        return i + 1

    def _definite_word(self, i: int, word: w.Word) -> int:
        adjective = word.classes & (w.NISBA | w.ADJECTIVE)
        country = any(isinstance(r.row, Country) for r in word.readings)
        if not self._definite:
            if word.classes & (w.NAME & ~w.SURNAME) and not word.classes & _COMMON:
                return i
            if word.classes & (w.DEM | w.REL | w.TIME):
                return i
            self._definite = True
            self._nouns += 1
            self._named = self._named or (self._kind in _PLAIN and not self._weak) or not word.classes
            return i + 1
        if not adjective or word.classes & (w.NAME & ~w.SURNAME):
            return self._unknown_adjective(i, word)
        if not self._fits(i, word):
            return i
        participle = word.stem.startswith("م") and not word.classes & w.NISBA
        if participle and (self._adjectives or not self._head_definite):
            return i  # وزارة الشؤون الإسلامية المنشورة
        self._adjectives += 1
        self.of_state = self.of_state or country
        plain = self._head_definite and self._kind in _PLAIN and not self._weak
        self._named = self._named or country or (plain and word.stem not in _ordinals())
        return i + 1

    def _fits(self, i: int, word: w.Word) -> bool:
        """Whether an adjective can qualify the head or the word before it: not in الخارجية الفرنسي."""
        words = self._marking.words
        feminine = word.stem.endswith("ه")
        if word.classes & w.PLURAL and not feminine:
            return bool(words[self._first].classes & w.PLURAL)
        return any(_feminine(words[k]) == feminine for k in {self._first, i - 1})

    def _unknown_adjective(self, i: int, word: w.Word) -> int:
        """An unlisted adjective of origin behind a definite head (الجامعة الخلدونية)."""
        if word.classes or not self._head_definite or not word.stem.endswith(("ي", "يه")):
            return i
        self._adjectives += 1
        self._named = True
        return i + 1

    def _indefinite(self, i: int, word: w.Word) -> int:
        if word.classes & w.COUNTRY and not word.classes & w.NISBA:
            if self._definite:
                return i
            self._named = self._definite = self.of_state = True
            return i + 1
        if self._definite:
            return i
        if not word.classes or (word.classes & w.NAME and not word.classes & (_COMMON & ~w.GIVEN)):
            return self._proper(i)
        if word.classes & (w.NISBA | w.ADJECTIVE | w.FUNCTION | w.TIME | w.DEM | w.REL | w.QUANT):
            return i
        if word.classes & (w.NOUN | w.MASDAR | w.BODY | w.ROLE | w.CUE_NOUN) and self._nouns < 3:
            self._nouns += 1
            return i + 1
        return i

    def _proper(self, i: int) -> int:
        """«شركة غوغل»، «جامعة هارفارد»: a name behind the head, which nothing but more of it may follow."""
        if self._kind in ("government", "court", "police") or (self._nouns and self._kind != "university"):
            return i
        self._named = self._definite = True
        return max(name_end(self._marking, i, self._limit), i + 1)
