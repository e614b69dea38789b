"""Reporting words in the text, each tested for a complement and given its source where the clause has one."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from tawatur.attribute.complements import SAYING, clause_complement, nominal_complement
from tawatur.attribute.drafts import Complement, Draft
from tawatur.attribute.lexicon import DAMMA, Cue, PhraseForm
from tawatur.attribute.relays import relayed
from tawatur.attribute.sources import agrees, subject_after, subject_before
from tawatur.language import words as w
from tawatur.language.conjugation import Form
from tawatur.language.marking import Marking
from tawatur.language.nominals import Phrase, noun_phrase
from tawatur.language.words import Reading, Word

_CUES = w.CUE_VERB | w.FIRST_PERSON | w.CUE_PART | w.CUE_NOUN
_SILENT = frozenset(["own_voice", "no_statement", "agentless", "turn_marker", "anonymity", "pretext"])
_MIN_QUOTED = 4
_NAMED = w.ACTOR | w.COUNTRY | w.NAME | w.BODY | w.MEDIA
_ACCUSATIVE = ("اً", "ًا")
_WEAK_REACH = 15
_RELAY_REACH = 30  # نقلت الوكالة عن فلان، الذي …، قوله إن


def drafts_in(marking: Marking, first: int, last: int, sentence: int, hung: set[int]) -> list[Draft]:
    """The statements whose cue is a verb, participle or verbal noun between two tokens, in order.

    ``hung`` are tokens of adverbial cues (بحسب ما أفادت), which are none of these.
    """
    found: list[Draft] = []
    taken = set(hung)
    silent = _own_voice(marking, first, last)
    for i in range(first, last):
        word = marking.words[i]
        if i in taken or i in silent or not word.classes & _CUES:
            continue
        draft = _draft_at(marking, i, first, last, word)
        if draft is not None:
            new = [draft, *relayed(marking, draft)]
            for d in new:
                d.sentence = sentence
                taken.update(k for a, b in d.cues for k in range(a, b))
            found += new
    return found


def _own_voice(marking: Marking, first: int, last: int) -> set[int]:
    """Tokens of formulas in the outlet's own voice (يذكر أن) and of phrases that only look like cues."""
    silent: set[int] = set()
    for i in range(first, last):
        for hit in marking.hits(i, "cue_phrase"):
            assert isinstance(hit.row, PhraseForm)
            if hit.row.row.kind in _SILENT and hit.row.written_as(marking.tokens[i].text):
                silent.update(range(hit.first, hit.last))
        for hit in (*marking.hits(i, "marker"), *marking.hits(i, "channel")):
            silent.update(range(hit.first, hit.last))
    return silent


def _draft_at(marking: Marking, i: int, first: int, last: int, word: Word) -> Draft | None:
    """Verb before participle before noun: the first reading whose complement test holds."""
    limit = _limit(marking, i, last)
    if word.classes & (w.CUE_VERB | w.FIRST_PERSON) and not word.definite and word.prep in ("", "س"):
        for reading in _readings(word, w.CUE_VERB | w.FIRST_PERSON, marking.tokens[i].light):
            if not _form_possible(marking, i, reading.feature):
                continue
            draft = _verb(marking, i, first, limit, word, reading)
            if draft is not None:
                return draft
    if word.classes & w.CUE_PART and not (word.definite or word.prep or word.suffix):
        for reading in _readings(word, w.CUE_PART, marking.tokens[i].light):
            draft = _participle(marking, i, limit, word, reading)
            if draft is not None:
                return draft
    if word.classes & w.CUE_NOUN:
        for reading in _readings(word, w.CUE_NOUN, marking.tokens[i].light):
            draft = _noun(marking, i, limit, word, reading)
            if draft is not None:
                return draft
    return None


def _limit(marking: Marking, i: int, last: int) -> int:
    quotation = marking.quotation_of[i]
    return min(last, quotation.close) if quotation is not None and quotation.closed else last


def _readings(word: Word, kind: int, light: str) -> Iterator[Reading]:
    """One reading a cue sense: forms of two persons count once, the third person first."""
    seen: set[str] = set()
    readings = sorted(
        (r for r in word.readings if r.classes & kind and isinstance(r.row, Cue)),
        key=lambda r: (
            "before" not in r.row.guards,
            getattr(r.feature, "person", 3) != 3,
            getattr(r.feature, "tense", "") == "jussive",
        ),
    )
    for reading in readings:
        cue = reading.row
        assert isinstance(cue, Cue)
        if cue.id not in seen:
            seen.add(cue.id)
            yield reading


