"""Statements that are events themselves: to accuse, to demand, to reject, to threaten, to agree."""

from __future__ import annotations

from tawatur.codify.drafts import Draft, Role
from tawatur.codify.lexicon import ActEvent, Sense
from tawatur.codify.scene import Scene
from tawatur.language import words as w
from tawatur.language.nominals import Phrase, noun_phrase
from tawatur.model import Record, Statement

_NONE: frozenset[str] = frozenset()
_DUTY = 3  # tokens: on whom, and what
_OPENING = 7  # tokens of a content in which a duty is named
_PRAISE = ("أشاد", "أثنى", "ثمن", "شكر")


def cue_tokens(record: Record, scene: Scene) -> set[int]:
    """Every token that is part of a statement's cue."""
    return {i for s in record.statements for cue in s.cue for i in range(*scene.tokens(cue.start, cue.end))}


def act_drafts(record: Record, scene: Scene) -> list[Draft]:
    """The events that statements are."""
    found = []
    for statement in record.statements:
        row = scene.knowledge.acts.get(statement.act)
        if row is not None and statement.cue and _meets(scene, statement, row):
            draft = _draft(scene, statement, row)
            if draft.actors or draft.targets:
                found.append(draft)
    return found


def _meets(scene: Scene, statement: Statement, row: ActEvent) -> bool:
    if row.needs == "addressee":
        return bool(statement.addressee)
    if row.needs == "praise":
        return any(f":{verb}" in statement.rule or verb in statement.cue[0].text for verb in _PRAISE)
    if row.needs == "obligation":
        return _obliges(scene, statement)
    return statement.source.kind != "agentless"


def _obliges(scene: Scene, statement: Statement) -> bool:
    """«أكد أن على الأطراف الالتزام …»، «أن الهجمات يجب أن تتوقف»: to affirm a duty is to demand it."""
    first, last = scene.tokens(statement.content[0].start, statement.content[0].end)
    opening = range(first, min(last, first + _OPENING))
    while first < last and scene.marking.words[first].classes & w.COMP:
        first += 1
    words = scene.knowledge.words["duty"]
    if any(scene.marking.tokens[k].folded in words for k in opening):
        return True
    duty = first + 1 < last and scene.marking.words[first].stem == "علي"
    return duty and any(scene.marking.words[k].classes & w.MASDAR for k in opening if k > first + 1)


def _draft(scene: Scene, statement: Statement, row: ActEvent) -> Draft:
    cue = statement.cue[0]
    first, last = scene.tokens(cue.start, cue.end)
    sentence = scene.marking.layout.sentence_of(first)
    sense = Sense(
        row.act, row.type, row.mode, row.contexts, row.cameo, False, _NONE, "", "", "", {}, _NONE,  # type: ignore[arg-type]
        f"codify/acts.tsv:{row.act}",
    )  # fmt: skip
    clause = scene.clause(first, *scene.marking.sentences[sentence])
    draft = Draft(sense, first, last, None, clause, sentence, act=statement.id)
    draft.actors = _speaker(scene, statement)
    draft.targets = _obliged(scene, statement) or _addressed(scene, statement)
    return draft


def _obliged(scene: Scene, statement: Statement) -> list[Role]:
    """«أكد أن على الأطراف الالتزام …»: whose duty it is, at the head of what is said."""
    first, last = scene.tokens(statement.content[0].start, statement.content[0].end)
    if last - first < _DUTY or scene.marking.words[first].stem != "علي" or scene.marking.words[first].suffix:
        return []
    phrase = scene.phrase(first + 1, last)
    if phrase is None or phrase.last >= last or not scene.marking.words[phrase.last].classes & w.MASDAR:
        return []
    return [Role(phrase.first, phrase.last, phrase.head, scene.kinds(phrase), phrase)]


def _speaker(scene: Scene, statement: Statement) -> list[Role]:
    """Who speaks: the source's words, or those of the statement that a dropped source goes back to."""
    step: Statement | None = statement
    for _ in range(20):
        if step is None:
            return []
        if step.source.span is not None:
            return [_role(scene, step.source.span.start, step.source.span.end)]
        through = step.source.through or ""
        start, dash, end = through.partition("-")
        if dash:
            return [_role(scene, int(start), int(end))]
        step = scene.statements.get(through)
    return []


def _addressed(scene: Scene, statement: Statement) -> list[Role]:
    """Whom it is said to or of: mentions of the addressees in the sentence, nearest to the cue first."""
    first, _ = scene.tokens(statement.cue[0].start, statement.cue[0].end)
    begin, end = scene.marking.sentences[scene.marking.layout.sentence_of(first)]
    found = []
    for entity_id in statement.addressee:
        entity = scene.entities.get(entity_id)
        spans = [scene.tokens(m.start, m.end) for m in entity.mentions] if entity else []
        inside = [s for s in spans if begin <= s[0] < end] or spans
        if inside:
            a, b = min(inside, key=lambda s: abs(s[0] - first))
            tokens = scene.marking.tokens
            found.append(_role(scene, tokens[a].start, tokens[b - 1].end))
    return found


def _role(scene: Scene, start: int, end: int) -> Role:
    first, last = scene.tokens(start, end)
    phrase: Phrase | None = noun_phrase(scene.marking, first, last, glued=True)
    head = phrase.head if phrase else first
    return Role(first, last, head, frozenset(["party"]), phrase)
