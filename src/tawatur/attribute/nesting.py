"""Which statement stands inside which, who a dropped subject is, and where a sibling ends a content."""

from __future__ import annotations

from bisect import bisect_left
from itertools import islice, takewhile

from tawatur.attribute.contents import (
    NOMINAL,
    cut,
    first_reach,
    outlet_tail,
    resumed_clause,
    separator_before,
)
from tawatur.attribute.drafts import Draft
from tawatur.attribute.relays import RELAYED
from tawatur.attribute.sources import nearest_subject, sentence_subject
from tawatur.attribute.verb_clauses import in_which, takes_up_clause
from tawatur.language import words as w
from tawatur.language.conjugation import Form
from tawatur.language.marking import COMMAS, Marking
from tawatur.language.nominals import Phrase, noun_phrase

# A finite cue behind these begins a main clause of its own.
_SIBLING_CONJUNCTIONS = frozenset(["كما", "فيما", "بينما", "كذلك", "ايضا", "ثم", "لكن"])
_BUT_HE = frozenset(["لكنه", "لكنها", "لكنهم", "لكنهما"])
_SPOKEN_OF = "the one whom the content around it speaks of"
_WE = "the body that is spoken for"
_IN_THE_NAME_OF = "باسم"
_LOOKED_AT = 60  # statements looked back upon for a speaker
_MAX_BEFORE = 12  # of them, those that may be gone back to
_MAX_HUNG = 3  # adverbials looked back upon
_SHOWN = 8  # tokens of what a content might have gone on with
_ANTECEDENT = 5  # tokens before a relative pronoun in which its noun is looked for
_SENTENCES_BACK = 3  # sentences looked back upon for a subject


def nest(marking: Marking, drafts: list[Draft], hung: list[Draft]) -> None:
    """Give every draft its content, parent and, where it names no source, the statement it goes back to.

    ``hung`` are the adverbial attributions, in order, to whose sources a later statement may go back.
    """
    stack: list[Draft] = []
    spoken: list[Draft] = []
    carriers: list[tuple[Draft, Draft]] = []
    sentences = marking.sentences
    for draft in drafts:
        if _doubles(marking, draft, spoken):
            continue
        if spoken and _carries(draft, spoken[-1]):
            carriers.append((draft, spoken[-1]))
            continue
        stack = [d for d in stack if d.hard_end > draft.first]
        end = sentences[draft.sentence][1]
        first_reach(marking, draft, end)
        around = stack if draft.bound is None else [d for d in stack if d.begin <= draft.first]
        siblings = _siblings(marking, around, draft, spoken)
        if siblings:
            at = _cut_at(marking, draft, siblings[-1].begin)
            for sibling in siblings:
                _end(marking, sibling, at, "the next statement of the same clause begins here")
            stack = [d for d in stack if all(d is not sibling for sibling in siblings)]
            around = around[: len(around) - len(siblings)]
            if draft.takes_up:
                draft.content, draft.fixed = list(siblings[0].content), True
        draft.parent = around[-1] if around else None
        _resolve(marking, draft, siblings, spoken, hung)
        tail = outlet_tail(marking, draft)
        if tail is not None:
            _end(marking, draft, tail, "the outlet's own words begin here")
        if draft.parent is not None and (resumed := resumed_clause(marking, draft)) is not None:
            _end(marking, draft, resumed, "the clause around it goes on here")
        stack.append(draft)
        spoken.append(draft)
    for carrier, host in carriers:
        carrier.content, carrier.hard_end = list(host.content), host.hard_end
        carrier.parent, host.parent = host.parent, carrier


def _carries(draft: Draft, host: Draft) -> bool:
    """«قالت في بيان أوردته الوكالة إن»: a relay between a cue and what it says is the outer statement."""
    return (
        bool(draft.suffix)
        and draft.kind == "verb"
        and draft.source is not None
        and draft.complement is not None
        and host.complement is not None
        and host.complement.at == draft.complement.at
    )


def _end(marking: Marking, draft: Draft, at: int, why: str) -> None:
    """End a content before token ``at``, and keep what might have followed, with the reason."""
    behind = min(draft.end, at + _SHOWN)
    if at < behind and not draft.fixed:
        draft.lost.append(("content", marking.span(at, behind).text, why))
    cut(draft, at)