def _form_possible(marking: Marking, i: int, feature: object) -> bool:
    """Whether the form can stand here: a jussive only after its particle, no feminine plural, ى for no ي."""
    assert isinstance(feature, Form)
    if feature.tense == "jussive" and feature.number == "s":
        return i > 0 and marking.words[i - 1].stem in ("لم", "لا", "ان", "لما") and feature.person == 3
    if marking.tokens[i].light.lstrip("وفس").startswith("أ") and feature.text.startswith("ا"):
        return False  # أعتقد is «I», never اعتقد
    if feature.person == 1 and marking.quotation_of[i] is None and not _colon_before(marking, i):
        return False
    return not (
        feature.text.endswith("ي") and marking.tokens[i].light.endswith("ى") and feature.tense == "imperfect"
    )


def _colon_before(marking: Marking, i: int) -> bool:
    first = marking.sentences[marking.layout.sentence_of(i)][0]
    return any(marking.is_punct(k, ":") for k in range(first, i))


def _verb(marking: Marking, i: int, first: int, limit: int, word: Word, reading: Reading) -> Draft | None:
    cue, feature = reading.row, reading.feature
    assert isinstance(cue, Cue)
    draft = Draft("verb", cue, [(i, i + 1)], i, feature, word.suffix, word.conj)  # type: ignore[arg-type]
    initial = _clause_initial(marking, i, first, word) or _subject_follows(marking, i, limit, draft.feature)
    if word.classes & w.COMP or (word.classes & (w.PREP | w.SPEAKER) and not initial):
        return None
    pronoun = _pronoun_before(marking, i, first)
    owner = _owner_of_words(marking, i, first)
    before = owner or (None if initial or pronoun else subject_before(marking, i, first, draft.feature))
    denial = _nor_denied(marking, i, limit) if cue.act == "affirm" else None
    if denial is not None:
        draft.cues.append((denial, denial + 1))
        draft.act = "decline"
    start = i + 1 if denial is None else denial + 1
    qail = _saying_after(marking, i, limit)
    clause = clause_complement(marking, cue, start, limit)
    if qail is not None and (clause is None or qail < clause.at):
        saying = next(_readings(marking.words[qail], w.CUE_PART | w.CUE_NOUN, ""), None)
        if saying is not None and isinstance(saying.row, Cue):
            clause = clause_complement(marking, saying.row, qail + 1, limit)
            own = nominal_complement(marking, cue, i + 1, qail, i + 1) if "qail" not in cue.frames else None
            if clause is not None and own is None:
                draft.cues.append((qail, qail + 1))
                after = (
                    subject_after(marking, i + 1, qail, draft.feature)
                    if before is None and not pronoun
                    else None
                )
                draft.complement, draft.source = clause, before or after
                draft.rules.append(f"verb+saying+{clause.frame}")
                return draft
            clause = clause_complement(marking, cue, i + 1, qail) if own is not None else clause
    elif set(cue.frames) <= {"qail"}:
        return None
    bound = clause.at if clause is not None else limit
    after = (
        subject_after(marking, i + 1, min(bound, i + 40), draft.feature)
        if before is None and not pronoun
        else None
    )
    if after is not None and "object" in cue.guards and word.conj and _who_is_asked(marking, after, bound):
        draft.addressees.append(after)
        after = None
    if denial is not None:
        draft.complement = clause or nominal_complement(marking, cue, start, limit, start)
        draft.source = before or subject_after(marking, i + 1, denial, draft.feature)
        return draft if draft.complement is not None else None
    chosen = _choose(marking, cue, clause, i, limit, before, after)
    if chosen is None:
        return _quotation_before(marking, i, first, draft, before or after)
    complement, subject = chosen
    draft.complement, draft.source = complement, subject
    if cue.act == "claim" and complement.frame == "np" and "an_np" in cue.frames:
        deed = nominal_complement(
            marking, _without_np(cue), complement.content + 1, limit, complement.content + 1
        )
        if deed is not None:
            draft.cues.append((complement.content, complement.content + 1))
            draft.complement = complement = deed
    voice = getattr(feature, "voice", "active")
    if voice == "passive":
        draft.source = None
    if draft.source is None and (voice == "passive" or _passive(marking, i) or "agentless" in cue.guards):
        draft.source_kind = "agentless"
    elif draft.source is None and pronoun:
        draft.source_kind = "pronoun"
    if "object" in cue.guards and not draft.addressees:
        start = subject.last if subject is not None and subject.first > i else i + 1
        asked = noun_phrase(marking, start, complement.at) if start < complement.at else None
        if asked is not None and asked.classes & w.SPEAKER:
            draft.addressees.append(asked)
    if word.suffix and complement.frame == "np":
        return None
    draft.rules.append(f"verb+{complement.frame}")
    return draft


