"""Reporting verbs: who speaks, to whom, and what is said; None where the verb reports nothing here."""

from __future__ import annotations

from msgspec.structs import replace

from tawatur.attribute.complements import clause_complement
from tawatur.attribute.contents import NOMINAL
from tawatur.attribute.drafts import Complement, Draft
from tawatur.attribute.governing import Saying, prevails, saying_after
from tawatur.attribute.lexicon import Cue
from tawatur.attribute.objects import nominal_complement
from tawatur.attribute.preceding import antecedent, is_relative, subject_before, unread_subject
from tawatur.attribute.sources import stranger_behind, subject_after, unread_behind
from tawatur.attribute.verb_clauses import (
    begins_whole_name,
    behind_its_verb,
    behind_preposition,
    carried_by_noun,
    in_construct,
    in_which,
    opens_clause,
    owner_of_words,
    pronoun_before,
    subject_follows,
    takes_up_clause,
)
from tawatur.attribute.verb_guards import (
    Verb,
    has_damma,
    of_a_thing,
    says_nothing,
    thought_by_nobody,
    vowelled_passive,
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
_PREPOSITIONS = {"الي": "ila", "علي": "ala", "عن": "an_np"}
_NOT = ("لم", "لا", "لن")
_NOR = ("ولم", "ولا", "ولن")


def verb_draft(marking: Marking, i: int, first: int, limit: int, cue: Cue, form: Form) -> Draft | None:
    """The statement that the verb at ``i`` makes in one of its senses, or None."""
    verb = _examined(marking, i, first, limit, cue, form)
    if verb is None:
        return None
    draft = verb.draft
    denial = _nor_denied(marking, i, limit) if cue.act == "affirm" else None
    if denial is not None:
        draft.cues.append((denial, denial + 1))
        draft.act = "decline"
    clause = _own_clause(verb, i + 1 if denial is None else denial + 1)
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
    after = None if _opens_with_content(verb) else verb.subject_up_to(min(bound, i + _SUBJECT_REACH))
    if after is not None and _is_object(verb, after, bound):
        draft.addressees.append(after)
        after = None
    if denial is not None:
        return _declined(verb, clause, denial)
    chosen = _choose(verb, clause, after)
    if chosen is None:
        return _of_antecedent(verb, after) or _quotation_before(verb, verb.before or after)
    complement, subject = chosen
    complement = _claimed_deed(verb, complement)
    if says_nothing(verb, complement, subject):
        return None
    if (subject is None or subject.classes & w.DOC) and thought_by_nobody(verb, complement):
        subject, draft.source_kind = None, "agentless"
    draft.complement = complement
    _name_source(verb, subject, complement)
    _name_addressee(verb, subject, complement)
    draft.rules.append(f"verb+{complement.frame}")
    return draft


def _opens_with_content(verb: Verb) -> bool:
    """«وأشارت إلى شن الاحتلال غارات»: right behind the verb stands the preposition of what is said."""
    words, behind = verb.marking.words, verb.at + 1
    if getattr(verb.draft.feature, "voice", "active") == "passive" or vowelled_passive(verb.marking, verb.at):
        return False
    preposition = _PREPOSITIONS.get(words[behind].stem) if behind < len(words) - 1 else None
    return preposition in verb.cue.frames and not words[behind + 1].classes & w.DEM


def _own_clause(verb: Verb, start: int) -> Complement | None:
    """The clause behind the verb, unless it is another's."""
    clause = clause_complement(verb.marking, verb.cue, start, verb.limit)
    if clause is None or carried_by_noun(verb.marking, verb.at, verb.cue) or of_a_thing(verb, clause):
        return None
    return clause


def _examined(marking: Marking, i: int, first: int, limit: int, cue: Cue, form: Form) -> Verb | None:
    """The verb with what stands before it; None where the word is a particle or a noun in this place."""
    word = marking.words[i]
    draft = Draft("verb", cue, [(i, i + 1)], i, form, word.suffix, word.conj)
    initial = opens_clause(marking, i, first) or (
        "object" not in cue.guards and subject_follows(marking, i, limit, form)
    )
    if (
        behind_preposition(marking, i)
        or behind_its_verb(marking, i)
        or (not initial and in_construct(marking, i))
    ):
        return None
    if word.classes & w.COMP:
        return None
    pronoun = pronoun_before(marking, i, first)
    if word.classes & (w.PREP | w.SPEAKER) and not (initial or pronoun or in_which(marking, i)):
        return None
    if begins_whole_name(marking, i):
        return None
    before = owner_of_words(marking, i, first)
    if before is None and not initial and not pronoun:
        before = subject_before(marking, i, first, form) if form.person == 3 else None
        if before is not None and in_which(marking, i) and not _author(marking, before):
            before = None
    return Verb(marking, i, first, limit, draft, before, pronoun, initial)


def _author(marking: Marking, phrase: Phrase) -> bool:
    """«برقية من الوزير عبر فيها»: who speaks in a document, not the document nor the day."""
    return not (phrase.classes & w.DOC or marking.words[phrase.first].classes & w.TIME)


def _before_saying(verb: Verb, saying: Saying) -> Complement | None:
    """«أدان الهجوم قائلا»: what the verb itself says before the saying word, where it may say anything."""
    if "qail" in verb.cue.frames:
        return None
    return nominal_complement(verb.marking, verb.cue, verb.at + 1, saying.at, verb.at + 1)


def _carried(verb: Verb, saying: Saying, spoken: Complement) -> Draft:
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


def _declined(verb: Verb, clause: Complement | None, denial: int) -> Draft | None:
    """The statement of who neither confirms nor denies, or None where nothing says what."""
    draft, marking, start = verb.draft, verb.marking, denial + 1
    draft.complement = clause or nominal_complement(marking, verb.cue, start, verb.limit, start)
    draft.source = verb.before or subject_after(marking, verb.at + 1, denial, draft.feature)
    return draft if draft.complement is not None else None


def _of_antecedent(verb: Verb, subject: Phrase | None) -> Draft | None:
    """«الاتفاق الذي ترفضه الحكومة»: what is refused stands before the relative pronoun; or None."""
    marking, draft, at = verb.marking, verb.draft, verb.at
    if not draft.suffix or subject is None or not subject.classes & (w.SPEAKER & ~w.DOC):
        return None
    if takes_up_clause(marking, at) and "np" in draft.cue.frames and "before" not in draft.cue.guards:
        draft.source, draft.takes_up = subject, True
        draft.rules.append("takes up what was said before")
        return draft
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


def _is_object(verb: Verb, phrase: Phrase, bound: int) -> bool:
    """Whether the phrase behind a joined verb is whom it is about, and its subject stands before."""
    guards = verb.cue.guards
    if in_which(verb.marking, verb.at) and "object" in guards:
        return _governed(verb.marking, phrase, bound)  # شكوى اتهمت فيها الأردن بدعم
    ending = _case(verb.marking, phrase)
    if ending == "ين" and "object" in guards and _governed(verb.marking, phrase, bound):
        return True  # يدعو المواطنين إلى
    if not verb.draft.conj or ending == "ون":
        return False
    asked = "object" in guards and _who_is_asked(verb.marking, phrase, bound)
    return asked or ("transitive" in guards and _alone(verb, phrase, bound))


def _case(marking: Marking, phrase: Phrase) -> str:
    """The ending of a plural of people, which tells a subject (ون) from an object (ين); or nothing."""
    ending = marking.words[phrase.head].stem[-2:]
    return ending if phrase.classes & w.PLURAL and ending in ("ون", "ين") else ""


def _who_is_asked(marking: Marking, phrase: Phrase, bound: int) -> bool:
    """«طالب بوقف … ودعا الأطراف إلى»: the only phrase after a joined verb, a group, is who is asked."""
    plural = phrase.classes & (w.PLURAL | w.GENERIC) and not phrase.classes & (w.ROLE | w.ANON)
    return bool(plural) and _governed(marking, phrase, bound)


def _governed(marking: Marking, phrase: Phrase, bound: int) -> bool:
    """Whether a preposition follows the phrase."""
    after = marking.words[phrase.last] if phrase.last < bound else None
    return after is not None and bool(after.prep or after.classes & w.PREP)


def _alone(verb: Verb, phrase: Phrase, bound: int) -> bool:
    """«ووصف الرئيس بأنه …»: a verb that needs an object has it in the only short phrase behind it."""
    if phrase.last - phrase.first > _SHORT or phrase.joined or phrase.last >= len(verb.marking.words):
        return False
    word = verb.marking.words[phrase.last]
    governed = word.prep == "ب" or (word.classes & w.PREP and word.stem in ("علي", "الي"))
    return not verb.draft.suffix and (phrase.last == bound or bool(governed))


def _choose(
    verb: Verb, clause: Complement | None, after: Phrase | None
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
    verb: Verb, clause: Complement | None, after: Phrase | None
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


def _past_object(verb: Verb, nominal: Complement) -> Complement | None:
    """«حملت الفصائل الحكومة مسؤولية ما جرى»: what stands behind the object, which is who is addressed."""
    asked = noun_phrase(verb.marking, nominal.content, verb.limit, appositions=False)
    if asked is None or not asked.classes & w.SPEAKER:
        return None
    behind = nominal_complement(verb.marking, verb.cue, asked.last, verb.limit, asked.last)
    if behind is None or not prevails(verb.marking, verb.cue, behind, None, None):
        return None
    verb.draft.addressees.append(asked)
    return behind


def _quotation_before(verb: Verb, subject: Phrase | None) -> Draft | None:
    """«…»، قالت فلانة: the quotation before a verb that governs nothing else is what is said; or None."""
    marking, draft, at = verb.marking, verb.draft, verb.at - 1
    while at > verb.first and marking.is_punct(at, COMMAS):
        at -= 1
    quotation = marking.closing.get(at)
    if (
        quotation is None
        or "quote" not in draft.cue.frames
        or marking.words[verb.at].classes & w.PREP  # «الرسائل» بين البلدين
        or subject is None
        or quotation.close - quotation.open < _MIN_QUOTED
    ):
        return None
    draft.complement = Complement("quote", quotation.open, quotation.open + 1, quotation.close, quoted=True)
    draft.source = subject
    draft.rules.append("verb behind its quotation")
    return draft


def _claimed_deed(verb: Verb, complement: Complement) -> Complement:
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


def _name_source(verb: Verb, subject: Phrase | None, complement: Complement) -> None:
    """The subject as source; nobody for a passive, and the kind of source where the text names none."""
    draft = verb.draft
    voice = getattr(draft.feature, "voice", "active")
    # نُقلت: no perfect of the active has this vowel; an imperfect has it (يُعلن)
    passive = voice == "passive" or (draft.tense == "perfect" and vowelled_passive(verb.marking, verb.at))
    draft.source = None if passive else subject
    if draft.source is not None and draft.source.first > verb.at:
        draft.source = _with_office(verb, draft.source)
    if draft.source is not None:
        before = draft.source.first < verb.at
        draft.rules.append(f"source: {'before' if before else 'behind'} the verb")
        return
    thought = draft.cue.act in ("opine", "expect") and has_damma(verb.marking, verb.at)  # يُرجّح أن
    if passive or thought or vowelled_passive(verb.marking, verb.at) or "agentless" in draft.cue.guards:
        draft.source_kind = "agentless"
        if complement.frame == "fi_np":  # يشتبه في انتمائهم، في عمليات دهم
            marks = (k for k in range(complement.content, verb.limit) if verb.marking.is_punct(k, COMMAS))
            draft.bound = next(marks, None)
    elif verb.pronoun:
        draft.source_kind = "pronoun"
    else:
        own = getattr(draft.feature, "person", 3) != 3 or bool(draft.suffix)
        draft.unread = not own and _is_unread(verb, complement)


def _is_unread(verb: Verb, complement: Complement) -> bool:
    """Whether a name stands before the verb, or behind it, that is not read."""
    marking, behind = verb.marking, verb.at + 1
    if not verb.initial and unread_subject(marking, verb.at, verb.first):
        return True
    if not verb.draft.addressees and complement.frame not in NOMINAL:
        if stranger_behind(marking, behind, complement.at):
            return True
    return unread_behind(marking, behind)


def _with_office(verb: Verb, subject: Phrase) -> Phrase:
    """«أوضحت فلانة المتحدثة باسم النيابة أن»: the name with the office that follows it without a comma.

    Not behind a verb that is done to somebody: «اتهم فلان المتحدث باسم الحزب بأنه».
    """
    marking, draft, at = verb.marking, verb.draft, subject.last
    clause = draft.complement is not None and draft.complement.frame not in NOMINAL
    if not clause or subject.name is None or subject.name[1] != at or "object" in draft.cue.guards:
        return subject
    if at >= len(marking.words) or not marking.words[at].definite:
        return subject
    office = noun_phrase(marking, at, draft.complement.at) if draft.complement is not None else None
    if office is None or not office.classes & (w.ROLE | w.SPOKES) or office.name is not None:
        return subject
    return replace(subject, last=office.last)


def _name_addressee(verb: Verb, subject: Phrase | None, complement: Complement) -> None:
    """«اتهم الوزير الحزب بـ»: the speaker between the subject and what is said is who is addressed."""
    if "object" not in verb.cue.guards or verb.draft.addressees:
        return
    start = subject.last if subject is not None and subject.first > verb.at else verb.at + 1
    asked = noun_phrase(verb.marking, start, complement.at) if start < complement.at else None
    if asked is not None and asked.classes & w.SPEAKER:
        verb.draft.addressees.append(asked)