def _doubles(marking: Marking, draft: Draft, spoken: list[Draft]) -> bool:
    """«أعربت عن أسفها»، «جدد تأكيد بلاده»: whether a noun is part of the act of the verb before it."""
    # أسفها reads as a verb too
    attached = draft.kind == "verb" and bool(draft.suffix) and draft.source is None
    attached = attached and not _names_in_passing(marking, draft)  # ما وصفه
    if not (draft.kind == "noun" or attached) or not spoken:
        return False
    last = spoken[-1]
    named = (draft.source is not None and not draft.suffix) or draft.source_kind == "agentless"
    another = named and last.cue.act != draft.cue.act and "light" not in last.cue.guards
    if another:
        return False
    if _same_marks(draft, last):
        draft.content = []
        return True
    if last.complement is None or last.kind == "noun":
        return False
    if named and last.complement.frame not in NOMINAL:
        return False  # قال إن الدعوات إلى
    if not last.complement.content <= draft.first <= last.complement.content + 1:
        return False
    draft.content = []
    return True


def _same_marks(draft: Draft, last: Draft) -> bool:
    """«قال الوزير لدى سؤاله عن الأمر: "…"»: what stands behind the colon is the verb's."""
    one, other = draft.complement, last.complement
    if one is None or other is None or last.kind == "noun" or draft.kind != "noun":
        return False
    return one.at == other.at and one.frame in ("quote", "colon")


def _cut_at(marking: Marking, draft: Draft, floor: int) -> int:
    first = draft.first - 2 if draft.takes_up else _but_he(marking, draft.first)
    own = draft.source if draft.source_kind != "dropped" else None  # a dropped one stands anywhere
    if own is not None and own.last <= draft.first:
        first = own.first
    return separator_before(marking, first, floor)


def _siblings(marking: Marking, stack: list[Draft], draft: Draft, spoken: list[Draft]) -> list[Draft]:
    """The open drafts that end where this one begins: from the innermost outwards."""
    ended: list[Draft] = []
    for top in reversed(stack):
        if draft.kind == "participle" and _goes_with_nested(top, draft, spoken):
            break
        if not _is_sibling(marking, top, draft):
            break
        ended.append(top)
        if draft.kind == "participle" and _may_go_with(top, draft):
            break
    return ended[::-1]


def _may_go_with(top: Draft, draft: Draft) -> bool:
    """Whether a participle goes with this cue: with no noun, no "I" or "we", and only where it agrees."""
    speaks = top.kind != "noun" or RELAYED in top.rules
    return speaks and not _own_person(top) and _same_speaker(top, draft)


def _goes_with_nested(top: Draft, draft: Draft, spoken: list[Draft]) -> bool:
    """«لفت البيان إلى أن … أكد فلان أن "…"، مؤكدا»: whether the participle goes with the nearest cue.

    It does although the marks of what that cue governs are closed.
    """
    near = next((d for d in reversed(spoken) if d.kind != "noun"), None)
    if near is None or near is top or near.sentence != draft.sentence or near.parent is not top:
        return False
    return _may_go_with(near, draft)


def _is_sibling(marking: Marking, top: Draft, draft: Draft) -> bool:
    inside = marking.quotation_of[draft.first]
    if (
        inside is not None
        and inside.open >= top.begin - 1
        and not _within(inside.open, inside.close, top.first)
        and not _goes_on_in_marks(top, draft)
    ):
        return False  # inside marks that the other's content opens: nested
    if draft.kind == "participle":
        return (
            _same_speaker(top, draft)
            or _by_issuer(marking, top, draft)
            or not _take_source(draft, _topic(marking, top, draft), _SPOKEN_OF)
        )
    if draft.kind == "noun":
        return False
    if draft.kind in ("headline", "floating") or _main_verb(marking, top, draft):
        return True
    return _new_clause(marking, draft, top)


def _main_verb(marking: Marking, top: Draft, draft: Draft) -> bool:
    """«وفي تفسيره لما جرى، قال»: the main verb behind a verbal noun that opens the sentence."""
    if top.kind != "noun" or top.parent is not None or not marking.is_punct(draft.first - 1, COMMAS):
        return False
    opening = marking.words[marking.sentences[top.sentence][0] : top.first]
    return not any(word.finite and not word.classes & w.NOMINAL for word in opening)


def _goes_on_in_marks(top: Draft, draft: Draft) -> bool:
    """«ذكر البيان أن الوزير أبدى "التزامه، وأعرب عن أمله"»: the marks are those of the statement around."""
    if top.parent is None or draft.kind != "verb" or not draft.conj or draft.source is not None:
        return False
    return not _own_person(draft) and _same_speaker(top, draft)