def _choose(
    marking: Marking,
    cue: Cue,
    clause: Complement | None,
    i: int,
    limit: int,
    before: Phrase | None,
    after: Phrase | None,
) -> tuple[Complement, Phrase | None] | None:
    """Clause or nominal complement, and the subject that goes with it."""
    subject = before or after
    if "needs_document" in cue.guards and (subject is None or not subject.classes & w.DOC):
        return None
    nominal, subject = _nominal(marking, cue, clause, i, limit, before, after)
    if nominal is not None and not _permitted(marking, cue, nominal, subject):
        nominal, subject = None, before or after
    if clause is not None and nominal is not None:
        if nominal.content >= clause.at or not _outranks(marking, nominal, clause):
            nominal, subject = None, before or after
    if nominal is not None:
        return nominal, subject
    reach = _RELAY_REACH if cue.act == "relay" else _WEAK_REACH
    if clause is None or ("weak" in cue.guards and clause.at > i + reach):
        return None
    return clause, subject


def _nominal(
    marking: Marking,
    cue: Cue,
    clause: Complement | None,
    i: int,
    limit: int,
    before: Phrase | None,
    after: Phrase | None,
) -> tuple[Complement | None, Phrase | None]:
    start = after.last if after is not None else i + 1
    nominal = nominal_complement(marking, cue, i + 1, limit, start)
    if (
        nominal is None
        and after is not None
        and "np" in cue.frames
        and clause is None
        and "needs_document" not in cue.guards
        and not after.classes & (w.SPEAKER & ~w.DOC)
    ):
        # أدانت تصريحات الوزير: the only phrase after the verb is what is said, not who says it
        return nominal_complement(marking, cue, i + 1, limit, i + 1), None
    return nominal, before or after


def _permitted(marking: Marking, cue: Cue, nominal: Complement, subject: Phrase | None) -> bool:
    """The guards of the row on a noun phrase that is said: its first word, and who can be the subject."""
    word = marking.words[nominal.content]
    heads = {
        word.stem,
        marking.tokens[nominal.content].folded,
        ("ال" + word.stem) if word.definite else word.stem,
    }
    before = cue.guards.get("before")
    if (
        before is not None
        and nominal.frame in ("np", "bi", "ala", "an_np", "ila", "min")
        and not heads & before
    ):
        return False
    if "weak" in cue.guards and before is None:
        return False
    if heads & cue.guards.get("not_before", frozenset()):
        return False
    if "topic" in cue.guards and (nominal.content in marking.opening or word.classes & _NAMED):
        return False  # تحدث عن "داعش": a name is a topic, nothing that is said
    if "needs_speaker" in cue.guards and subject is not None:
        return bool(subject.classes & w.SPEAKER) or _personal(marking, subject)
    return True


def _personal(marking: Marking, subject: Phrase) -> bool:
    """Whether an unknown phrase is the name of somebody: a known name in it, or one definite word like a surname."""
    if subject.name is None:
        return bool(subject.classes & w.QUANT)
    words = marking.words[slice(*subject.name)]
    return any(word.classes & w.NAME for word in words) or subject.last - subject.first == 1


def _outranks(marking: Marking, nominal: Complement, clause: Complement) -> bool:
    """Whether the noun phrase before a clause is what the cue governs: a verbal noun, or anything before a colon."""
    word = marking.words[nominal.content]
    if clause.frame in ("colon", "quote"):
        return True
    if nominal.frame in ("np", "bi"):
        return bool(word.classes & (w.MASDAR | w.CUE_NOUN)) and not word.classes & (w.SPEAKER & ~w.DOC)
    return True


def _clause_initial(marking: Marking, i: int, first: int, word: Word) -> bool:
    """Whether the verb opens its clause, so that its subject follows."""
    if i == first or word.conj:
        return True
    if word.suffix and marking.words[i - 1].classes & (w.REL | w.CONJ):
        return True  # ما وصفه رئيس الوزراء بأنه
    token, previous = marking.tokens[i - 1], marking.words[i - 1]
    if token.kind == "punct":
        return not _subject_comma(marking, i, first)
    if previous.classes & w.CONJ and previous.stem != "ما":
        return True
    if previous.definite or previous.classes & (w.NOMINAL | w.REL):
        return False
    if previous.classes & w.AUX or previous.stem in ("قد", "لم", "لا", "لن", "ما"):
        return _clause_initial(marking, i - 1, first, previous) and not previous.stem == "قد"
    return bool(previous.classes & (w.CONJ | w.TIME | w.ADV | w.NEG))


