"""Reporting verbs: who speaks, to whom, and what is said; None where the verb reports nothing here."""

from __future__ import annotations

from dataclasses import dataclass

from msgspec.structs import replace

from tawatur.attribute.complements import clause_complement, nominal_complement
from tawatur.attribute.contents import NOMINAL
from tawatur.attribute.drafts import Complement, Draft
from tawatur.attribute.governing import Saying, prevails, saying_after
from tawatur.attribute.lexicon import DAMMA, Cue
from tawatur.attribute.sources import antecedent, is_relative, subject_after, subject_before
from tawatur.attribute.verb_clauses import (
    behind_preposition,
    carried_by_noun,
    in_which,
    opens_clause,
    owner_of_words,
    pronoun_before,
    subject_follows,
)
from tawatur.language import words as w
from tawatur.language.conjugation import Form
from tawatur.language.marking import COMMAS, Marking
from tawatur.language.nominals import Phrase, noun_phrase

_MIN_QUOTED = 4
_SHORT = 2
_SUBJECT_REACH = 40
_WEAK_REACH = 15
_RELAY_REACH = 30  # نقلت الوكالة عن فلان، الذي …، قوله إن
_DENIAL_REACH = 10
_ON_OBJECT = frozenset(["reject", "condemn", "welcome", "deny"])
_NOT = ("لم", "لا", "لن")
_NOR = ("ولم", "ولا", "ولن")


@dataclass(slots=True)
class _Verb:
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


def verb_draft(marking: Marking, i: int, first: int, limit: int, cue: Cue, form: Form) -> Draft | None:
    """The statement that the verb at ``i`` makes in one of its senses, or None."""
    verb = _examined(marking, i, first, limit, cue, form)
    if verb is None:
        return None
    draft, word = verb.draft, marking.words[i]
    denial = _nor_denied(marking, i, limit) if cue.act == "affirm" else None
    if denial is not None:
        draft.cues.append((denial, denial + 1))
        draft.act = "decline"
    clause = clause_complement(marking, cue, i + 1 if denial is None else denial + 1, limit)
    if clause is not None and (carried_by_noun(marking, i, cue) or _of_a_thing(verb, clause)):
        clause = None
    saying = saying_after(marking, i, limit)
    if saying is not None and (clause is None or saying.at < clause.at):
        own = _before_saying(verb, saying)
        spoken = clause_complement(marking, saying.cue, saying.at + 1, limit)
        if spoken is not None and own is None:
            return _carried(verb, saying, spoken)
        clause = clause_complement(marking, cue, i + 1, saying.at) if own is not None else spoken
    elif set(cue.frames) <= {"qail"}:
        return None
    bound = clause.at if clause is not None else limit
    after = verb.subject_up_to(min(bound, i + _SUBJECT_REACH))
    if (
        after is not None
        and word.conj
        and (
            ("object" in cue.guards and _who_is_asked(marking, after, bound))
            or ("transitive" in cue.guards and _alone(verb, after, bound))
        )
    ):
        draft.addressees.append(after)
        after = None
    if denial is not None:
        return _declined(verb, clause, denial)
    chosen = _choose(verb, clause, after)
    if chosen is None and (relative := _of_antecedent(verb, after)) is not None:
        return relative
    if chosen is None:
        return _quotation_before(verb, verb.before or after)
    complement, subject = chosen
    complement = _claimed_deed(verb, complement)
    if word.suffix and complement.frame == "np":
        return None
    if _lacks_object(verb, complement):
        return None
    if subject is None and (_describes(verb, complement) or _is_preposition(verb, complement)):
        return None
    if (subject is None or subject.classes & w.DOC) and _thought_by_nobody(verb, complement):
        subject, draft.source_kind = None, "agentless"
    if subject is not None and _passive_of_document(verb, subject, complement):
        return None
    draft.complement = complement
    _name_source(verb, subject)
    _name_addressee(verb, subject, complement)
    draft.rules.append(f"verb+{complement.frame}")
    return draft


