"""A reporting verb in its sentence, and what tells that it makes nobody speak there."""

from __future__ import annotations

from dataclasses import dataclass

from tawatur.attribute.contents import NOMINAL
from tawatur.attribute.drafts import Complement, Draft
from tawatur.attribute.lexicon import DAMMA, SHADDA, Cue
from tawatur.attribute.preceding import is_relative
from tawatur.attribute.sources import subject_after
from tawatur.attribute.verb_clauses import in_which
from tawatur.language import words as w
from tawatur.language.marking import Marking
from tawatur.language.nominal_words import phrase_words
from tawatur.language.nominals import Phrase, noun_phrase
from tawatur.language.words import Word

_MEANWHILE = "فيما"
_PREFIXES = "يتن"  # of the imperfect
_FOUR_AND_PREFIX, _THREE_AND_PREFIX = 5, 4  # letters
_THING_REACH = 3  # tokens: هذه الخطوة الجديدة
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
        behind = self.at + 1
        return subject_after(self.marking, behind, bound, self.draft.feature) or self._surname(behind, bound)

    def _surname(self, first: int, bound: int) -> Phrase | None:
        """«أكدت عبد الواحد أن»: a man's name behind her verb, which addresses nobody, is her surname."""
        feature = self.draft.feature
        hers = feature is not None and (feature.gender, feature.number, feature.person) == ("f", "s", 3)
        if not hers or self.cue.guards.keys() & {"object", "transitive"} or first >= bound:
            return None
        if not self.marking.words[first].classes & (w.NAME | w.PARTICLE_OF_NAMES):
            return None
        name = noun_phrase(self.marking, first, bound)
        whole = name is not None and name.name == (first, name.last)
        return name if name is not None and whole and bound <= name.last + 1 else None


def says_nothing(verb: Verb, complement: Complement, subject: Phrase | None) -> bool:
    """Whether the verb, with this complement and this subject, is another verb or makes nobody speak."""
    if _with_idiom(verb, complement):
        return True
    if verb.marking.words[verb.at].suffix and complement.frame == "np":
        held = verb.cue.act == "opine" and verb.marking.tokens[complement.content].folded.endswith("ا")
        return not held  # اعتبرها خرقا
    if (
        _lacks_object(verb, complement, subject)
        or _held_to_be(verb, complement, subject)
        or _tells_nobody(verb)
    ):
        return True
    if _lacks_subject(verb, subject) or _shown_by_this(verb, subject) or _far_off(verb, complement, subject):
        return True
    if subject is None and _uncovers(verb, complement):
        return True
    if subject is None:
        return (
            (complement.frame in NOMINAL and of_a_thing(verb, complement))
            or _describes(verb, complement)
            or _is_preposition(verb, complement)
            or _inferred(verb, complement)
        )
    return _passive_of_document(verb, subject, complement)


def _uncovers(verb: Verb, complement: Complement) -> bool:
    """«كشف احتجاج المعلمين عن مخاوف»: what stands between the verb and its preposition is who uncovers."""
    if complement.frame != "np" or "an_np" not in verb.cue.frames or complement.content != verb.at + 1:
        return False
    marking = verb.marking
    phrase = noun_phrase(marking, verb.at + 1, verb.limit, appositions=False)
    if phrase is None or not phrase.definite or not phrase.classes & w.MASDAR or phrase.last >= verb.limit:
        return False
    told = marking.words[phrase.head].classes & (w.DOC | w.CUE_NOUN)  # أعلن استقالته عن
    return not told and not marking.words[phrase.head].suffix and marking.words[phrase.last].stem == "عن"


def _held_to_be(verb: Verb, complement: Complement, subject: Phrase | None) -> bool:
    """«ويعتبر الاتفاق خطوة»، «تعد الشركة أكبر منتج»: what is held to be so, the outlet itself says."""
    if verb.cue.act not in ("opine", "promise") or verb.draft.tense != "imperfect":
        return False
    if verb.marking.words[verb.at].suffix:
        return False
    if complement.frame == "np":
        first = verb.marking.words[complement.content]
        if subject is None and not verb.pronoun and verb.cue.act == "opine" and first.stem != "ما":
            return True  # but ويعتبر ما يصدر عنها افتراء
        quality = first.classes & w.ADJECTIVE and not first.classes & (w.NOUN | w.MASDAR | w.SPEAKER)
        if quality and not first.definite:
            return True  # وتعتبر ضرورية
    return _one_of_its_kind(verb, complement, subject)


