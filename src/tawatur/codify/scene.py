"""A sentence as the event rules see it: clauses, and the chunks that stand in a clause.

A chunk is a noun phrase, a preposition with its phrase, an expression of time, or a word that is none
of these. There is no parser: what a verb or verbal noun governs is told by the order of the chunks.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from tawatur.codify.kinds import of_classes, of_entity
from tawatur.codify.lexicon import Knowledge
from tawatur.language import words as w
from tawatur.language.conjugation import Form
from tawatur.language.marking import Marking
from tawatur.language.nominals import Phrase, noun_phrase
from tawatur.model import Quantity, Record, Span, Statement, TimeExpression

ChunkKind = Literal["np", "pp", "time", "verb", "comp", "rel", "punct", "other"]

_HARD = ".:؛؟!…"
_TURNS = frozenset(["حيث", "بينما", "فيما", "كما", "لكن", "الا", "اذ", "حينما", "عندما", "لان", "مما", "ما"])
_JUSSIVE = frozenset(["لم", "لن", "لا", "كي", "حتي", "ان", "لكي"])
_PRONOUN_PREPOSITIONS = ("علي", "الي", "عند", "لدي", "من", "عن", "في", "مع", "بين", "ل", "ب")
ABOUT = frozenset(["نحو", "حوالي", "قرابه", "زهاء", "اكثر", "اقل", "بضع"])  # words of estimation
_DEEPEST = 50  # statements around one another
_OPENING = 2  # paragraphs behind the headline
_COUNTRY = 6  # the precision of a place that is a country
_PRONOUNS = ("نه", "نها", "نهم", "نهما", "ننا", "نني")  # أنه، إنها
_NUNATION = ("ين", "ان", "ون")  # the endings with a ن of duals and sound plurals
_DAMMA = "\u064f"


class Chunk(Struct, frozen=True):
    """A piece of a clause as a half-open token range; ``prep`` is the folded preposition of a pp."""

    kind: ChunkKind
    first: int
    last: int
    prep: str = ""
    phrase: Phrase | None = None


class Scene:
    """The marked text with the record's times and mentions, asked clause by clause."""

    def __init__(self, record: Record, marking: Marking, knowledge: Knowledge) -> None:
        """Index times and mentions by token."""
        self.marking = marking
        self.knowledge = knowledge
        self.starts = [t.start for t in marking.tokens]
        self.times: dict[int, int] = {}
        for time in record.times:
            first, last = self.tokens(time.span.start, time.span.end)
            self.times[first] = max(last, self.times.get(first, 0))
        sentence_of = marking.layout.sentence_of
        self.times_in: dict[int, list[tuple[int, TimeExpression]]] = {}
        for time in record.times:
            at = self.tokens(time.span.start, time.span.end)[0]
            self.times_in.setdefault(sentence_of(at), []).append((at, time))
        self.counts_in: dict[int, list[Quantity]] = {}
        for quantity in record.quantities:
            at = self.tokens(quantity.span.start, quantity.span.end)[0]
            self.counts_in.setdefault(sentence_of(at), []).append(quantity)
        self.statements = {s.id: s for s in record.statements}
        self.entities = {e.id: e for e in record.entities}
        self.claimed = self._claims(record)
        self.timed = {i for first, last in self.times.items() for i in range(first, last)}
        self.types: dict[int, str] = {}
        self.named: set[int] = set()
        self.towns: set[int] = set()  # tokens that name a place within a country
        for entity in record.entities:
            for mention in entity.mentions:
                first, last = self.tokens(mention.start, mention.end)
                for i in range(first, last):
                    self.types.setdefault(i, entity.type)
                if mention.form == "name":
                    self.named.update(range(first, last))
                if entity.place is not None and (entity.place.precision or _COUNTRY) < _COUNTRY:
                    self.towns.update(range(first, last))

        self.called_for: set[int] = set()
        self._nominal: set[int] = set()
        self._note_openings(record)
        self._kinds: dict[int, frozenset[str]] = {}
        self._phrases: dict[tuple[int, int, bool], Phrase | None] = {}
        self._titles = [(p.start, p.end) for p in record.article.parts if p.kind == "title"]
        self.whole = bool(self._titles)  # an article with its headline, not a sentence or two

    def _note_openings(self, record: Record) -> None:
        """The tokens at which what is called for, and what is told as a noun, begins."""
        for statement in record.statements:
            for span in statement.content[:1]:
                opening = self.tokens(span.start, span.end)[0]
                if statement.form == "nominal":
                    self._nominal.add(opening)
                if statement.act in ("call_for", "order"):
                    self.called_for.add(opening)

    def titled(self, i: int) -> bool:
        """Whether the token stands in a headline, where the present tense tells of news."""
        return any(start <= self.starts[i] < end for start, end in self._titles)

    def _claims(self, record: Record) -> dict[int, Statement]:
        """The innermost statement in whose content a token stands."""
        depths: dict[str, int] = {}
        for statement in record.statements:
            depth, step = 0, statement
            while (parent := self.statements.get(step.parent or "")) is not None and depth < _DEEPEST:
                depth, step = depth + 1, parent
            depths[statement.id] = depth
        claimed: dict[int, Statement] = {}
        for statement in sorted(record.statements, key=lambda s: depths[s.id]):
            own = {i for cue in statement.cue for i in range(*self.tokens(cue.start, cue.end))}
            for span in statement.content:
                held = range(*self.tokens(span.start, span.end))
                claimed.update({i: statement for i in held if i not in own})
        return claimed

    def opens_content(self, i: int) -> bool:
        """Whether the noun is what a statement is about: its content is a noun phrase that begins here."""
        return i in self._nominal

    def opens_with_noun(self, i: int, begin: int) -> bool:
        """Whether a verb follows its subject in the opening of an article, as in a headline told again."""
        return bool(self._titles) and begin < i and self.marking.layout.paragraph_of(i) <= _OPENING

    def tokens(self, start: int, end: int) -> tuple[int, int]:
        """The token range that covers these code points."""
        first = bisect_left(self.starts, start)
        if first == len(self.starts) or (first and self.starts[first] != start):
            first -= 1
        return first, max(bisect_left(self.starts, end), first + 1)

    def span(self, first: int, last: int) -> Span:
        """The characters of these tokens without the conjunction and the preposition glued to the first."""
        span = self.marking.span(first, last)
        word = self.marking.words[first]
        glued = word.conj + (word.prep if word.prep != "س" else "")
        if word.prep == "ل" and word.definite:
            glued = word.conj  # للجيش: the article is written with the preposition
        if glued and span.text.startswith(glued) and len(span.text) > len(glued) + 1:
            return Span(span.start + len(glued), span.end, span.text[len(glued) :])
        return span

    def clause(self, i: int, first: int, last: int) -> tuple[int, int]:
        """The clause of token ``i`` in its sentence: from the boundary before it to the one behind it."""
        begin = i
        while begin > first and not self._begins(begin, first):
            begin -= 1
        end = i + 1
        while end < last and not self._begins(end, first) and not self._stops(end):
            end += 1
        return begin, end

    def _stops(self, i: int) -> bool:
        return self.marking.is_punct(i, _HARD)

    def _begins(self, i: int, first: int) -> bool:
        """Whether a clause begins at token ``i``."""
        marking = self.marking
        word, before = marking.words[i], marking.words[i - 1] if i > first else None
        if before is None or self._stops(i - 1):
            return True
        if self.relative(i):
            return True
        if before.classes & w.COMP or (word.stem in _TURNS and word.classes & (w.CONJ | w.REL | w.COMP)):
            return True
        if word.classes & w.CUE_PART and marking.tokens[i - 1].kind == "punct":
            return True
        if word.conj and self.verbal(i) and not word.classes & w.NAME:
            return True
        return marking.is_punct(i - 1, "،,") and self.verbal(i) and not self._subject_comma(i)

    def _subject_comma(self, i: int) -> bool:
        """«وزير الخارجية، فلان، أعلن»: whether the comma before a verb closes an insertion."""
        for k in range(i - 2, max(i - 9, 0), -1):
            if self.marking.is_punct(k, "،,"):
                return True
            if self.marking.words[k].finite and not self.marking.words[k].classes & w.NOMINAL:
                return False
        return False

    def verbal(self, i: int) -> bool:
        """Whether the word can be a finite verb here, or a particle that leans on one."""
        word = self.marking.words[i]
        if word.classes & w.AUX and not word.definite:
            return True
        if i in self._nominal or self.marking.hits(i, "role"):
            return False  # نفى قصف المدينة: what is said is a noun; صاحب السمو
        if word.prep == "س":
            return bool(word.classes & w.FINITE)
        if not word.finite:
            return False
        if word.classes & (w.PREP | w.COMP):
            return self._dual_behind_comma(i, word)
        if not self._jussive_fits(i, word):
            return False
        if not word.classes & w.NOMINAL & ~w.NAME:
            return not self._is_name(i)
        return self.written_passive(i) or self._verb_place(i)

    def _is_name(self, i: int) -> bool:
        """«ياسر القحطاني»: whether a word that is a verb or a name stands beside another part of a name."""
        words = self.marking.words
        if not words[i].classes & w.NAME or words[i].suffix:
            return False
        beside = [words[k] for k in (i - 1, i + 1) if 0 <= k < len(words)]
        return any(word.classes & (w.NAME | w.PARTICLE_OF_NAMES) and not word.prep for word in beside)

    def written_passive(self, i: int) -> bool:
        """«قُتل»: whether the first letter bears the vowel of a passive."""
        word, token = self.marking.words[i], self.marking.tokens[i]
        at = len(word.conj) + 1
        if token.text[at : at + 1] != _DAMMA:
            return False
        return any(isinstance(r.feature, Form) and r.feature.voice == "passive" for r in word.readings)

    def relative(self, i: int) -> bool:
        """Whether the word is a relative pronoun: not فيما or ما, which begin a clause of their own."""
        word = self.marking.words[i]
        return (
            bool(word.classes & w.REL) and not word.classes & (w.NOMINAL | w.PREP) and word.stem not in _TURNS
        )

    def _dual_behind_comma(self, i: int, word: w.Word) -> bool:
        """«فلان وفلان، بحثا في»: the verb of two persons, not «in search of»."""
        dual = any(isinstance(r.feature, Form) and r.feature.number == "d" for r in word.readings)
        return dual and i > 0 and self.marking.tokens[i - 1].kind == "punct"

    def _jussive_fits(self, i: int, word: w.Word) -> bool:
        """Whether a form that only follows لم، لن، أن or ل does so: «ينس» is mostly a name."""
        forms = [r.feature for r in word.readings if isinstance(r.feature, Form)]
        if not forms or any(f.tense != "jussive" or f.number != "s" for f in forms):
            return True
        return self.jussive(i)

    def jussive(self, i: int) -> bool:
        """Whether the word before asks for the shortened form of a verb."""
        before = self.marking.words[i - 1] if i > 0 else None
        return before is not None and bool(before.classes & (w.NEG | w.COMP) or before.stem in _JUSSIVE)

    def behind_pronoun(self, i: int) -> bool:
        """«أكد أنه لن يصوت»: whether the subject of the verb is the pronoun on the particle before it."""
        words = self.marking.words
        k = i - 1
        while k > 0 and words[k].classes & (w.AUX | w.NEG):
            k -= 1
        if k < 0 or not words[k].classes & w.COMP:
            return False
        return bool(words[k].suffix) or words[k].stem.endswith(_PRONOUNS)

    def _verb_place(self, i: int) -> bool:
        """Whether a word that may be verb or noun stands where a verb does."""
        marking = self.marking
        if i == 0:
            return True
        before = marking.words[i - 1]
        if marking.words[i].conj:
            after = marking.words[i + 1] if i + 1 < len(marking.words) else None
            return before.definite or (after is not None and (after.definite or after.classes & w.BODY > 0))
        if marking.tokens[i - 1].kind == "punct" or self._tanween(i - 1):
            return True
        if before.classes & (w.PREP | w.MASDAR | w.EVENT) or before.finite:
            return False
        if before.classes & (w.AUX | w.CONJ | w.NEG | w.TIME | w.REL):
            return True
        if before.definite or before.suffix or before.classes & (w.NAME | w.COUNTRY | w.ACTOR):
            return True
        return self.types.get(i - 1) in ("GPE", "LOC")  # انفجار في بلخ قتل فيه …

    def chunks(self, first: int, limit: int) -> Iterator[Chunk]:
        """The chunks from token ``first`` on."""
        i = first
        while i < limit:
            chunk = self.chunk(i, limit)
            yield chunk
            i = max(chunk.last, i + 1)

    def chunk(self, i: int, limit: int) -> Chunk:
        """The chunk that begins at token ``i``."""
        marking = self.marking
        token, word = marking.tokens[i], marking.words[i]
        if (end := self._time(i, limit)) is not None:
            return Chunk("time", i, end)
        if token.kind == "punct":
            phrase = noun_phrase(marking, i, limit) if i in marking.opening else None
            if phrase is not None and phrase.last > i + 2:
                return Chunk("np", i, phrase.last, phrase=phrase)
            return Chunk("punct", i, i + 1)
        if token.kind == "number":
            phrase = self.phrase(i, limit)
            return Chunk("np", i, phrase.last, phrase=phrase) if phrase else Chunk("other", i, i + 1)
        if word.classes & w.COMP:
            return Chunk("comp", i, i + 1)
        if self.relative(i):
            return Chunk("rel", i, i + 1)
        if word.prep and word.prep != "س":
            phrase = self.phrase(i, limit, glued=True)
            end = phrase.last if phrase else self._end_of_glued(i, limit)
            return Chunk("pp", i, end, word.prep, phrase or self.phrase(i + 1, limit))
        if word.stem in ABOUT and (about := self.phrase(i, limit)) is not None and about.last > i + 1:
            return Chunk("np", i, about.last, phrase=about)
        if word.classes & w.PREP and not word.definite and not word.classes & w.NAME:
            return self._preposition(i, limit, word)
        if self.verbal(i):
            return Chunk("verb", i, i + 1)
        adverb = word.classes & w.ADV and not word.classes & w.NOMINAL & ~(w.ADJECTIVE | w.NISBA)  # هاتفيا
        phrase = self.phrase(i, limit) if not adverb else None
        if phrase is not None and phrase.last > i:
            return Chunk("np", i, phrase.last, phrase=phrase)
        return Chunk("other", i, i + 1)

    def _approximate(self, i: int, limit: int) -> Phrase | None:
        """«نحو مائة متظاهر»، «أكثر من ألف شخص»: a count behind a word of estimation."""
        j = i + 1
        if j < limit and self.marking.words[j].stem == "من":
            j += 1
        if j >= limit or not self.counts(j):
            return None
        found = self.phrase(j, limit)
        if found is None:
            return None
        return Phrase(i, found.last, found.head, found.definite, found.classes, found.name)

    def _end_of_glued(self, i: int, limit: int) -> int:
        phrase = self.phrase(i + 1, limit) if not self.marking.words[i].stem else None
        return phrase.last if phrase else i + 1

    def _preposition(self, i: int, limit: int, word: w.Word) -> Chunk:
        if word.suffix:
            return Chunk("pp", i, i + 1, word.stem)
        prep = next((p for p in _PRONOUN_PREPOSITIONS if word.stem.startswith(p)), word.stem)
        if prep != word.stem and any(getattr(r.row, "kind", "") == "prep_pronoun" for r in word.readings):
            return Chunk("pp", i, i + 1, prep)
        j = i + 1
        while j < limit and self.marking.words[j].classes & w.PREP and not self.marking.words[j].suffix:
            j += 1
        phrase = self.phrase(j, limit, glued=True)
        return Chunk("pp", i, phrase.last if phrase else j, word.stem, phrase)

    def _time(self, i: int, limit: int) -> int | None:
        """The end of an expression of time that begins at ``i``, or behind its preposition."""
        for k in (i, i + 1):
            end = self.times.get(k)
            if end is not None and (k == i or self.marking.words[i].classes & w.PREP):
                return min(end, limit)
        word = self.marking.words[i]
        if word.classes & w.TIME and not word.classes & w.SPEAKER and not word.prep:
            return i + 1
        return None

    def phrase(self, i: int, limit: int, *, glued: bool = False) -> Phrase | None:
        """The noun phrase at ``i``; a number belongs to what it counts, an owner to what is owned."""
        if i >= limit:
            return None
        key = (i, limit, glued)
        if key not in self._phrases:
            self._phrases[key] = self._phrase(i, self._before_verb(i, limit), glued=glued)
        return self._phrases[key]

    def _phrase(self, i: int, limit: int, *, glued: bool) -> Phrase | None:
        if self.marking.words[i].stem in ABOUT and (about := self._approximate(i, limit)) is not None:
            return about
        found = noun_phrase(self.marking, i, limit, glued=glued)
        if found is not None and self.counts(found.head):
            found = self._before_place(found)
        last = found.last if found is not None else i + 1
        counts = self.marking.tokens[i].kind == "number" if found is None else self.counts(found.last - 1)
        if counts and last < limit and self.marking.words[last].stem == "من":
            inner = self.phrase(last + 1, limit)
            if inner is not None:
                inner = self._before_place(inner)
                return Phrase(i, inner.last, inner.head, inner.definite, inner.classes, inner.name)
        if found is None or found.definite or last >= limit or self.marking.words[last].prep != "ل":
            return found
        if "thing" not in self._kinds_of(found.head):
            return found
        owner = noun_phrase(self.marking, last, limit, glued=True)  # مواقع لحزب العمال
        return found if owner is None else Phrase(i, owner.last, found.head, True, found.classes)

    def _before_place(self, phrase: Phrase) -> Phrase:
        """«خمسة ناشطين في الخرطوم»: those counted, without where they are."""
        for k in range(phrase.head + 1, phrase.last - 1):
            if self.marking.words[k].stem == "في":
                return Phrase(phrase.first, k, phrase.head, phrase.definite, phrase.classes, phrase.name)
        return phrase

    def counts(self, i: int) -> bool:
        """Whether the word is a number or a quantifier, so that what follows is what is meant."""
        quantity = self.marking.words[i].classes & w.QUANT or self.marking.tokens[i].kind == "number"
        return bool(quantity) or "count" in self._kinds_of(i)

    def _before_verb(self, i: int, limit: int) -> int:
        """No phrase runs over an expression of time or a word that is surely a verb."""
        weapon = max((hit.last for hit in self.marking.hits(i, "weapon")), default=-1)
        for k in range(i + 1, limit):
            word = self.marking.words[k]
            if k == weapon and not word.definite and not word.classes & (w.ADJECTIVE | w.NISBA):
                return k  # طائرة مسيرة سيارة القائد
            if k in self.times or (word.finite and (not word.classes & w.NOMINAL or self._tanween(k - 1))):
                return k
            if self.marking.tokens[k - 1].folded.endswith(_NUNATION) and self._no_qualifier(k):
                return k
        return limit

    def _no_qualifier(self, i: int) -> bool:
        """«بغارتين مبنى»، «مسلحون النار»: a dual or plural with its ن has no genitive behind it."""
        before, word = self.marking.words[i - 1], self.marking.words[i]
        if before.definite or word.conj or (word.classes & (w.ADJECTIVE | w.NISBA) and not word.definite):
            return False
        folded = self.marking.tokens[i - 1].folded
        if before.classes & w.DUAL:
            return folded.endswith(("ين", "ان")) and not word.classes & (w.ADJECTIVE | w.NISBA)
        free = word.definite or self.counts(i)  # مسلحون أربعة مزارعين
        return folded.endswith(("ون", "ين")) and "person" in self._kinds_of(i - 1) and free

    def _tanween(self, i: int) -> bool:
        """«أن جنديا قتل»: a noun with the ending of an indefinite accusative has no genitive behind it."""
        word, text = self.marking.words[i], self.marking.tokens[i].light
        return (
            text.endswith("ا")
            and len(text) > 3
            and not (word.definite or word.suffix or word.prep)
            and bool(word.classes & (w.NOUN | w.ROLE | w.BODY | w.GENERIC | w.NISBA | w.ADJECTIVE))
            and not word.classes & (w.COUNTRY | w.NAME | w.ACTOR)
        )

    def kinds(self, phrase: Phrase) -> frozenset[str]:
        """What a noun phrase can be: person, force, party, place, thing, weapon, abstract, unknown."""
        found = [self._kinds_of(k) for k in reversed(self.heads(phrase))]
        return next(filter(None, found), frozenset(["unknown"]))

    def heads(self, phrase: Phrase) -> tuple[int, ...]:
        """The head of a phrase and, behind a number or quantifier, what is counted: خمسة من عناصرها."""
        at = phrase.head
        while self.counts(at) and at + 1 < phrase.last:
            at += 1
            at += at + 1 < phrase.last and self.marking.words[at].stem == "من"
        return (phrase.head,) if at == phrase.head else (phrase.head, at)

    def is_place(self, i: int) -> bool:
        """Whether the word alone is of a place."""
        return "place" in self._kinds_of(i)

    def _kinds_of(self, i: int) -> frozenset[str]:
        found = self._kinds.get(i)
        if found is None:
            found = self._kinds[i] = self._all_kinds_of(i)
        return found

    def _all_kinds_of(self, i: int) -> frozenset[str]:
        word = self.marking.words[i]
        listed: frozenset[str] = frozenset()
        for form in (word.stem, self.marking.tokens[i].folded):
            listed |= self.knowledge.kinds.get(form, frozenset())
        if i + 1 < len(self.marking.words):
            pair = self.knowledge.kinds.get(f"{word.stem} {self.marking.tokens[i + 1].folded}")
            listed = pair or listed  # سلاح الجو
        body = {"party"} if word.classes & w.BODY else set()
        known = body if listed else of_classes(word)
        return frozenset(listed | of_entity(self.types.get(i)) | known)
