"""Which statement stands inside which, and where a sibling ends a content."""

from __future__ import annotations

from tawatur.attribute.contents import (
    NOMINAL,
    cut,
    first_reach,
    outlet_tail,
    resumed_clause,
    separator_before,
)
from tawatur.attribute.drafts import Draft
from tawatur.attribute.dropped import (
    SPOKEN_OF,
    find_speaker,
    names_in_passing,
    same_speaker,
    subject_of,
    take_source,
    topic_of,
)
from tawatur.attribute.relays import RELAYED
from tawatur.attribute.verb_clauses import takes_up_clause
from tawatur.language import words as w
from tawatur.language.marking import COMMAS, Marking

# A finite cue behind these begins a main clause of its own.
_SIBLING_CONJUNCTIONS = frozenset(["كما", "فيما", "بينما", "كذلك", "ايضا", "ثم", "لكن"])
_BUT_HE = frozenset(["لكنه", "لكنها", "لكنهم", "لكنهما"])
_SHOWN = 8  # tokens of what a content might have gone on with


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
        find_speaker(marking, draft, siblings, spoken, hung)
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
    attached = attached and not names_in_passing(marking, draft)  # ما وصفه
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
    first = (
        draft.first - 2 if draft.takes_up else min(_nor(marking, draft.first), _but_he(marking, draft.first))
    )
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
    return speaks and not top.own_person and same_speaker(top, draft)


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
            same_speaker(top, draft)
            or _by_issuer(marking, top, draft)
            or not take_source(draft, topic_of(marking, top, draft), SPOKEN_OF)
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
    return not draft.own_person and same_speaker(top, draft)


def _by_issuer(marking: Marking, top: Draft, draft: Draft) -> bool:
    """«أصدرت الوزارة بيانا أفاد بأن …، مؤكدة»: whether who issued the document goes on."""
    if top.source is None or not top.source.classes & w.DOC:
        return False
    issuer = subject_of(marking, draft, draft.sentence, top.source.first)
    return take_source(draft, issuer, "who issued the document")


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
            return same_speaker(top, draft)
        return True
    if before is None:
        return False
    if takes_up_clause(marking, first):
        return True
    if draft.kind == "verb" and _but_he(marking, first) < first:
        return draft.source is None and same_speaker(top, draft)
    if marking.tokens[first - 1].kind == "punct":
        return marking.is_punct(first - 1, "،,؛-") and draft.source is not None
    if before.classes & w.AUX and before.conj in ("و", "ف"):
        return True
    if _nor(marking, first) < first and draft.source is None:
        return same_speaker(top, draft) and top.own_person == draft.own_person
    return before.stem in _SIBLING_CONJUNCTIONS or (
        before.stem == "حين" and marking.words[first - 2].stem == "في"
    )


def _nor(marking: Marking, i: int) -> int:
    """«ولا أعتقد»، «ولم يؤكد»: where the joined negation before the verb at ``i`` stands; else ``i``."""
    before = marking.words[i - 1] if i > 0 else None
    return i - 1 if before is not None and before.classes & w.NEG and before.stem.startswith("و") else i


def _but_he(marking: Marking, i: int) -> int:
    """«لكنه لم يذكر»، «لكنها قد أكدت»: where the conjunction before the verb at ``i`` stands; else ``i``."""
    k = i
    while k > 0 and marking.words[k - 1].classes & (w.NEG | w.AUX):
        k -= 1
    return k - 1 if k > 0 and marking.words[k - 1].stem.removeprefix("و") in _BUT_HE else i