def _examined(marking: Marking, i: int, first: int, limit: int, cue: Cue, form: Form) -> _Verb | None:
    """The verb with what stands before it; None where the word is a particle or a noun in this place."""
    word = marking.words[i]
    draft = Draft("verb", cue, [(i, i + 1)], i, form, word.suffix, word.conj)
    initial = opens_clause(marking, i, first) or subject_follows(marking, i, limit, form)
    if behind_preposition(marking, i):
        return None
    if word.classes & w.COMP or (word.classes & (w.PREP | w.SPEAKER) and not initial):
        return None
    pronoun = pronoun_before(marking, i, first)
    before = owner_of_words(marking, i, first)
    if before is None and not initial and not pronoun:
        before = subject_before(marking, i, first, form)
    return _Verb(marking, i, first, limit, draft, before, pronoun, initial)


def _before_saying(verb: _Verb, saying: Saying) -> Complement | None:
    """«أدان الهجوم قائلا»: what the verb itself says before the saying word, where it may say anything."""
    if "qail" in verb.cue.frames:
        return None
    return nominal_complement(verb.marking, verb.cue, verb.at + 1, saying.at, verb.at + 1)


def _carried(verb: _Verb, saying: Saying, spoken: Complement) -> Draft:
    """«تابع قائلا إن»: one statement with two cues, the clause governed by the second."""
    draft = verb.draft
    draft.cues.append((saying.at, saying.at + 1))
    draft.complement = spoken
    draft.source = verb.before or verb.subject_up_to(saying.at)
    draft.rules.append(f"verb+saying+{spoken.frame}")
    return draft


def _nor_denied(marking: Marking, i: int, limit: int) -> int | None:
    """«لم تؤكد … ولم تنف»: the denying verb that makes a refusal to say of both."""
    if i == 0 or marking.words[i - 1].stem not in _NOT:
        return None
    for k in range(i + 1, min(limit, i + _DENIAL_REACH)):
        word = marking.words[k]
        if word.classes & w.CUE_VERB and marking.tokens[k - 1].folded in _NOR:
            if any(isinstance(r.row, Cue) and r.row.act == "deny" for r in word.readings):
                return k
    return None


def _declined(verb: _Verb, clause: Complement | None, denial: int) -> Draft | None:
    """The statement of who neither confirms nor denies, or None where nothing says what."""
    draft, marking, start = verb.draft, verb.marking, denial + 1
    draft.complement = clause or nominal_complement(marking, verb.cue, start, verb.limit, start)
    draft.source = verb.before or subject_after(marking, verb.at + 1, denial, draft.feature)
    return draft if draft.complement is not None else None


def _of_antecedent(verb: _Verb, subject: Phrase | None) -> Draft | None:
    """«الاتفاق الذي ترفضه الحكومة»: what is refused stands before the relative pronoun; or None."""
    marking, draft, at = verb.marking, verb.draft, verb.at
    if not draft.suffix or subject is None or not subject.classes & (w.SPEAKER & ~w.DOC):
        return None
    if draft.cue.act not in _ON_OBJECT or "np" not in draft.cue.frames or not is_relative(marking, at - 1):
        return None
    end = at - 2 if marking.is_punct(at - 2, COMMAS) else at - 1
    thing = antecedent(marking, end, verb.first)
    if thing is None:
        return None
    draft.content, draft.hard_end, draft.fixed = [(thing.first, end)], at + 1, True
    draft.source = subject
    draft.rules.append("verb of a relative clause: its antecedent")
    return draft


def _lacks_object(verb: _Verb, complement: Complement) -> bool:
    """«اطلع المجلس على»: a verb that needs an object and has none is another verb."""
    if "transitive" not in verb.cue.guards or getattr(verb.draft.feature, "voice", "active") == "passive":
        return False
    right_behind = complement.at == verb.at + 1 and complement.frame in NOMINAL and complement.frame != "np"
    return right_behind and not verb.draft.suffix and not _vowelled_passive(verb.marking, verb.at)


def _who_is_asked(marking: Marking, phrase: Phrase, bound: int) -> bool:
    """«طالب بوقف … ودعا الأطراف إلى»: the only phrase after a joined verb, a group, is who is asked."""
    plural = phrase.classes & (w.PLURAL | w.GENERIC) and not phrase.classes & w.ROLE
    after = marking.words[phrase.last] if phrase.last < bound else None
    return bool(plural) and after is not None and bool(after.prep or after.classes & w.PREP)


