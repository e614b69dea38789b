"""Documents and those who stand behind them: «البيان» speaks for whoever issued it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import cached_property

from msgspec.structs import replace

from tawatur.language import words as w
from tawatur.language.marking import Marking
from tawatur.language.nominal_words import phrase_words
from tawatur.language.nominals import Phrase, noun_phrase
from tawatur.language.vocabulary import DocumentNoun
from tawatur.understand.cluster import Cluster
from tawatur.understand.likeness import content, definite, lemma
from tawatur.understand.register import Register

_SPEAKING = ("communique", "letter", "post", "report")
_OWN_WORD = ("survey", "data")  # speak for themselves; «الاستطلاع» is the survey named before
_ISSUER = w.SPEAKER & ~(w.DOC | w.GENERIC)
_NO_ISSUER = w.NISBA | w.DEM | w.QUANT
_REACH = 16  # tokens between the verb of issuing and the document
_LONGEST = 12  # tokens of an issuer before its verb
_BEHIND = 4  # tokens between a document and its relative clause (تقرير جديد أعدته …)


class Documents:
    """The documents of an article; ``meant`` tells whom the phrase of an issuer means."""

    def __init__(self, register: Register, meant: Callable[[Phrase], Cluster | None]) -> None:
        """Look up and add documents in ``register``."""
        self._register = register
        self._marking = register.marking
        self._meant = meant

    def document(self, phrase: Phrase) -> Cluster:
        """The issuer, where the text tells one; else the document itself."""
        row = _row(self._marking, phrase.head, (*_SPEAKING, *_OWN_WORD))
        inner = self._issuer_inside(phrase)
        cluster = self._meant(inner) if inner is not None else None
        word = self._marking.words[phrase.head]
        if cluster is None and row is not None:
            goes_back = definite(self._marking, phrase)
            cluster = self._told(phrase, goes_back=goes_back) or (
                self._spoke_through(row) if goes_back and row.kind in _SPEAKING else None
            )
        if cluster is None:
            cluster = self._register.new("DOC", phrase, "nominal", lemma(word))
            cluster.words.append(content(self._marking, phrase.first, phrase.last))
            self._register.index(cluster, [f"document {cluster.head}"])
        else:
            self._register.mention(cluster, phrase, "nominal")
        return cluster

    def _told(self, phrase: Phrase, *, goes_back: bool) -> Cluster | None:
        """Who issued this document, or the last of its kind before, or that document."""
        head = lemma(self._marking.words[phrase.head])
        known = self._issuers.get(head, ())
        behind = bisect_right(known, phrase.head, key=lambda pair: pair[0])
        if behind and (goes_back or known[behind - 1][0] == phrase.head):
            return self._meant(known[behind - 1][1])
        words = content(self._marking, phrase.first, phrase.last)
        before = phrase.first if goes_back else min(phrase.first, self._register.headline)
        same = [
            c
            for c in self._register.found([f"document {head}"])
            if c.places[0] < before and any(words <= known or known <= words for known in c.words)
        ]
        if not goes_back and phrase.first >= self._register.lead:
            return None  # a new «تقرير» is another one, but in the lead it is that of the headline
        return self._register.nearest(same, phrase.first)

    def _spoke_through(self, row: DocumentNoun) -> Cluster | None:
        """The last who spoke through such a document («قالت الوزارة في بيان … وأضاف البيان»)."""
        return next((c for c in reversed(self._register.speakers[-60:]) if row.channel in c.issued), None)

    # ----------------------------------------------------------- issuers

    def _issuer_inside(self, phrase: Phrase) -> Phrase | None:
        """«بيان صادر عن الوزارة»، «بيان للخارجية المصرية»: who stands in the phrase itself."""
        marking = self._marking
        if marking.words[phrase.head].suffix:
            return None  # تقديره لوزير الداخلية: it is his already
        i = phrase.head + 1
        while i < phrase.last and (
            marking.words[i].classes & w.PREP or marking.words[i].stem in phrase_words("issued")
        ):
            i += 1
        if i >= phrase.last:
            return None
        issuer = marking.words[i]
        if issuer.classes & _NO_ISSUER or issuer.stem in phrase_words("reflexive"):
            return None
        if issuer.prep == "ل" and issuer.classes & _ISSUER:  # بيان للخارجية المصرية
            return Phrase(i, phrase.last, i, True, issuer.classes)
        inner = noun_phrase(marking, i, phrase.last, appositions=False)
        if inner is None or not inner.classes & (w.SPEAKER & ~w.DOC):
            return None
        named_after = i == phrase.head + 1 and inner.classes & w.COUNTRY and not inner.classes & w.BODY
        return None if named_after else inner  # إعلان بكين is not China's word

    @cached_property
    def _issuers(self) -> dict[str, list[tuple[int, Phrase]]]:
        """Where the text tells who issued a document, by its head, in the order of the text."""
        found: dict[str, list[tuple[int, Phrase]]] = {}
        for first, last in self._marking.sentences:
            for i in range(first, last):
                row = _row(self._marking, i, _SPEAKING) if self._marking.words[i].classes & w.DOC else None
                if row is not None:
                    issuer = self._issued_before(i, first) or self._issued_behind(i, last)
                    carried = row.kind != "report" and issuer is not None and issuer.classes & w.MEDIA
                    if issuer is not None and not carried:  # «بيان أوردته الوكالة» is another's
                        found.setdefault(lemma(self._marking.words[i]), []).append((i, issuer))
        return found

    def _issued_before(self, document: int, first: int) -> Phrase | None:
        """«نشرت صحيفة … تقريرا»، «صحيفة … تنشر تقريرا»."""
        marking = self._marking
        for verb in range(document - 1, max(first - 1, document - _REACH), -1):
            if not _issues(marking, verb):
                continue
            behind = noun_phrase(marking, verb + 1, document) if verb + 1 < document else None
            if behind is not None and (behind := self._counted(behind)).classes & _ISSUER:
                return behind
            return self._before(first, verb)
        return None

    def _counted(self, phrase: Phrase) -> Phrase:
        """«ثلاثة باحثين»: the phrase headed by those who are counted."""
        behind = phrase.head + 1
        if not phrase.classes & w.QUANT or behind >= phrase.last:
            return phrase
        return replace(phrase, head=behind, classes=self._marking.words[behind].classes | w.PLURAL)

    def _before(self, first: int, verb: int) -> Phrase | None:
        """The issuer that ends right before the verb (يذكر أن الوزارة أصدرت)."""
        for start in range(max(first, verb - _LONGEST), verb):
            phrase = noun_phrase(self._marking, start, verb)
            if phrase is not None and phrase.last == verb and phrase.classes & _ISSUER:
                return phrase
        return None

    def _issued_behind(self, document: int, last: int) -> Phrase | None:
        """«تقرير نشرته صحيفة …»."""
        marking = self._marking
        for verb in range(document + 1, min(last - 1, document + _BEHIND)):
            if _issues_it(marking, verb):
                issuer = noun_phrase(marking, verb + 1, last, appositions=False)
                return issuer if issuer is not None and issuer.classes & _ISSUER else None
        return None


def _issues(marking: Marking, i: int) -> bool:
    """Whether the word is a verb of issuing (نشرت)."""
    word = marking.words[i]
    return word.stem in phrase_words("issuing") and not (word.definite or word.prep or word.suffix)


def _issues_it(marking: Marking, i: int) -> bool:
    """Whether the word is a verb of issuing with the pronoun of what is issued (نشرته، أجرتها)."""
    folded = marking.tokens[i].folded
    return any(folded.endswith(p) and folded[: -len(p)] in phrase_words("issuing") for p in ("ه", "ها"))


def _row(marking: Marking, i: int, kinds: Sequence[str]) -> DocumentNoun | None:
    """The document noun, of one of these kinds (a law or an agreement speaks for itself)."""
    rows = (r.row for r in marking.words[i].readings if isinstance(r.row, DocumentNoun))
    return next((row for row in rows if row.kind in kinds), None)