def _by_issuer(marking: Marking, top: Draft, draft: Draft) -> bool:
    """«أصدرت الوزارة بيانا أفاد بأن …، مؤكدة»: whether who issued the document goes on."""
    if top.source is None or not top.source.classes & w.DOC:
        return False
    issuer = _subject_of(marking, draft, draft.sentence, top.source.first)
    return _take_source(draft, issuer, "who issued the document")


def _own_person(draft: Draft) -> bool:
    return draft.feature is not None and draft.feature.person == 1


def _topic(marking: Marking, top: Draft, draft: Draft) -> Phrase | None:
    """«ذكرت الوكالة أن الوزير زار، متعهدا»: the subject of the content, where it agrees with the cue."""
    phrase = noun_phrase(marking, top.begin, draft.first) if top.begin < draft.first else None
    if (
        phrase is None
        or not phrase.classes & (w.ROLE | w.BODY | w.GIVEN | w.COUNTRY)
        or not _agrees(phrase, draft.feature)
    ):
        return None
    return phrase


def _within(first: int, last: int, i: int) -> bool:
    return first < i < last


def _new_clause(marking: Marking, draft: Draft, top: Draft) -> bool:
    """Whether a finite cue starts a main clause of its own (، وأوضح فلان) or hangs on what is being said."""
    first = draft.first
    before = marking.words[first - 1] if first > 0 else None
    if draft.source is not None and draft.source.last <= first:
        lead = marking.words[draft.source.first]
        opener = draft.source.first - 1
        if lead.conj == "و" and opener >= 0 and marking.tokens[opener].kind == "punct":
            return True
        return opener >= 0 and marking.words[opener].stem in _SIBLING_CONJUNCTIONS
    if draft.conj in ("و", "ف"):
        if draft.source is None and draft.feature is not None:
            return _same_speaker(top, draft)
        return True
    if before is None:
        return False
    if takes_up_clause(marking, first):
        return True
    if draft.kind == "verb" and _but_he(marking, first) < first:
        return draft.source is None and _same_speaker(top, draft)
    if marking.tokens[first - 1].kind == "punct":
        return marking.is_punct(first - 1, "،,؛-") and draft.source is not None
    if before.classes & w.AUX and before.conj in ("و", "ف"):
        return True
    return before.stem in _SIBLING_CONJUNCTIONS or (
        before.stem == "حين" and marking.words[first - 2].stem == "في"
    )


def _but_he(marking: Marking, i: int) -> int:
    """«لكنه لم يذكر»، «لكنها قد أكدت»: where the conjunction before the verb at ``i`` stands; else ``i``."""
    k = i
    while k > 0 and marking.words[k - 1].classes & (w.NEG | w.AUX):
        k -= 1
    return k - 1 if k > 0 and marking.words[k - 1].stem in _BUT_HE else i


def _same_speaker(other: Draft, draft: Draft) -> bool:
    speaker = other.speaker()
    return speaker.source is None or _gender_fits(speaker.source, speaker, draft.feature)


def _gender_fits(phrase: Phrase | None, speaker: Draft, feature: Form | None) -> bool:
    """Whether a verb or participle without a subject can go back to this source."""
    if feature is None or feature.gender is None or (feature.person != 3 and feature.tense != "participle"):
        return True
    if phrase is None:
        return True
    feminine, plural = gender_of(phrase, speaker)
    people = phrase.classes & (w.ROLE | w.GENERIC) and not phrase.classes & (w.FEMININE | w.BODY | w.DOC)
    if plural and people and feature.number == "s" and feature.tense != "participle":
        return False  # قال الباحثون …، وأضاف
    if feminine is None:
        return True
    if feature.number == "p":
        return plural or phrase.joined
    return feminine == (feature.gender == "f")


def gender_of(phrase: Phrase, speaker: Draft) -> tuple[bool | None, bool]:
    """Feminine (None where unknown) and plural of a source, by its head and the verb that agreed with it."""
    plural = bool(phrase.classes & w.PLURAL)
    if speaker.feature is not None and speaker.feature.gender is not None and speaker.kind == "verb":
        return speaker.feature.gender == "f", plural
    if phrase.classes & w.FEMININE:
        return True, plural
    if phrase.classes & (w.ROLE | w.SPOKES | w.GIVEN | w.DOC) and not plural:
        return False, plural
    return None, plural


