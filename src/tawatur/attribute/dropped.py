"""Who speaks where the clause names nobody: the statement, or the subject, that it goes back to."""

from __future__ import annotations

from bisect import bisect_left
from itertools import islice, takewhile

from tawatur.attribute.drafts import Draft
from tawatur.attribute.sources import nearest_subject, sentence_subject
from tawatur.attribute.verb_clauses import in_which
from tawatur.language import words as w
from tawatur.language.conjugation import Form
from tawatur.language.marking import Marking
from tawatur.language.nominals import Phrase, noun_phrase

SPOKEN_OF = "the one whom the content around it speaks of"
_WE = "the body that is spoken for"
_IN_THE_NAME_OF = "باسم"
_LOOKED_AT = 60  # statements looked back upon for a speaker
_MAX_BEFORE = 12  # of them, those that may be gone back to
_MAX_HUNG = 3  # adverbials looked back upon
_ANTECEDENT = 5  # tokens before a relative pronoun in which its noun is looked for
_SENTENCES_BACK = 3  # sentences looked back upon for a subject


def find_speaker(
    marking: Marking, draft: Draft, siblings: list[Draft], spoken: list[Draft], hung: list[Draft]
) -> None:
    """Find the statement, or the subject, that a draft without a source of its own goes back to."""
    if draft.source is not None or draft.source_kind == "agentless" or draft.unread:
        return
    parent = draft.parent
    if parent is None and draft.kind == "verb" and in_which(marking, draft.first):
        author = subject_of(marking, draft, draft.sentence, draft.first, author=True)
        if take_source(draft, author, "whose words the document before has"):
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
        clause = subject_of(marking, draft, number, min(draft.first, marking.sentences[number][1]))
        if take_source(draft, clause, "subject of a sentence before"):
            return


def _place(draft: Draft) -> int:
    return draft.first


def _hung_before(draft: Draft, hung: list[Draft]) -> list[Draft]:
    """«…، وفقا للخبير فلان. وأضاف أن»: the adverbials right before that tell who speaks, not which paper."""
    at = bisect_left(hung, draft.first, key=_place)
    near = [d for d in hung[max(0, at - _MAX_HUNG) : at] if d.sentence >= draft.sentence - 1]
    return [d for d in near if d.source is not None and not d.source.classes & w.DOC]


def topic_of(marking: Marking, top: Draft, draft: Draft) -> Phrase | None:
    """«ذكرت الوكالة أن الوزير زار، متعهدا»: the subject of the content, where it agrees with the cue."""
    phrase = noun_phrase(marking, top.begin, draft.first) if top.begin < draft.first else None
    if (
        phrase is None
        or not phrase.classes & (w.ROLE | w.BODY | w.GIVEN | w.COUNTRY)
        or not _agrees(phrase, draft.feature)
    ):
        return None
    return phrase


def same_speaker(other: Draft, draft: Draft) -> bool:
    """Whether the draft can be by whoever speaks in the other, as far as gender and number tell."""
    speaker = other.speaker()
    return speaker.source is None or _gender_fits(speaker.source, speaker, draft.feature)


def _gender_fits(phrase: Phrase | None, speaker: Draft, feature: Form | None) -> bool:
    """Whether a verb or participle without a subject can go back to this source."""
    if feature is None or feature.gender is None or (feature.person != 3 and feature.tense != "participle"):
        return True
    if phrase is None:
        return True
    feminine, plural = _gender_of(phrase, speaker)
    people = phrase.classes & (w.ROLE | w.GENERIC) and not phrase.classes & (w.FEMININE | w.BODY | w.DOC)
    if plural and people and feature.number == "s" and feature.tense != "participle":
        return False  # قال الباحثون …، وأضاف
    if feminine is None:
        return True
    if feature.number == "p":
        return plural or phrase.joined
    return feminine == (feature.gender == "f")


def _gender_of(phrase: Phrase, speaker: Draft) -> tuple[bool | None, bool]:
    """Feminine (None where unknown) and plural of a source, by its head and the verb that agreed with it."""
    plural = bool(phrase.classes & w.PLURAL)
    if speaker.feature is not None and speaker.feature.gender is not None and speaker.kind == "verb":
        return speaker.feature.gender == "f", plural
    if phrase.classes & w.FEMININE:
        return True, plural
    if phrase.classes & (w.ROLE | w.SPOKES | w.GIVEN | w.DOC) and not plural:
        return False, plural
    return None, plural


def _settled_inside(marking: Marking, draft: Draft, parent: Draft) -> bool:
    """Settle who speaks inside another's words, where it need not be that other; whether it is settled."""
    if _speaks_of_another(draft):
        # whoever is spoken of inside another's words is not that other, unless the text says I or he
        if not (names_in_passing(marking, draft) and _goes_through(marking, draft, [parent])):
            take_source(draft, topic_of(marking, parent, draft), SPOKEN_OF)
        return True
    return take_source(draft, _we(marking, draft, parent), _WE) or _another_is_meant(marking, draft, parent)


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
            return take_source(draft, clause, "subject of the clause before")
    clause = subject_of(marking, draft, draft.sentence, draft.first)
    return take_source(draft, clause, "subject of the sentence's first verb")


def names_in_passing(marking: Marking, draft: Draft) -> bool:
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
    return draft.kind == "verb" and draft.source_kind != "pronoun" and not draft.own_person


def _nearest_first(draft: Draft, siblings: list[Draft]) -> list[Draft]:
    """The siblings whose speaker may go on: a verb's from the outermost, a noun's none."""
    if draft.kind == "verb":
        return list(siblings)
    return siblings[::-1] if draft.kind != "noun" else []


def subject_of(
    marking: Marking, draft: Draft, sentence: int, limit: int, *, author: bool = False
) -> Phrase | None:
    """The subject of a sentence's first verb, or its ``author``, where the draft's cue agrees with it."""
    clause = sentence_subject(marking, limit, sentence, author=author)
    return clause if clause is not None and _agrees(clause, draft.feature) else None


def take_source(draft: Draft, phrase: Phrase | None, rule: str) -> bool:
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
