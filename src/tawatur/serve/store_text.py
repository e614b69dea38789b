"""What the commands of a store print: lists, hits with their snippets, coverage, differences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import msgspec

from tawatur.model import Record
from tawatur.run.keeping import Kept
from tawatur.run.many import Failed
from tawatur.serve.terminal import Look, complain, say
from tawatur.store import Basis, DayOfOutlet, FacetCount, Found, Frozen, Listed, Page, Snippet, Store
from tawatur.store.changes import Change, Told

UNKNOWN = "-"


def as_line(value: object) -> str:
    """A value as one line of JSON."""
    return msgspec.json.encode(value).decode()


def pour(outcomes: Iterable[Kept | Failed], *, quiet: bool) -> tuple[int, int]:
    """Print what was kept, complain of what was not; how many of each."""
    counts: Counter[str] = Counter()
    for outcome in outcomes:
        if isinstance(outcome, Failed):
            counts["failed"] += 1
            complain(outcome.line)
            continue
        counts[outcome.added.outcome] += 1
        if not quiet:
            title = outcome.record.article.title if outcome.record else None
            words = " ".join(title.text.split()) if title else outcome.source
            say(f"{outcome.added.outcome:8} {outcome.added.id}  {words}")
    if not counts:
        complain("no article in the input")
    else:
        say(", ".join(f"{count:,} {what}" for what, count in sorted(counts.items())))
    failed = counts.pop("failed", 0)
    return counts.total(), failed


def listing(page: Page, basis: Basis, look: Look) -> str:
    """The lines of a list, and what it rests on."""
    lines = [_entry(item, look) for item in page.items]
    lines.append(look.paint(basis.line, "faint"))
    if page.after:
        lines.append(look.paint(f"more: --after {page.after}", "faint"))
    return "\n".join(lines)


def _entry(item: Listed, look: Look) -> str:
    head = f"{item.id}  {item.day or UNKNOWN:10}  "
    outlet = look.words(item.outlet or UNKNOWN, "source", 20)
    version = f"  (text {item.version})" if item.version > 1 else ""
    return f"{head}{outlet}  {look.words(item.title or item.name, 'title', 60)}{version}"


def shown(
    store: Store,
    id_: str,
    version: str | None,
    form: Literal["text", "json", "article", "raw", "readings"],
    look: Look,
) -> bytes:
    """An article in the form that was asked for."""
    if form == "readings":
        lines = [
            f"{record}  {at}  {engine.version} {engine.resources[:8]} {engine.settings}\n"
            for record, at, engine in store.readings(id_)
        ]
        return "".join(lines).encode()
    record = store.record(id_, version)
    if form == "json":
        return msgspec.json.encode(record) + b"\n"
    if form == "article":
        return record.article.text.encode("utf-8", "replace")
    if form == "raw":
        return store.raw(record.article.capture.raw_sha256 or UNKNOWN)
    from tawatur.serve.text import draw_bytes

    return _head(store.one(id_), look) + draw_bytes(record, look=look) + _corrected(store, id_, look)


def _head(item: Listed, look: Look) -> bytes:
    parts = [item.id, item.name, item.url or "", item.state, f"added {item.added_at}"]
    if item.previous:
        parts.append(f"text {item.version}, after {item.previous}")
    return (look.paint("  ".join(part for part in parts if part), "faint") + "\n").encode()


def _corrected(store: Store, id_: str, look: Look) -> bytes:
    lines = [
        f"corrected {c.at} by {look.words(c.who)}: {c.place} = {look.words(c.value or 'nothing')}"
        for c in store.corrections(id_)
    ]
    return "".join(f"{line}\n" for line in lines).encode()


def found_text(found: Found, facets: Mapping[str, Sequence[FacetCount]], look: Look) -> str:
    """Hits with their snippets, then facets, then what the search rests on."""
    lines: list[str] = []
    for hit in found.hits:
        lines.append(_entry(hit.article, look))
        lines.extend(f"    {_marked(snippet, look)}" for snippet in hit.snippets)
    for kind, counts in facets.items():
        lines.append(look.paint(kind, "title"))
        lines.extend(f"  {count.articles:>7,}  {look.words(count.value, 'plain', 60)}" for count in counts)
    if found.left_out:
        lines.append(f"not looked for, since nearly every text has it: {' '.join(found.left_out)}")
    what = f"{found.total:,} found" if found.total else "not found"
    lines.append(look.paint(f"{what} in {found.basis.line}", "faint"))
    if found.after:
        lines.append(look.paint(f"more: --after {found.after}", "faint"))
    return "\n".join(lines)


def _marked(snippet: Snippet, look: Look) -> str:
    """A snippet with its marks: in colour, or in brackets where there is none."""
    pieces: list[str] = []
    at = snippet.span.start
    text = snippet.span.text
    for mark in snippet.marks:
        pieces.append(text[at - snippet.span.start : mark.start - snippet.span.start])
        pieces.append(look.paint(mark.text, "cue") if look.colour else f"[{mark.text}]")
        at = mark.end
    pieces.append(text[at - snippet.span.start :])
    line = " ".join("".join(pieces).split())
    return look.words(line) if not look.colour else line


def found_json(found: Found, facets: Mapping[str, Sequence[FacetCount]]) -> str:
    """The same as one JSON object; ``basis.line`` says it in words."""
    body = msgspec.to_builtins(found)
    body["basis"]["line"] = found.basis.line
    body["facets"] = msgspec.to_builtins(facets)
    return as_line(body)


def covered(days: Sequence[DayOfOutlet], basis: Basis) -> str:
    """A line for each outlet and day."""
    lines = [
        f"{day.day or UNKNOWN:10}  {day.articles:>6,} articles"
        f"{f'  {day.empty:,} times empty' if day.empty else ''}"
        f"{f'  {day.failed:,} times failed: {day.why}' if day.failed else ''}"
        f"  {day.outlet or UNKNOWN}"
        for day in days
    ]
    return "\n".join([*lines, basis.line])


def differences(old: Record, new: Record, found: Sequence[Change], look: Look) -> str:
    """Lost with -, gained with +, changed with both."""
    before, after = old.article.capture.text_sha256, new.article.capture.text_sha256
    what = "another text" if before != after else "the same text, another reading"
    lines = [f"{what}: {_made(old)} → {_made(new)}"]
    for change in found:
        lines.extend(f"- {_told(change.kind, told, look)}" for told in [change.old] if told)
        lines.extend(f"+ {_told(change.kind, told, look)}" for told in [change.new] if told)
    gained = sum(change.old is None for change in found)
    lost = sum(change.new is None for change in found)
    lines.append(f"{gained} gained, {lost} lost, {len(found) - gained - lost} changed")
    return "\n".join(lines)


def _made(record: Record) -> str:
    return f"{record.article.id} by {record.engine.version}, resources {record.engine.resources[:8]}"


def _told(kind: str, told: Told, look: Look) -> str:
    who = look.words(told.who or UNKNOWN, "source", 30)
    return f"{kind} {told.id}  {who}  {told.what}  {look.words(told.words, 'content', 60)}"


def frozen_line(state: Frozen) -> str:
    """A frozen state in a line."""
    engines = ", ".join(f"{e.version} {e.resources[:8]} {e.settings}".strip() for e in state.engines)
    what = f"{state.articles:,} articles  sha256 {state.sha256}"
    return f"{state.name}  {state.at}  {what}  by {engines or UNKNOWN}"
