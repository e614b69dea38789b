"""A reporting verb in its sentence, and what tells that it makes nobody speak there."""

from __future__ import annotations

from dataclasses import dataclass

from tawatur.attribute.contents import NOMINAL
from tawatur.attribute.drafts import Complement, Draft
from tawatur.attribute.lexicon import DAMMA, Cue
from tawatur.attribute.sources import is_relative, subject_after
from tawatur.attribute.verb_clauses import in_which
from tawatur.language import words as w
from tawatur.language.marking import Marking
from tawatur.language.nominals import Phrase, noun_phrase

_SHOWING = frozenset(["note", "affirm", "reveal", "explain", "warn", "call_for"])


@dataclass(slots=True)
class Verb:
    """A reporting verb under examination, in its sentence; ``before`` is the subject that precedes it."""

    marking: Marking
    at: int
    first: int
    limit: int
    draft: Draft
    before: Phrase | None
    pronoun: bool  # the subject is the pronoun of أنه
    initial: bool  # the verb opens its clause

    @property
    def cue(self) -> Cue:
        """The sense in which the verb is read."""
        return self.draft.cue

    def subject_up_to(self, bound: int) -> Phrase | None:
        """The subject behind the verb, where none stands before it."""
        if self.before is not None or self.pronoun:
            return None
        return subject_after(self.marking, self.at + 1, bound, self.draft.feature)


def says_nothing(verb: Verb, complement: Complement, subject: Phrase | None) -> bool:
    """Whether the verb, with this complement and this subject, is another verb or makes nobody speak."""
    if _with_idiom(verb, complement):
        return True
    if verb.marking.words[verb.at].suffix and complement.frame == "np":
        return True
    if _lacks_object(verb, complement, subject) or _tells_nobody(verb):
        return True
    if subject is None:
        return (
            _describes(verb, complement)
            or _is_preposition(verb, complement)
            or _passive_of_opinion(verb, complement)
            or _inferred(verb)
        )
    return _passive_of_document(verb, subject, complement)


def _passive_of_opinion(verb: Verb, complement: Complement) -> bool:
    """«ويعتبر الاتفاق خطوة»، «يُعدّ من أبرز»: what is held to be so, the outlet itself says."""
    tense = getattr(verb.draft.feature, "tense", "")
    return (
        verb.cue.act == "opine"
        and complement.frame == "np"
        and tense == "imperfect"
        and verb.before is None
        and not verb.pronoun
    )


def _inferred(verb: Verb) -> bool:
    """«مما يشير إلى أن»، «في خطوة تؤكد أن»: what a thing shows is what the outlet takes it for."""
    marking, at = verb.marking, verb.at
    if marking.words[at].suffix or verb.cue.act not in _SHOWING or at <= verb.first or in_which(marking, at):
        return False
    before = marking.words[at - 1]
    if before.classes & w.REL:
        return not is_relative(marking, at - 1) or (at > 1 and marking.words[at - 2].stem == "الامر")
    pronoun = before.suffix or marking.tokens[at - 1].light.endswith("ه")  # بلاده is no بلادة
    return bool(before.classes & (w.NOUN | w.MASDAR)) and not (
        before.definite or pronoun or before.classes & w.SPEAKER or before.conj
    )


def _is_preposition(verb: Verb, complement: Complement) -> bool:
    """«عبر مناقشة حول …»: عبر and its like are verbs only before a subject or what they say."""
    return bool(verb.marking.words[verb.at].classes & w.PREP) and complement.at > verb.at + 1


def thought_by_nobody(verb: Verb, complement: Complement) -> bool:
    """«مخطوطة يعتقد أنها قديمة»: an opinion behind a noun, without a subject, is nobody's."""
    if verb.initial or verb.pronoun or complement.frame in NOMINAL or verb.marking.words[verb.at].suffix:
        return False
    feature, before = verb.draft.feature, verb.marking.words[verb.at - 1]
    third = feature is not None and (feature.tense, feature.number, feature.gender) == ("imperfect", "s", "m")
    return (
        third
        and verb.cue.act in ("opine", "expect")
        and complement.frame != "quote"
        and bool(before.classes & (w.REL | w.NOUN | w.DOC | w.MASDAR))
        and not before.classes & (w.SPEAKER & ~w.DOC)
    )