def _resolve(
    marking: Marking, draft: Draft, siblings: list[Draft], spoken: list[Draft], hung: list[Draft]
) -> None:
    """Find the statement, or the subject, that a draft without a source of its own goes back to."""
    if draft.source is not None or draft.source_kind == "agentless" or draft.unread:
        return
    parent = draft.parent
    if parent is None and draft.kind == "verb" and in_which(marking, draft.first):
        author = _subject_of(marking, draft, draft.sentence, draft.first)
        if _take_source(draft, author, "whose words the document before has"):
            return
    hangs = parent is not None and draft.kind != "participle" and not siblings
    if hangs and parent is not None and _settled_inside(marking, draft, parent):
        return
    if _whose_noun_is_unknown(marking, draft):
        return
    near = _nearest_first(draft, siblings)
    if parent is not None and hangs:
        near.append(parent)
    sentence = takewhile(lambda d: d.sentence == draft.sentence, reversed(spoken))
    same_sentence = [d for d in sentence if d.parent is parent]
    back = islice(reversed(spoken), _LOOKED_AT)
    before = [d for d in back if d.kind != "noun" and (d.parent is None or d in near)]
    before = sorted([*before, *_hung_before(draft, hung)], key=_place, reverse=True)
    if not near and not same_sentence and parent is None and _subject_here(marking, draft):
        return
    if draft.source_kind == "pronoun" and draft.kind == "verb":
        # أكد … وأنه يأمل: whoever was just spoken of, before the one who tells
        near = [*same_sentence, *near]
    if _goes_through(marking, draft, [*near, *same_sentence, *before[:_MAX_BEFORE]]):
        return
    for number in range(draft.sentence, max(draft.sentence - _SENTENCES_BACK, -1), -1):
        clause = _subject_of(marking, draft, number, min(draft.first, marking.sentences[number][1]))
        if _take_source(draft, clause, "subject of a sentence before"):
            return


def _place(draft: Draft) -> int:
    return draft.first


def _hung_before(draft: Draft, hung: list[Draft]) -> list[Draft]:
    """«…، وفقا للخبير فلان. وأضاف أن»: the adverbials right before that tell who speaks, not which paper."""
    at = bisect_left(hung, draft.first, key=_place)
    near = [d for d in hung[max(0, at - _MAX_HUNG) : at] if d.sentence >= draft.sentence - 1]
    return [d for d in near if d.source is not None and not d.source.classes & w.DOC]


def _settled_inside(marking: Marking, draft: Draft, parent: Draft) -> bool:
    """Settle who speaks inside another's words, where it need not be that other; whether it is settled."""
    if _speaks_of_another(draft):
        # whoever is spoken of inside another's words is not that other, unless the text says I or he
        if not (_names_in_passing(marking, draft) and _goes_through(marking, draft, [parent])):
            _take_source(draft, _topic(marking, parent, draft), _SPOKEN_OF)
        return True
    return _take_source(draft, _we(marking, draft, parent), _WE) or _another_is_meant(marking, draft, parent)


def _we(marking: Marking, draft: Draft, parent: Draft) -> Phrase | None:
    """«قالت الناطقة باسم النقابة فلانة: نرفض»: the we of who speaks for a body is the body's; or None."""
    source = parent.speaker().source
    plural = draft.feature is not None and draft.feature.person == 1 and draft.feature.number == "p"
    if not plural or source is None or source.name is None or not source.classes & w.SPOKES:
        return None
    for i in range(source.first, source.name[0]):
        if marking.tokens[i].folded == _IN_THE_NAME_OF:
            return noun_phrase(marking, i + 1, source.name[0])
    return None


def _another_is_meant(marking: Marking, draft: Draft, parent: Draft) -> bool:
    """«قالت الصحيفة إن شامير خسر بسبب رفضه»: the pronoun may be somebody's whom the content names."""
    if draft.kind != "noun" or not draft.suffix:
        return False
    i = parent.begin
    while i < draft.first:
        phrase = noun_phrase(marking, i, draft.first)
        if phrase is not None and phrase.classes & w.SPEAKER and _pronoun_fits(phrase, draft):
            return True
        i = phrase.last if phrase is not None else i + 1
    return False


def _pronoun_fits(phrase: Phrase, draft: Draft) -> bool:
    """Whether the pronoun of a verbal noun agrees with a phrase before it."""
    if draft.suffix in ("هم", "هما"):
        return bool(phrase.classes & (w.PLURAL | w.DUAL)) or phrase.joined
    feminine = bool(phrase.classes & (w.FEMININE | w.PLURAL))
    return feminine == (draft.suffix == "ها")


def _subject_here(marking: Marking, draft: Draft) -> bool:
    """Take the subject of the clause before a participle, or of the sentence's first verb, if it agrees."""
    if draft.kind == "participle":
        clause = nearest_subject(marking, draft.first, draft.sentence)
        if clause is not None and _agrees(clause, draft.feature):
            return _take_source(draft, clause, "subject of the clause before")
    clause = _subject_of(marking, draft, draft.sentence, draft.first)
    return _take_source(draft, clause, "subject of the sentence's first verb")


