"""Who stands behind a claim: its texts, the chains of each, and the numbers that rest on them.

``named`` is on the safe side. Texts that print one proposition in the same words have one source, also
where they call it differently, and a country and its government are one. Counted apart they give
``named_most``, and ``lineage`` says what probably hangs together.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from tawatur.compare.counting import Chain, common_link, disjoint, smallest_cut
from tawatur.compare.tellings import Told
from tawatur.compare.types import Claim, Copies, Link, Saying, Text, Way

SAME_WORDS = 0.8  # Dice of folded words: two tellings of one wording
ENOUGH = 10  # words: shorter tellings agree by chance


class _Told(Struct, frozen=True):
    """A telling with its text and its chain as it is counted."""

    one: Told
    text: str
    chain: Chain


def claim(number: int, told: Sequence[Told], copies: Sequence[Copies]) -> Claim:
    """A claim with its counts and their proof."""
    texts = texts_of([one.telling.article for one in told], copies)
    home = {article: text.id for text in texts for article in text.articles}
    governs = _open_documents(told) | _governments(told)
    rows = [
        _Told(one, home[one.telling.article], _without_doubles(governs.get(k, k) for k in one.keys))
        for one in told
    ]
    silent = [text.id for text in texts if _is_silent(rows, text.id)]
    names = _names(rows)
    chains = _chains(rows, texts, names)
    strands, lineage = _strands(rows, texts)
    ways = disjoint(_pooled(chains, strands))
    most = len(disjoint(chains))
    sourced = [chain for given in chains.values() for chain in given]
    link = None if silent else common_link(sourced)
    first = max(told, key=lambda one: (not one.telling.headline, -one.unit.number))
    return Claim(
        id=f"c{number}",
        text=first.telling.span.text,
        told=tuple(one.telling for one in told),
        named=len(ways),
        unsourced=len(silent),
        sides=_sides(told, ways),
        common_link=names.get(link) if link else None,
        texts=tuple(text.id for text in texts),
        ways=tuple(_way(rows, chains, chain, names) for _, chain in ways),
        cut=tuple(names[key] for key in smallest_cut(sourced)),
        unsourced_texts=tuple(silent),
        named_most=most,
        lineage=tuple(lineage) if most > len(ways) else (),
        sayings=tuple(_sayings(rows, names)),
    )


def _governments(told: Sequence[Told]) -> dict[str, str]:
    """«مصر» as a source is whoever else speaks for Egypt in this claim: country → that key."""
    links = [each for one in told for each in one.telling.links]
    speak = {each.side: each.counted for each in reversed(links) if each.side and each.type != "GPE"}
    return {each.counted: speak[each.side] for each in links if each.type == "GPE" and each.side in speak}


def _open_documents(told: Sequence[Told]) -> dict[str, str]:
    """«البيان» of which no text says whose it is can be that of whoever else tells this: its key → theirs."""
    links = [each for one in told for each in one.telling.links]
    open_ones = dict.fromkeys(each.counted for each in links if each.type == "DOC" and " " not in each.name)
    others = (each.counted for each in links if each.counted not in open_ones and not each.credit)
    other = next(others, None)
    return dict.fromkeys(open_ones, other) if other else {}


def _without_doubles(keys: Iterable[str]) -> Chain:
    return tuple(dict.fromkeys(keys))


def _is_silent(rows: Sequence[_Told], text: str) -> bool:
    """Whether a text tells the claim in the outlet's own voice alone."""
    return not any(row.chain or row.one.telling.unclear for row in rows if row.text == text)