def _passive_of_document(verb: Verb, subject: Phrase, complement: Complement) -> bool:
    """«الأرقام التي أعلنت أول العام»: a document does not announce a thing, it is announced."""
    marking, at = verb.marking, verb.at
    return (
        bool(subject.classes & w.DOC)
        and subject.last <= at
        and bool(marking.words[at - 1].classes & w.REL)
        and complement.frame == "np"
        and not marking.words[complement.content].classes & w.MASDAR  # القرار الذي أعلن عدم مشاركته
        and verb.cue.act in ("announce", "reveal", "relay")
        and not marking.words[at].suffix
    )


def of_a_thing(verb: Verb, clause: Complement) -> bool:
    """«تزيد شهرتهم … بأن»: whether a verb that is often no word of speech has a thing for its subject."""
    marking, behind = verb.marking, verb.at + 1
    if "weak" not in verb.cue.guards or verb.before is not None or clause.at <= behind + 1:
        return False
    word = marking.words[behind]
    other = w.SPEAKER | w.ADV | w.PREP | w.CUE_NOUN
    if not word.classes & (w.NOUN | w.MASDAR) or word.prep or word.classes & other:
        return False
    phrase = noun_phrase(marking, behind, clause.at)
    if phrase is None or phrase.classes & w.SPEAKER:
        return False  # وسائل إعلام, الصليب الأحمر: only the whole phrase tells that it speaks
    return not marking.tokens[behind].text.endswith("اً")


def _describes(verb: Verb, complement: Complement) -> bool:
    """«مواقف تعتبر متقدمة»، «العبارات التي تدعو إلى»: a verb whose subject is a thing right before it."""
    marking, at = verb.marking, verb.at
    passive = getattr(verb.draft.feature, "voice", "active") == "passive" or vowelled_passive(marking, at)
    if verb.initial or verb.pronoun or passive or in_which(marking, at):
        return False
    while at > verb.first and marking.words[at - 1].classes & w.NEG:
        at -= 1
    before = marking.words[at - 1]
    clause = complement.frame not in NOMINAL  # الذي قال إن؛ خرجوا يهتفون: somebody says a clause
    if before.classes & w.REL:
        return not clause and not marking.words[verb.at].suffix
    if clause or marking.tokens[at - 1].kind == "punct" or before.classes & w.FUNCTION:
        return False
    return bool(before.classes & w.NOMINAL or before.definite or not before.known)


def vowelled_passive(marking: Marking, i: int) -> bool:
    """A damma on the first root letter is the only written sign of the passive (أُعلن، يُعتقد)."""
    return DAMMA in marking.tokens[i].text[:4]


def _with_idiom(verb: Verb, complement: Complement) -> bool:
    """«لفت الفيلم الانتباه إلى»: whether a word before what is said makes another verb of it."""
    words = verb.cue.guards.get("not_before", frozenset())
    return any(token.folded in words for token in verb.marking.tokens[verb.at + 1 : complement.at])


def _tells_nobody(verb: Verb) -> bool:
    """«لم يعلم أن الطريق مغلق»: written like to tell, but nobody is told: to know."""
    return "needs_told" in verb.cue.guards and not (verb.draft.suffix or verb.draft.addressees)


def _lacks_object(verb: Verb, complement: Complement, subject: Phrase | None) -> bool:
    """«اطلع المجلس على»: a verb that needs an object and has none is another verb."""
    if "transitive" not in verb.cue.guards or getattr(verb.draft.feature, "voice", "active") == "passive":
        return False
    behind = subject is not None and subject.first > verb.at
    if subject is not None and behind and subject.last > subject.first + 1:
        return False  # in a longer phrase the object may have gone unseen
    edge = subject.last if subject is not None and behind else verb.at + 1
    right_behind = complement.at == edge and complement.frame in NOMINAL and complement.frame != "np"
    told = bool(verb.draft.suffix or verb.draft.addressees)
    return right_behind and not told and not vowelled_passive(verb.marking, verb.at)