def _subject_follows(marking: Marking, i: int, limit: int, feature: object) -> bool:
    """«…، أكد رئيس المجلس …»: behind a comma a speaker right after the verb is its subject."""
    if i == 0 or not marking.is_punct(i - 1, "،,"):
        return False
    phrase = noun_phrase(marking, i + 1, min(limit, i + 30))
    return phrase is not None and bool(phrase.classes & w.SPEAKER) and agrees(marking, phrase, feature)  # type: ignore[arg-type]


def _subject_comma(marking: Marking, i: int, first: int) -> bool:
    """«وزير الخارجية، بدر البوسعيدي، أعلن»: a subject may end in a comma; only then is it worth a look back."""
    if not marking.is_punct(i - 1, "،,-–—") and i - 1 not in marking.closing:
        return False
    return subject_before(marking, i, first) is not None


def _saying_after(marking: Marking, i: int, limit: int) -> int | None:
    """«تابع قائلا»، «ختم حديثه بالقول»: the index of the saying word that belongs to the verb at ``i``."""
    for k in range(i + 1, min(limit, i + 25)):
        word = marking.words[k]
        if marking.tokens[k].kind == "punct" and marking.tokens[k].text in ":.؟!؛":
            return None
        if word.classes & (w.CUE_PART | w.CUE_NOUN) and any(
            isinstance(r.row, Cue) and r.row.id == SAYING
            for r in word.readings
            if r.classes & (w.CUE_PART | w.CUE_NOUN)
        ):
            if word.classes & w.CUE_PART or word.prep == "ب":
                return k
        if word.classes & w.COMP or (word.finite and word.conj):
            return None
    return None


def _who_is_asked(marking: Marking, phrase: Phrase, bound: int) -> bool:
    """«طالب بوقف … ودعا الأطراف إلى»: the only phrase after a joined verb, a group, is who is asked."""
    plural = phrase.classes & (w.PLURAL | w.GENERIC) and not phrase.classes & w.ROLE
    after = marking.words[phrase.last] if phrase.last < bound else None
    return bool(plural) and after is not None and bool(after.prep or after.classes & w.PREP)


def _nor_denied(marking: Marking, i: int, limit: int) -> int | None:
    """«لم تؤكد … ولم تنف»: the denying verb that makes a refusal to say of both."""
    if i == 0 or marking.words[i - 1].stem not in ("لم", "لا", "لن"):
        return None
    for k in range(i + 1, min(limit, i + 10)):
        word = marking.words[k]
        if word.classes & w.CUE_VERB and marking.tokens[k - 1].folded in ("ولم", "ولا", "ولن"):
            if any(isinstance(r.row, Cue) and r.row.act == "deny" for r in word.readings):
                return k
    return None


def _quotation_before(
    marking: Marking, i: int, first: int, draft: Draft, subject: Phrase | None
) -> Draft | None:
    """«…»، قالت فلانة: a quotation right before a verb of saying that governs nothing else is what is said."""
    at = i - 1
    while at > first and marking.is_punct(at, "،,-–—"):
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


def _owner_of_words(marking: Marking, i: int, first: int) -> Phrase | None:
    """«تصريحات الوزير التي دعا فيها»: whoever's words they are says what is said in them."""
    if i + 1 >= len(marking.words) or marking.tokens[i + 1].folded not in ("فيها", "فيه", "خلالها", "خلاله"):
        return None
    at = i - 1
    while at > first and not marking.words[at].classes & w.REL:
        at -= 1
        if i - at > 3:
            return None
    for k in range(at - 1, max(first, at - 14) - 1, -1):
        word = marking.words[k]
        if word.classes & (w.DOC | w.CUE_NOUN) and not word.definite and k + 1 < at:
            owner = noun_phrase(marking, k + 1, at)
            return owner if owner is not None and owner.classes & w.SPEAKER else None
        if word.classes & w.COMP or (word.finite and not word.classes & w.NOMINAL):
            return None
    return None


def _without_np(cue: Cue) -> Cue:
    """The cue with its prepositions only: أعلن مسؤوليته عن."""
    return replace(cue, frames={f: a for f, a in cue.frames.items() if f != "np"})


def _pronoun_before(marking: Marking, i: int, first: int) -> bool:
    """«أنه يتوقع»: the subject is the pronoun on the complementiser."""
    k = i - 1
    while k > first and marking.words[k].stem in ("لا", "لن", "لم", "قد"):
        k -= 1
    return (
        k >= first
        and bool(marking.words[k].classes & w.COMP)
        and len(marking.tokens[k].folded.lstrip("وفب")) > 2
    )