def _one_of_its_kind(verb: Verb, complement: Complement, subject: Phrase | None) -> bool:
    """«يعد أبرز عناوينها»، «تعتبر من أهم المعالم التي يمكن أن»، «تعد البلدة واحدة من أشد المناطق»."""
    words, kinds = verb.marking.words, phrase_words("one_of")
    if words[verb.at + 1].stem == "من" and any(of.stem in kinds for of in words[verb.at + 2 : verb.at + 3]):
        return True
    if subject is not None and subject.last > verb.at + 1:
        behind = words[subject.last]
        if behind.stem in kinds and behind.stem != "من" and not behind.definite:
            return True
    if complement.frame.endswith(("an", "subj")):
        return False
    said = (words[k] for k in (verb.at + 1, complement.content - 1, complement.content))
    return any(word.stem in kinds and not word.definite for word in said)


def _meanwhile(verb: Verb) -> bool:
    """«…، فيما أشارت إلى أن»: before a perfect فيما joins what somebody did at the same time."""
    before = verb.marking.words[verb.at - 1] if verb.at > verb.first else None
    perfect = verb.draft.tense == "perfect"
    return perfect and before is not None and before.stem == _MEANWHILE and not before.conj


def _inferred(verb: Verb, complement: Complement) -> bool:
    """«مما يشير إلى أن»، «في خطوة تؤكد أن»: what a thing shows is what the outlet takes it for."""
    marking, at = verb.marking, verb.at
    if marking.words[at].suffix or verb.cue.act not in _SHOWING:
        return False
    if _this_behind(verb, complement):
        return True
    if at <= verb.first or in_which(marking, at):
        return False
    before = marking.words[at - 1]
    if _meanwhile(verb):
        return False
    if before.classes & w.REL:
        return not is_relative(marking, at - 1) or (at > 1 and marking.words[at - 2].stem == "الامر")
    pronoun = before.suffix or marking.tokens[at - 1].light.endswith("ه")  # بلاده is no بلادة
    return bool(before.classes & (w.NOUN | w.MASDAR)) and not (
        before.definite or pronoun or before.classes & w.SPEAKER or before.conj
    )


def _shown_by_this(verb: Verb, subject: Phrase | None) -> bool:
    """«هذه الخطوة تشير إلى أن»، «وهذا يؤكد»: whether a demonstrative, with its thing, is the subject."""
    at, words = verb.at, verb.marking.words
    if verb.cue.act not in _SHOWING or words[at].suffix or words[at].conj:
        return False
    if subject is not None and (subject.first < at or subject.classes & w.SPEAKER):
        return False
    for k in range(at - 1, max(verb.first, at - _THING_REACH) - 1, -1):
        if _is_this(words[k]):
            return k == 0 or not words[k - 1].classes & w.PREP  # في هذا السياق أكد
        if not _is_thing(words[k]):
            return False
    return False


def _this_behind(verb: Verb, complement: Complement) -> bool:
    """«تؤكد هذه الخطوة أن»، «يعني هذا أن»: whether a demonstrative and its thing part the two."""
    if complement.frame in NOMINAL or complement.at <= verb.at + 1:
        return False
    behind = verb.marking.words[verb.at + 1 : complement.at]
    return _is_this(behind[0]) and all(_is_thing(word) or word.classes & w.PREP for word in behind[1:])


def _is_this(word: Word) -> bool:
    return bool(word.classes & w.DEM) and not word.prep and word.stem.lstrip("وف") in phrase_words("this")


def _is_thing(word: Word) -> bool:
    """Whether the word is a definite noun, or its adjective, that names nobody who can speak."""
    thing = word.classes & (w.NOUN | w.MASDAR | w.ADJECTIVE)
    return word.definite and not word.prep and bool(thing) and not word.classes & w.SPEAKER


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
    published = verb.cue.act in ("announce", "reveal", "relay")
    if published and subject.first == at + 1 and subject.classes & w.DOC and marking.words[at + 1].suffix:
        return True  # نشرت نتائجها
    return (
        bool(subject.classes & w.DOC)
        and subject.last <= at
        and bool(marking.words[at - 1].classes & w.REL)
        and complement.frame == "np"
        and not marking.words[complement.content].classes & w.MASDAR  # القرار الذي أعلن عدم مشاركته
        and published
        and not marking.words[at].suffix
    )