def _names(rows: Sequence[_Told]) -> dict[str, str]:
    """A name to show for each counted key: the one that most tellings have."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        for each, key in zip(row.one.telling.links, row.one.keys, strict=True):
            found[key][each.name] += 1
        for each in row.one.telling.links:
            found[each.counted][each.name] += 0
    return {key: min(names, key=lambda name: (-names[name], name)) for key, names in found.items()}


def _chains(rows: Sequence[_Told], texts: Sequence[Text], names: dict[str, str]) -> dict[str, list[Chain]]:
    """The chains of every text; a group of copies without any rests on where it is from."""
    found: dict[str, list[Chain]] = {}
    for text in texts:
        found[text.id] = [row.chain for row in rows if row.text == text.id and row.chain]
        if not found[text.id] and text.origin:
            found[text.id] = [(text.origin.counted,)]
            names.setdefault(text.origin.counted, text.origin.name)
    return found


def _strands(rows: Sequence[_Told], texts: Sequence[Text]) -> tuple[dict[str, str], list[str]]:
    """Texts that tell the claim in the same words, under the first of them, and what shows it."""
    home = {text.id: text.id for text in texts}
    why: list[str] = []
    for n, a in enumerate(rows):
        for b in rows[n + 1 :]:
            if home[a.text] == home[b.text] or not (a.chain and b.chain):
                continue
            if same_words(a.one.meaning.words, b.one.meaning.words):
                into, gone = home[a.text], home[b.text]
                home = {text: into if strand == gone else strand for text, strand in home.items()}
                why.append(f"{a.one.telling.article} and {b.one.telling.article} tell it in the same words")
    return home, why


def same_words(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether two tellings are one wording."""
    if min(len(a), len(b)) < ENOUGH:
        return False
    shared = (Counter(a) & Counter(b)).total()
    return 2 * shared / (len(a) + len(b)) >= SAME_WORDS


def _pooled(chains: Mapping[str, Sequence[Chain]], strands: Mapping[str, str]) -> dict[str, list[Chain]]:
    found: dict[str, list[Chain]] = defaultdict(list)
    for text, given in chains.items():
        found[strands[text]] += given
    return found


def _sayings(rows: Sequence[_Told], names: Mapping[str, str]) -> Iterator[Saying]:
    """«X said P» for every innermost speaker of several texts: who relays it, and who prints it straight."""
    for speaker in dict.fromkeys(row.chain[-1] for row in rows if row.chain):
        relays: dict[str, list[Chain]] = defaultdict(list)
        for row in rows:
            if speaker in row.chain:
                relays[row.text].append(row.chain[: row.chain.index(speaker)])
        if len(relays) < 2:
            continue
        ways = disjoint({text: [chain for chain in given if chain] for text, given in relays.items()})
        shown = tuple(
            Way(text, text.partition("+")[0], tuple(names[k] for k in chain)) for text, chain in ways
        )
        direct = sum(not any(given) for given in relays.values())
        yield Saying(names[speaker], len(ways), direct, shown)


def _way(
    rows: Sequence[_Told], chains: Mapping[str, Sequence[Chain]], chain: Chain, names: Mapping[str, str]
) -> Way:
    """A way as its text has it: in the names of a telling where one has this chain."""
    for row in rows:
        if row.chain == chain:
            return Way(row.text, row.one.telling.article, row.one.telling.chain)
    text = next(text for text, given in chains.items() if chain in given)
    return Way(text, text.partition("+")[0], tuple(names[key] for key in chain))


def _sides(told: Sequence[Told], ways: Sequence[tuple[str, Chain]]) -> int | None:
    """How many sides the innermost sources of the ways stand on; None where one is unknown."""
    side = {each.counted: each.side for one in told for each in one.telling.links}
    found = [side.get(chain[-1]) for _, chain in ways]
    return len(set(found)) if all(found) else None


def texts_of(articles: Sequence[str], copies: Sequence[Copies]) -> list[Text]:
    """The texts that these articles are: copies of each other among them are one."""
    order = list(dict.fromkeys(articles))
    home = {article: article for article in order}
    origin: dict[str, Link | None] = {}
    for one in copies:
        inside = [a for a in order if a in one.articles]
        if len(inside) < 2:
            continue
        roots = {home[a] for a in inside}
        into = min(roots, key=order.index)
        for article in order:
            if home[article] in roots:
                home[article] = into
        origin[into] = origin.get(into) or one.origin
    groups: dict[str, list[str]] = defaultdict(list)
    for article in order:
        groups[home[article]].append(article)
    return [Text("+".join(inside), tuple(inside), origin.get(root)) for root, inside in groups.items()]