def _passive(marking: Marking, i: int) -> bool:
    """A damma on the first root letter is the only written sign of the passive (أُعلن، يُعتقد)."""
    return DAMMA in marking.tokens[i].text[:4]


def _participle(marking: Marking, i: int, limit: int, word: Word, reading: Reading) -> Draft | None:
    cue, feature = reading.row, reading.feature
    assert isinstance(cue, Cue)
    if not isinstance(feature, Form) or not feature.circumstantial:
        return None
    clause = clause_complement(marking, cue, i + 1, limit)
    qail = _saying_after(marking, i, min(limit, i + 4)) if cue.id != SAYING else None
    if (
        qail is not None
        and (saying := next(_readings(marking.words[qail], w.CUE_PART | w.CUE_NOUN, ""), None)) is not None
    ):
        assert isinstance(saying.row, Cue)
        spoken = clause_complement(marking, saying.row, qail + 1, limit)
        if spoken is not None:
            cues = [(i, i + 1), (qail, qail + 1)]
            return Draft(
                "participle", cue, cues, i, feature, "", word.conj, spoken, rules=["participle+saying"]
            )
    nominal = nominal_complement(marking, cue, i + 1, limit, i + 1)
    if nominal is not None and not _permitted(marking, cue, nominal, None):
        nominal = None
    if (
        clause is not None
        and nominal is not None
        and (nominal.content >= clause.at or not _outranks(marking, nominal, clause))
    ):
        nominal = None
    complement = nominal or clause
    addressee = None
    if nominal is not None and nominal.frame == "np" and "object" in cue.guards:
        addressee = noun_phrase(marking, nominal.content, limit)
        behind = (
            nominal_complement(marking, cue, addressee.last, limit, addressee.last)
            if addressee is not None
            else None
        )
        if addressee is not None and addressee.classes & w.SPEAKER and behind is not None:
            complement = behind
        else:
            addressee = None
    if complement is None or (complement is clause and complement.at > i + 12):
        return None
    if not _accusative(marking, i, word):
        return None
    if word.classes & w.BODY:
        return None  # نادي الأسير، مدينة
    draft = Draft("participle", cue, [(i, i + 1)], i, feature, "", word.conj, complement)
    if addressee is not None:
        draft.addressees.append(addressee)
    draft.rules.append(f"participle+{complement.frame}")
    return draft


def _accusative(marking: Marking, i: int, word: Word) -> bool:
    """A circumstantial participle stands after a comma or a conjunction, or carries the accusative."""
    text = marking.tokens[i].folded
    if (
        i > 0
        and not word.conj
        and marking.tokens[i - 1].folded.endswith("ا")
        and marking.words[i - 1].classes & w.NOMINAL
    ):
        return False  # مصدرا مطلعا: an adjective of the noun before it
    if text.endswith("ا") or word.conj:
        return True
    return i == 0 or marking.tokens[i - 1].kind == "punct"


def _noun(marking: Marking, i: int, limit: int, word: Word, reading: Reading) -> Draft | None:
    """«تأكيده أن»، «إعلان الحزب انسحاب»: a verbal noun with its subject in a suffix or in the genitive."""
    cue = reading.row
    assert isinstance(cue, Cue)
    if word.definite or "weak" in cue.guards or marking.tokens[i].text.endswith(_ACCUSATIVE):
        return None
    subject: Phrase | None = None
    start = i + 1
    if not word.suffix:
        subject = noun_phrase(marking, i + 1, limit, appositions=False)
        if subject is None or not subject.classes & (w.SPEAKER & ~w.DOC) or not subject.definite:
            return None
        start = subject.last
        if "object" in cue.guards and noun_phrase(marking, start, limit, appositions=False) is None:
            return None  # تحذير إيران من: the genitive may be who is warned
    clause = clause_complement(marking, cue, start, min(limit, start + 14))
    nominal = nominal_complement(marking, cue, start, min(limit, start + 6), start)
    if clause is not None and nominal is not None and nominal.content >= clause.at:
        nominal = None
    complement = nominal or clause
    if complement is None:
        return None
    if (
        nominal is not None
        and nominal.frame == "np"
        and not marking.words[nominal.content].classes & w.MASDAR
    ):
        return None
    draft = Draft("noun", cue, [(i, i + 1)], i, None, word.suffix, word.conj, complement, source=subject)
    if word.suffix:
        draft.source_kind = "pronoun"
    draft.rules.append(f"noun+{complement.frame}")
    return draft