def _alone(verb: _Verb, phrase: Phrase, bound: int) -> bool:
    """«ووصف الرئيس بأنه …»: a verb that needs an object has it in the only short phrase behind it."""
    if phrase.last - phrase.first > _SHORT or phrase.joined or phrase.last >= len(verb.marking.words):
        return False
    word = verb.marking.words[phrase.last]
    governed = word.prep == "ب" or (word.classes & w.PREP and word.stem in ("علي", "الي"))
    return not verb.draft.suffix and (phrase.last == bound or bool(governed))


def _choose(
    verb: _Verb, clause: Complement | None, after: Phrase | None
) -> tuple[Complement, Phrase | None] | None:
    """Clause or nominal complement, and the subject that goes with it."""
    cue, subject = verb.cue, verb.before or after
    if "needs_document" in cue.guards and (subject is None or not subject.classes & w.DOC):
        return None
    nominal, its_subject = _nominal(verb, clause, after)
    if nominal is not None and prevails(verb.marking, cue, nominal, clause, its_subject):
        return nominal, its_subject
    reach = _RELAY_REACH if cue.act == "relay" else _WEAK_REACH
    if clause is None or ("weak" in cue.guards and clause.at > verb.at + reach):
        return None
    return clause, subject


def _nominal(
    verb: _Verb, clause: Complement | None, after: Phrase | None
) -> tuple[Complement | None, Phrase | None]:
    """The noun phrase that the verb may say, and the subject that is left for it."""
    cue, marking, behind = verb.cue, verb.marking, verb.at + 1
    start = after.last if after is not None else behind
    nominal = nominal_complement(marking, cue, behind, verb.limit, start)
    if nominal is not None and nominal.frame == "np" and "object" in cue.guards:
        nominal = _past_object(verb, nominal) or nominal
    if (
        nominal is None
        and after is not None
        and "np" in cue.frames
        and clause is None
        and "needs_document" not in cue.guards
        and not after.classes & (w.SPEAKER & ~w.DOC)
    ):
        # أدانت تصريحات الوزير: the only phrase after the verb is what is said, not who says it
        return nominal_complement(marking, cue, behind, verb.limit, behind), None
    return nominal, verb.before or after


def _past_object(verb: _Verb, nominal: Complement) -> Complement | None:
    """«حملت الفصائل الحكومة مسؤولية ما جرى»: what stands behind the object, which is who is addressed."""
    asked = noun_phrase(verb.marking, nominal.content, verb.limit, appositions=False)
    if asked is None or not asked.classes & w.SPEAKER:
        return None
    behind = nominal_complement(verb.marking, verb.cue, asked.last, verb.limit, asked.last)
    if behind is None or not prevails(verb.marking, verb.cue, behind, None, None):
        return None
    verb.draft.addressees.append(asked)
    return behind


def _quotation_before(verb: _Verb, subject: Phrase | None) -> Draft | None:
    """«…»، قالت فلانة: the quotation before a verb that governs nothing else is what is said; or None."""
    marking, draft, at = verb.marking, verb.draft, verb.at - 1
    while at > verb.first and marking.is_punct(at, COMMAS):
        at -= 1
    quotation = marking.closing.get(at)
    if (
        quotation is None
        or "quote" not in draft.cue.frames
        or subject is None
        or quotation.close - quotation.open < _MIN_QUOTED
    ):
        return None
    draft.complement = Complement("quote", quotation.open, quotation.open + 1, quotation.close, quoted=True)
    draft.source = subject
    draft.rules.append("verb behind its quotation")
    return draft


def _claimed_deed(verb: _Verb, complement: Complement) -> Complement:
    """«أعلن مسؤوليته عن الهجوم»: the deed behind the preposition, whose responsibility is a second cue."""
    cue, at = verb.cue, complement.content
    if cue.act != "claim" or complement.frame != "np" or "an_np" not in cue.frames:
        return complement
    prepositions = replace(cue, frames={f: a for f, a in cue.frames.items() if f != "np"})
    deed = nominal_complement(verb.marking, prepositions, at + 1, verb.limit, at + 1)
    if deed is None:
        return complement
    verb.draft.cues.append((at, at + 1))
    return deed