def _names_in_passing(marking: Marking, draft: Draft) -> bool:
    """«الذي وصفته بأنه»، «ما سماه»: who speaks calls something by a name in a relative clause."""
    before = marking.words[draft.first - 1] if draft.first else None
    return bool(draft.suffix) and before is not None and bool(before.classes & w.REL)


def _whose_noun_is_unknown(marking: Marking, draft: Draft) -> bool:
    """«الحكماء الذين يقولون»: who speaks is the noun before the relative pronoun, which was not found.

    Somebody else speaks where that is a thing (الهجوم الذي قال إنه) or does not agree (القوات التي قال إنها).
    """
    before = marking.words[draft.first - 1] if draft.first else None
    if draft.kind != "verb" or draft.suffix or draft.feature is None or before is None:
        return False
    if not before.classes & w.REL or not before.stem.startswith("ال"):
        return False
    if in_which(marking, draft.first):
        return True  # الوقت الذي بينت فيه الإحصاءات: who speaks stands behind
    if _thing_before(marking, draft.first - 1):
        return False
    return draft.feature.number == "p" or (draft.feature.gender == "f") == (before.stem == "التي")


def _thing_before(marking: Marking, i: int) -> bool:
    """Whether the noun before the relative pronoun at ``i``, past its adjectives, is nothing that speaks."""
    for k in range(i - 1, max(i - _ANTECEDENT, 0), -1):
        word = marking.words[k]
        if word.classes & w.SPEAKER & ~w.DOC:
            return False
        if not word.classes & (w.ADJECTIVE | w.NISBA) and marking.tokens[k].kind == "word":
            return bool(word.classes & (w.NOUN | w.MASDAR | w.DOC))
    return False


def _speaks_of_another(draft: Draft) -> bool:
    return draft.kind == "verb" and draft.source_kind != "pronoun" and not _own_person(draft)


def _nearest_first(draft: Draft, siblings: list[Draft]) -> list[Draft]:
    """The siblings whose speaker may go on: a verb's from the outermost, a noun's none."""
    if draft.kind == "verb":
        return list(siblings)
    return siblings[::-1] if draft.kind != "noun" else []


def _subject_of(marking: Marking, draft: Draft, sentence: int, limit: int) -> Phrase | None:
    """The subject of a sentence's first verb, where the draft's cue agrees with it."""
    clause = sentence_subject(marking, limit, sentence)
    return clause if clause is not None and _agrees(clause, draft.feature) else None


def _take_source(draft: Draft, phrase: Phrase | None, rule: str) -> bool:
    """Make a phrase elsewhere in the text the draft's dropped source; whether there is one."""
    if phrase is None:
        return False
    draft.source, draft.source_kind = phrase, "dropped"
    draft.rules.append(rule)
    return True


def _goes_through(marking: Marking, draft: Draft, candidates: list[Draft]) -> bool:
    """Let the draft go back to the first candidate whose speaker agrees with it; whether one does."""
    if draft.cue.act == "add":  # who goes on has spoken in words of his own: not «many people wonder»
        candidates = sorted(candidates, key=lambda one: one.speaker().source_kind == "generic")
    for candidate in candidates:
        if candidate is draft or candidate.source_kind == "agentless":
            continue
        speaker = candidate.speaker()
        if speaker.source is None:
            continue
        if _gender_fits(speaker.source, speaker, draft.feature):
            draft.through = candidate
            draft.rules.append("source: goes on from a statement before")
            return True
        words = marking.span(speaker.source.first, speaker.source.last).text
        draft.lost.append(("source", words, "its gender or number does not agree"))
    return False


def _agrees(phrase: Phrase, feature: Form | None) -> bool:
    """Whether the subject of another verb can be who this form without a subject speaks of."""
    if feature is None or feature.gender is None:
        return True
    if feature.number == "p":
        return bool(phrase.classes & w.PLURAL) or phrase.joined
    if feature.number == "d":
        return bool(phrase.classes & w.DUAL) or phrase.joined
    if phrase.classes & w.PLURAL and not phrase.classes & w.FEMININE:
        return feature.gender == "f" and not phrase.classes & w.ROLE
    if phrase.classes & w.FEMININE:
        return feature.gender == "f"
    return feature.gender == "m" or not phrase.classes & (w.ROLE | w.GIVEN | w.SPOKES | w.DOC)
