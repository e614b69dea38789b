"""A phrase put on the calendar: what `tawatur when` shows."""

from __future__ import annotations

import msgspec

from tawatur.errors import SettingsError
from tawatur.model import TimeExpression
from tawatur.serve.terminal import Look
from tawatur.understand.times import resolve_phrase

NAME_WIDTH = 13


def when(phrase: str, published: str | None, look: Look) -> str:
    """The times of a phrase, said on the day ``published`` (ISO). SettingsError if that is no day."""
    found = _times(phrase, published)
    if not found:
        return "no time in it that can be put on a calendar\n"
    return "\n".join(_told(time, look) for time in found)


def when_json(phrase: str, published: str | None) -> str:
    """The same as JSON lines, one time a line."""
    return "".join(msgspec.json.encode(time).decode() + "\n" for time in _times(phrase, published))


def _times(phrase: str, published: str | None) -> list[TimeExpression]:
    try:
        return resolve_phrase(phrase, published)
    except ValueError as error:
        raise SettingsError(f"--published {published}: give a day as 2020-05-16") from error


def _told(time: TimeExpression, look: Look) -> str:
    days = time.since if time.since == time.until else f"{time.since} to {time.until}"
    rows = {
        "words": look.words(time.span.text, "content"),
        "type": time.type,
        "value": time.value or ("none in TIMEX3" if time.since else "not known: give --published"),
        "days": days if time.since else None,
        "mod": time.mod,
        "counted from": "the day of publication" if time.basis else None,
        "flags": ", ".join(time.flags),
        "or": time.other_reading,
    }
    shown = ((name, value) for name, value in rows.items() if value)
    return "".join(f"{look.paint(name.ljust(NAME_WIDTH), 'faint')}{value}\n" for name, value in shown)