def _name_source(verb: _Verb, subject: Phrase | None) -> None:
    """The subject as source; nobody for a passive, and the kind of source where the text names none."""
    draft = verb.draft
    tense, voice = getattr(draft.feature, "tense", ""), getattr(draft.feature, "voice", "active")
    # نُقلت: no perfect of the active has this vowel; an imperfect has it (يُعلن)
    passive = voice == "passive" or (tense == "perfect" and _vowelled_passive(verb.marking, verb.at))
    draft.source = None if passive else subject
    if draft.source is not None:
        before = draft.source.first < verb.at
        draft.rules.append(f"source: {'before' if before else 'behind'} the verb")
        return
    if passive or _vowelled_passive(verb.marking, verb.at) or "agentless" in draft.cue.guards:
        draft.source_kind = "agentless"
    elif verb.pronoun:
        draft.source_kind = "pronoun"


def _is_preposition(verb: _Verb, complement: Complement) -> bool:
    """«عبر مناقشة حول …»: عبر and its like are verbs only before a subject or what they say."""
    return bool(verb.marking.words[verb.at].classes & w.PREP) and complement.at > verb.at + 1


def _thought_by_nobody(verb: _Verb, complement: Complement) -> bool:
    """«مخطوطة يعتقد أنها قديمة»: behind a noun or a relative pronoun an opinion without a subject is nobody's."""
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


def _passive_of_document(verb: _Verb, subject: Phrase, complement: Complement) -> bool:
    """«الأرقام التي أعلنت أول العام»: a document does not announce a thing, it is announced."""
    marking, at = verb.marking, verb.at
    return (
        bool(subject.classes & w.DOC)
        and subject.last <= at
        and bool(marking.words[at - 1].classes & w.REL)
        and complement.frame == "np"
        and verb.cue.act in ("announce", "reveal", "relay")
        and not marking.words[at].suffix
    )


def _of_a_thing(verb: _Verb, clause: Complement) -> bool:
    """«تزيد شهرتهم … بأن»: whether a verb that is often no word of speech has a thing for its subject."""
    marking, behind = verb.marking, verb.at + 1
    if "weak" not in verb.cue.guards or verb.before is not None or clause.at <= behind + 1:
        return False
    word = marking.words[behind]
    other = w.SPEAKER | w.ADV | w.PREP | w.CUE_NOUN
    if not word.classes & (w.NOUN | w.MASDAR) or word.prep or word.classes & other:
        return False
    return (
        not marking.tokens[behind].text.endswith("اً") and noun_phrase(marking, behind, clause.at) is not None
    )


def _describes(verb: _Verb, complement: Complement) -> bool:
    """«مواقف تعتبر متقدمة»، «العبارات التي تدعو إلى»: a verb whose subject is a thing right before it."""
    marking, at = verb.marking, verb.at
    passive = getattr(verb.draft.feature, "voice", "active") == "passive" or _vowelled_passive(marking, at)
    if verb.initial or verb.pronoun or passive or in_which(marking, at):
        return False
    while at > verb.first and marking.words[at - 1].classes & w.NEG:
        at -= 1
    before = marking.words[at - 1]
    if before.classes & w.REL:
        return not marking.words[verb.at].suffix
    clause = complement.frame not in NOMINAL  # خرجوا يهتفون: a verb of circumstance
    if clause or marking.tokens[at - 1].kind == "punct" or before.classes & w.FUNCTION:
        return False
    return bool(before.classes & w.NOMINAL or before.definite or not before.known)


def _vowelled_passive(marking: Marking, i: int) -> bool:
    """A damma on the first root letter is the only written sign of the passive (أُعلن، يُعتقد)."""
    return DAMMA in marking.tokens[i].text[:4]


def _name_addressee(verb: _Verb, subject: Phrase | None, complement: Complement) -> None:
    """«اتهم الوزير الحزب بـ»: the speaker between the subject and what is said is who is addressed."""
    if "object" not in verb.cue.guards or verb.draft.addressees:
        return
    start = subject.last if subject is not None and subject.first > verb.at else verb.at + 1
    asked = noun_phrase(verb.marking, start, complement.at) if start < complement.at else None
    if asked is not None and asked.classes & w.SPEAKER:
        verb.draft.addressees.append(asked)