def of_a_thing(verb: Verb, clause: Complement) -> bool:
    """«تزيد شهرتهم … بأن»، «أشارت أصابع الاتهام إلى»: whether the verb has a thing for its subject.

    Only a verb that is often no word of speech, or that has no object which the thing could be.
    """
    marking, behind = verb.marking, verb.at + 1
    often = "weak" in verb.cue.guards or not ("np" in verb.cue.frames or "object" in verb.cue.guards)
    if not often or verb.before is not None or clause.at <= behind + 1:
        return False
    word = marking.words[behind]
    other = w.SPEAKER | w.ADV | w.PREP | w.CUE_NOUN
    if not word.classes & (w.NOUN | w.MASDAR) or word.prep or word.classes & other:
        return False
    if word.definite and "weak" not in verb.cue.guards:
        return False  # الشؤون الصحية: perhaps a body
    phrase = noun_phrase(marking, behind, clause.at)
    if phrase is None or phrase.classes & w.SPEAKER:
        return False  # وسائل إعلام, الصليب الأحمر: only the whole phrase tells that it speaks
    return not marking.tokens[behind].text.endswith("اً")


def _describes(verb: Verb, complement: Complement) -> bool:
    """«مواقف تعتبر متقدمة»، «العبارات التي تدعو إلى»: a verb whose subject is a thing right before it."""
    marking, at = verb.marking, verb.at
    passive = getattr(verb.draft.feature, "voice", "active") == "passive" or vowelled_passive(marking, at)
    own = verb.draft.own_person and marking.words[at - 1].definite
    if verb.initial or verb.pronoun or passive or own or in_which(marking, at):
        return False
    while at > verb.first and marking.words[at - 1].classes & w.NEG:
        at -= 1
    before = marking.words[at - 1]
    if _meanwhile(verb):
        return False
    clause = complement.frame not in NOMINAL  # الذي قال إن؛ خرجوا يهتفون: somebody says a clause
    if before.classes & w.REL:
        return not clause and not marking.words[verb.at].suffix
    if clause or marking.tokens[at - 1].kind == "punct" or before.classes & w.FUNCTION:
        return False
    return bool(before.classes & w.NOMINAL or before.definite or not before.known)


def has_damma(marking: Marking, i: int) -> bool:
    """Whether a damma is written at the beginning of the word."""
    return DAMMA in marking.tokens[i].text[:4]


def vowelled_passive(marking: Marking, i: int) -> bool:
    """A damma on the first letter is the only written sign of the passive (أُعلن، يُعتقد).

    But some verbs have it in their active imperfect as well: يُندّد، يُطالب، يُشير.
    """
    text, stem = marking.tokens[i].text, marking.words[i].stem
    if not has_damma(marking, i):
        return False
    doubled = SHADDA in text.rstrip("\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652")
    third = len(stem) == _FOUR_AND_PREFIX and stem[2] == "ا"
    hollow = len(stem) == _THREE_AND_PREFIX and stem[2] == "ي"
    return not (stem[:1] in _PREFIXES and (doubled or third or hollow))


def _with_idiom(verb: Verb, complement: Complement) -> bool:
    """«لفت الفيلم الانتباه إلى»: whether a word before what is said makes another verb of it."""
    words = verb.cue.guards.get("not_before", frozenset())
    return any(token.folded in words for token in verb.marking.tokens[verb.at + 1 : complement.at])


def _tells_nobody(verb: Verb) -> bool:
    """«لم يعلم أن الطريق مغلق»: written like to tell, but nobody is told: to know."""
    return "needs_told" in verb.cue.guards and not (verb.draft.suffix or verb.draft.addressees)


def _lacks_subject(verb: Verb, subject: Phrase | None) -> bool:
    """«يرجع تاريخها إلى»، «توجد»: another verb, unless somebody who can speak is its subject."""
    if verb.draft.tense not in verb.cue.guards.get("subject", frozenset()):
        return False
    return subject is None or not subject.classes & w.SPEAKER


def _far_off(verb: Verb, complement: Complement, subject: Phrase | None) -> bool:
    """«المرأة التي تعد نصف المجتمع … أن»: in this tense the verb promises only what follows at once."""
    if verb.draft.tense not in verb.cue.guards.get("near", frozenset()):
        return False
    edges = [verb.at + 1, *(p.last for p in (subject, *verb.draft.addressees) if p is not None)]
    return complement.at > max(edges) + 1


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
