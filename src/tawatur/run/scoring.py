"""A record against its gold: statements and their chains, events, time expressions.

How it counts:

token      a run of letters, digits and marks; it belongs to a span that covers half of its characters
statement  pairs one gold with one predicted statement that share a cue token and 20 % of the content
           (Dice), or, where either has no cue, half of it
credit     Dice of the contents if the source is the right entity; sf1 is the F1 of that over gold
           statements with an entity and predicted ones that name one
entities   predicted ones stand for gold ones one to one, by their mentions on the gold's name and source
chain      the entities from the outermost statement around a matched one to itself; gold statements
           that are not matched count as wrong
events     trigger (50 % Dice) and type; participants and places by 50 % Dice; dates must agree in precision
times      50 % Dice and the same value; durations, sets, ``*_REF`` values and times that the gold leaves
           undated count neither way

Beside accuracies over values of which one dominates stands the F1 over the other values (``…_rare_f1``).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol, TypeVar

from msgspec import Struct

from tawatur.model import DateRange, Entity, Event, Record, Statement, TimeExpression
from tawatur.run.gold import Gold, GoldEvent, GoldStatement, GoldTime

if TYPE_CHECKING:
    from collections.abc import Hashable

TOKEN = re.compile(r"(?:[^\W_]|[\u064b-\u0652\u0670\u0640])+")
# The measure's own folding and particles: they must never change with the engine's, or figures move unseen.
LEAD = frozenset("ان انه انها انهم انهما انني انا بان بانه بانها بانهم لان لانه على عن الي في من".split())
_MARKS = dict.fromkeys((0x640, 0x670, *range(0x64B, 0x653)))
_FOLD = {**str.maketrans("أإآٱىةؤئ", "اااايهوي"), **_MARKS}
MAIN = {"commitment": "neutral", "channel": "none", "status": "actual"}
GOLD_DATE = re.compile(r"\d{4}(-\d\d){0,2}")
RIGHT_CONTENT = 0.8
NAMELESS = ("pronoun", "document", "dropped")  # kinds whose words do not name the entity

Tokens = Sequence[tuple[int, int]]
Say = Callable[[str], None]


class Ranged(Protocol):
    """Whatever covers a range of code points: a span of either side, a mention."""

    @property
    def start(self) -> int:
        """First code point."""
        ...

    @property
    def end(self) -> int:
        """The code point behind the last."""
        ...


Counts = defaultdict[str, float]
Left = TypeVar("Left", int, str)


def score(gold: Gold, record: Record | None, say: Say = lambda _line: None) -> Mapping[str, float]:
    """The counts of one article. A record of another text, or none, counts as empty."""
    counts: Counts = defaultdict(float)
    if record is None or record.article.text != gold.text:
        say("   ! no record, or its article.text is not the gold's text: it counts as empty")
        counts["unread"] += 1
        record = None
    tokens = [(m.start(), m.end()) for m in TOKEN.finditer(gold.text)]
    to_gold = _score_statements(gold, record, tokens, counts, say)
    _score_events(gold, record.events if record else (), tokens, to_gold, counts)
    _score_times(gold.times, record.times if record else (), tokens, counts)
    counts["docs"] += 1
    return counts


class Judged(Struct, frozen=True):
    """A statement that names its source, and what the gold says of it.

    ``source`` tells whether that is the right entity (None where the gold has no such statement),
    ``dice`` how far the contents agree.
    """

    statement: Statement
    source: bool | None
    dice: float

    @property
    def right(self) -> bool:
        """What ``confidence`` promises: the right source, and content that agrees by 0.8 Dice."""
        return bool(self.source) and self.dice >= RIGHT_CONTENT


def judged(gold: Gold, record: Record) -> Iterator[Judged]:
    """Every statement of the record that names its source, beside the one of the gold it pairs with."""
    tokens = [(m.start(), m.end()) for m in TOKEN.finditer(gold.text)]
    sides = _pairing(gold, record, tokens, _align(tokens, gold, record.entities))
    paired = {j: i for i, j in sides.pairs()}
    for j, entity in enumerate(sides.my_entity):
        if entity is None:
            continue
        i = paired.get(j)
        if i is None:
            yield Judged(sides.mine[j], None, 0.0)
        else:
            same = sides.gold[i].source.entity == entity
            yield Judged(sides.mine[j], same, _dice(sides.gold_content[i], sides.my_content[j]))


def total(articles: Iterable[Mapping[str, float]]) -> dict[str, float]:
    """The figures over all articles, rounded to four places."""
    summed: Counts = defaultdict(float)
    for counts in articles:
        for key, value in counts.items():
            summed[key] += value
    return {name: round(value, 4) for name, value in _figures(summed)}


# ------------------------------------------------------------------ the measure's own tools


def _fold(word: str) -> str:
    return word.translate(_FOLD)


def _cover(tokens: Tokens, spans: Iterable[Ranged]) -> set[int]:
    """Indices of the tokens at least half of whose characters lie inside the spans."""
    ranges = [(s.start, s.end) for s in spans]
    return {
        i
        for i, (a, b) in enumerate(tokens)
        if 2 * sum(max(0, min(b, end) - max(a, start)) for start, end in ranges) >= b - a
    }


def _dice(a: set[int], b: set[int]) -> float:
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 1.0


def _f1(p: float, r: float) -> float:
    return 2 * p * r / (p + r) if p + r else 0.0


def _common(a: Sequence[Hashable], b: Sequence[Hashable]) -> int:
    """Length of the longest common subsequence."""
    row = [0] * (len(b) + 1)
    for x in a:
        before = 0
        for j, y in enumerate(b):
            before, row[j + 1] = row[j + 1], before + 1 if x == y else max(row[j + 1], row[j])
    return row[-1]


def _assign(weights: Mapping[tuple[Left, int], float]) -> list[tuple[Left, int]]:
    """Greedy one-to-one pairs, heaviest first."""
    pairs: list[tuple[Left, int]] = []
    left: set[Left] = set()
    right: set[int] = set()
    for (i, j), _ in sorted(weights.items(), key=lambda kv: (-kv[1], kv[0])):
        if i not in left and j not in right:
            pairs.append((i, j))
            left.add(i)
            right.add(j)
    return pairs


def _alike(a: Sequence[set[int]], b: Sequence[set[int]]) -> list[tuple[int, int]]:
    """Pairs of token sets with at least half Dice."""
    overlap = {(i, j): _dice(x, y) for i, x in enumerate(a) for j, y in enumerate(b)}
    return _assign({pair: weight for pair, weight in overlap.items() if weight >= 0.5})


def _content(text: str, tokens: Tokens, spans: Iterable[Ranged]) -> set[int]:
    got = _cover(tokens, spans)
    # A leading complementiser or preposition counts neither way.
    while len(got) > 1 and _fold(text[slice(*tokens[min(got)])]) in LEAD:
        got.discard(min(got))
    return got


# ------------------------------------------------------------------ entities


def _anchors(tokens: Tokens, gold: Gold) -> dict[str, list[set[int]]]:
    """Where the gold names its entities."""
    found: defaultdict[str, list[set[int]]] = defaultdict(list)
    for entity in gold.entities:
        if entity.span:
            found[entity.id].append(_cover(tokens, [entity.span]))
    for statement in gold.statements:
        source = statement.source
        if source.entity and source.span and source.kind not in NAMELESS:
            found[source.entity].append(_cover(tokens, [source.span]))
    return found


def _align(tokens: Tokens, gold: Gold, entities: Sequence[Entity]) -> dict[str, str]:
    """{predicted entity: gold entity}, one to one; an entity that stands for none maps to ``?id``."""
    anchors = _anchors(tokens, gold)
    names = {e.id: {_fold(w) for w in TOKEN.findall(e.name)} for e in gold.entities}
    weights: dict[tuple[str, int], float] = {}
    for j, entity in enumerate(entities):
        mine = [_cover(tokens, [mention]) for mention in entity.mentions]
        name = {_fold(x) for x in TOKEN.findall(entity.name or "")}
        for gold_id, places in anchors.items():
            met = sum(max((_dice(a, m) for m in mine), default=0) >= 0.5 for a in places)
            other = names[gold_id]
            weight = met + 0.5 * (2 * len(name & other) / (len(name) + len(other)) if name else 0)
            if weight >= 0.4:
                weights[gold_id, j] = weight
    aligned = {e.id: f"?{e.id}" for e in entities}
    for gold_id, j in _assign(weights):
        aligned[entities[j].id] = gold_id
    return aligned


# ------------------------------------------------------------------ statements


class _Pairing(Struct):
    """The statements of both sides over one article, as token sets and names."""

    gold: Sequence[GoldStatement]
    mine: Sequence[Statement]
    gold_content: list[set[int]]
    my_content: list[set[int]]
    gold_cue: list[set[int]]
    my_cue: list[set[int]]
    my_entity: list[str | None]

    def pairs(self) -> list[tuple[int, int]]:
        weights = {}
        for i, statement in enumerate(self.gold):
            for j in range(len(self.mine)):
                dice = _dice(self.gold_content[i], self.my_content[j])
                shared = bool(self.gold_cue[i] & self.my_cue[j])
                both = self.gold_cue[i] and self.my_cue[j]
                if (shared and dice >= 0.2) if both else dice >= 0.5:
                    same = statement.source.entity == self.my_entity[j]
                    weights[i, j] = 0.6 * dice + 0.25 * shared + 0.15 * same
        return _assign(weights)

    def chain(self, j: int) -> list[str | None]:
        """The entities from the outermost statement around the j-th to itself."""
        number = {s.id: k for k, s in enumerate(self.mine)}
        got: list[str | None] = []
        seen: set[int] = set()
        step: int | None = j
        while step is not None and step not in seen:
            seen.add(step)
            got.append(self.my_entity[step])
            step = number.get(self.mine[step].parent or "")
        return got[::-1]


def _pairing(gold: Gold, record: Record | None, tokens: Tokens, aligned: Mapping[str, str]) -> _Pairing:
    mine = record.statements if record else ()

    def named(statement: Statement) -> str | None:
        entity = statement.source.entity
        return None if entity is None else aligned.get(entity, f"?{entity}")

    return _Pairing(
        gold=gold.statements,
        mine=mine,
        gold_content=[_content(gold.text, tokens, s.content) for s in gold.statements],
        my_content=[_content(gold.text, tokens, s.content) for s in mine],
        gold_cue=[_cover(tokens, s.cue) for s in gold.statements],
        my_cue=[_cover(tokens, s.cue) for s in mine],
        my_entity=[named(s) for s in mine],
    )


def _score_statements(
    gold: Gold, record: Record | None, tokens: Tokens, counts: Counts, say: Say
) -> dict[str, str]:
    """Count the statements; {predicted statement: gold statement} of the pairs."""
    aligned = _align(tokens, gold, record.entities if record else ())
    sides = _pairing(gold, record, tokens, aligned)
    pairs = sides.pairs()
    chains = [sides.chain(j) for j in range(len(sides.mine))]
    counts["g"] += len(sides.gold)
    counts["p"] += len(sides.mine)
    counts["m"] += len(pairs)
    counts["g_named"] += sum(s.source.entity is not None for s in sides.gold)
    counts["p_named"] += sum(e is not None for e in sides.my_entity)
    counts["link_p"] += sum(map(len, chains))
    for i, j in pairs:
        _count_pair(sides, i, j, chains[j], counts, say)
        _count_values(sides.gold[i], sides.mine[j], aligned, counts)
    _count_unpaired(sides, pairs, gold.text, counts, say)
    return {sides.mine[j].id: sides.gold[i].id for i, j in pairs}


def _count_pair(sides: _Pairing, i: int, j: int, chain: list[str | None], counts: Counts, say: Say) -> None:
    """Content, source and chain of a pair."""
    statement, mine = sides.gold[i], sides.my_entity[j]
    who, want = statement.source.entity, list(statement.chain)
    dice = _dice(sides.gold_content[i], sides.my_content[j])
    right = who == mine
    counts["dice"] += dice
    counts["exact"] += sides.gold_content[i] == sides.my_content[j]
    if who is not None:
        counts["m_named"] += 1
        counts["src"] += right
        counts["credit"] += dice * right
        counts["silent"] += mine is None
    counts["wrong"] += mine is not None and not right
    counts[f"chain_ok_{min(2, len(want))}"] += want == chain
    counts["link_ok"] += _common(want, chain)
    if not right or dice < 0.8 or want != chain:
        say(f"   ~ {statement.id} dice {dice:.2f} want {want} got {chain}")


def _count_values(want: GoldStatement, got: Statement, aligned: Mapping[str, str], counts: Counts) -> None:
    """Form, act, commitment, channel and addressees of a pair."""
    for field in ("form", "act", "commitment", "channel"):
        _count_field(counts, field, getattr(want, field), getattr(got, field))
    a, b = set(want.addressee), {aligned.get(x, "?") for x in got.addressee}
    counts["addr_g"] += len(a)
    counts["addr_p"] += len(b)
    counts["addr_ok"] += len(a & b)


def _count_unpaired(
    sides: _Pairing, pairs: Sequence[tuple[int, int]], text: str, counts: Counts, say: Say
) -> None:
    met, mine = {i for i, _ in pairs}, {j for _, j in pairs}
    for i, statement in enumerate(sides.gold):
        counts[f"chain_n_{min(2, len(statement.chain))}"] += 1
        counts["link_g"] += len(statement.chain)
        if i not in met:
            say(f"   - missed {statement.id} cue {[c.exact for c in statement.cue]}")
    for j, extra in enumerate(sides.mine):
        if j not in mine:
            say(f"   + extra {extra.id} cue {[text[c.start : c.end] for c in extra.cue]}")


def _count_field(counts: Counts, field: str, want: str | None, got: str | None) -> None:
    counts[f"{field}_n"] += 1
    counts[f"{field}_ok"] += want == got
    main = MAIN.get(field)
    if main:
        counts[f"{field}_rg"] += want != main
        counts[f"{field}_rp"] += got != main
        counts[f"{field}_rok"] += want == got != main


# ------------------------------------------------------------------ events and times


def _count_spans(
    counts: Counts, key: str, tokens: Tokens, gold: Sequence[Ranged], mine: Sequence[Ranged]
) -> None:
    a, b = [_cover(tokens, [x]) for x in gold], [_cover(tokens, [x]) for x in mine]
    counts[f"{key}_g"] += len(a)
    counts[f"{key}_p"] += len(b)
    counts[f"{key}_ok"] += len(_alike(a, b))


def _day(date: DateRange | None) -> str | None:
    """A date as the gold writes it: ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``."""
    if not date or not date.since:
        return None
    a, b = date.since[:10], (date.until or date.since)[:10]
    return next((a[:n] for n in (10, 7, 4) if a[:n] == b[:n]), f"{a}/{b}")


def _score_events(
    gold: Gold, events: Sequence[Event], tokens: Tokens, to_gold: Mapping[str, str], counts: Counts
) -> None:
    stop = {i for i, (a, b) in enumerate(tokens) if _fold(gold.text[a:b]) in LEAD}
    left = [_cover(tokens, [v.trigger]) - stop for v in gold.events]
    right = [_cover(tokens, [v.trigger]) - stop for v in events]
    weights = {
        (i, j): _dice(a, b) + (gold.events[i].type == events[j].type)
        for i, a in enumerate(left)
        for j, b in enumerate(right)
        if a & b and _dice(a, b) >= 0.5
    }
    counts["eg"] += len(gold.events)
    counts["ep"] += len(events)
    for i, j in _assign(weights):
        counts["e_trigger"] += 1
        if gold.events[i].type == events[j].type:
            _count_event(gold.events[i], events[j], tokens, to_gold, counts)
            _count_date(gold.events[i].date, _day(events[j].date), counts, gold.published)


def _count_event(
    want: GoldEvent, got: Event, tokens: Tokens, to_gold: Mapping[str, str], counts: Counts
) -> None:
    counts["e_type"] += 1
    for ours, theirs in ((got.actors, want.actors), (got.targets, want.targets)):
        _count_spans(
            counts, "part", tokens, [x.span for x in theirs if x.span], [x.span for x in ours if x.span]
        )
    place = [got.place.span] if got.place and got.place.span else []
    _count_spans(counts, "place", tokens, [want.place] if want.place else [], place)
    _count_field(counts, "status", want.status, got.status)
    mine = None if got.statement is None else to_gold.get(got.statement, "?")
    counts["e_claim"] += want.statement == mine


def _count_date(want: str | None, got: str | None, counts: Counts, published: str | None) -> None:
    if want and not GOLD_DATE.fullmatch(want):
        return
    if published or want:
        counts["date_g"] += want is not None
        counts["date_p"] += got is not None
        counts["date_ok"] += want is not None and want == got


def _score_times(
    gold: Sequence[GoldTime], times: Sequence[TimeExpression], tokens: Tokens, counts: Counts
) -> None:
    undated = [_cover(tokens, [x.span]) for x in gold if not x.value or "X" in x.value]
    want = [x for x in gold if x.value and "X" not in x.value]
    got = [x for x in times if _is_dated(x) and not any(_cover(tokens, [x.span]) & y for y in undated)]
    pairs = _alike([_cover(tokens, [x.span]) for x in want], [_cover(tokens, [x.span]) for x in got])
    counts["tg"] += len(want)
    counts["tp"] += len(got)
    counts["tm"] += len(pairs)
    counts["t_value"] += sum(want[i].value == got[j].value for i, j in pairs)


def _is_dated(time: TimeExpression) -> bool:
    return time.type not in ("DURATION", "SET") and not str(time.value).endswith("_REF")


# ------------------------------------------------------------------ the figures


def _figures(c: Counts) -> Iterator[tuple[str, float]]:
    def share(a: str, b: str) -> float:
        return c[a] / c[b] if c[b] else 0.0

    def f1(ok: str, predicted: str, gold: str) -> float:
        return _f1(share(ok, predicted), share(ok, gold))

    def rare(key: str) -> float:
        return f1(f"{key}_rok", f"{key}_rp", f"{key}_rg")

    yield from (("documents", int(c["docs"])), ("unread", c["unread"]))
    yield from (("statement_gold", c["g"]), ("statement_predicted", c["p"]))
    yield "detection_precision", share("m", "p")
    yield "detection_recall", share("m", "g")
    yield "detection_f1", f1("m", "p", "g")
    yield "sf1", f1("credit", "p_named", "g_named")
    yield "content_dice", share("dice", "m")
    yield "content_exact_recall", share("exact", "g")
    yield "source_accuracy", share("src", "m_named")
    yield "misattribution", share("wrong", "m")
    yield "wrong_sources_per_article", share("wrong", "docs")
    yield "silent_share", share("silent", "m_named")
    yield "chain_exact", (c["chain_ok_1"] + c["chain_ok_2"]) / c["g"] if c["g"] else 0.0
    yield "chain_exact_flat", share("chain_ok_1", "chain_n_1")
    yield "chain_exact_nested", share("chain_ok_2", "chain_n_2")
    yield "nested_gold", c["chain_n_2"]
    yield "chain_link_f1", f1("link_ok", "link_p", "link_g")
    yield "act_accuracy", share("act_ok", "act_n")
    yield "form_accuracy", share("form_ok", "form_n")
    yield "commitment_accuracy", share("commitment_ok", "commitment_n")
    yield "commitment_rare_f1", rare("commitment")
    yield "channel_accuracy", share("channel_ok", "channel_n")
    yield "channel_rare_f1", rare("channel")
    yield "addressee_f1", f1("addr_ok", "addr_p", "addr_g")
    yield from (("event_gold", c["eg"]), ("event_predicted", c["ep"]))
    yield "event_trigger_f1", f1("e_trigger", "ep", "eg")
    yield "event_f1", f1("e_type", "ep", "eg")
    yield "event_participant_f1", f1("part_ok", "part_p", "part_g")
    yield "event_place_f1", f1("place_ok", "place_p", "place_g")
    yield "event_date_f1", f1("date_ok", "date_p", "date_g")
    yield "event_status_accuracy", share("status_ok", "status_n")
    yield "event_status_rare_f1", rare("status")
    yield "event_claimant_accuracy", share("e_claim", "e_type")
    yield "time_gold", c["tg"]
    yield "time_span_f1", f1("tm", "tp", "tg")
    yield "time_value_f1", f1("t_value", "tp", "tg")
