"""A user's own codebook: type, mode, weapon and who acts on whom give a label.

::

    name = "Strikes and arrests"

    [[rule]]                        # the first rule that fits gives the label; what is left out fits all
    label  = "Air strike"
    type   = ["ASSAULT"]            # PLOVER event types
    mode   = ["aerial", "drone"]
    weapon = ["air"]                # a class of the weapon tree, or a branch of it
    actor  = ["state"]              # PLOVER sectors, or state, armed, civilian
    target = ["civilian", "MED"]
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated, get_args

import msgspec
from msgspec import Meta, Struct, field

from tawatur.errors import UnreadableInput
from tawatur.language.lexicon import load
from tawatur.model import EventType
from tawatur.store.export.codes import event_classes, sectors
from tawatur.store.export.tellings import Party, Telling

_SIDES = ("state", "armed", "civilian")


class Rule(Struct, frozen=True, forbid_unknown_fields=True):
    """What an event must be to get the label; an empty condition holds for all."""

    label: Annotated[str, Meta(min_length=1)]
    type: tuple[EventType, ...] = ()
    mode: tuple[str, ...] = ()
    weapon: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    target: tuple[str, ...] = ()


class Codebook(Struct, frozen=True, forbid_unknown_fields=True):
    """The rules in their order."""

    rule: Annotated[tuple[Rule, ...], Meta(min_length=1)]
    name: str = ""

    def label(self, telling: Telling) -> str | None:
        """The label of the first rule that fits, or None."""
        return next((rule.label for rule in self.rule if fits(rule, telling)), None)


def fits(rule: Rule, telling: Telling) -> bool:
    """Whether every condition of the rule holds for the event."""
    event = telling.event
    return (
        (not rule.type or event.type in rule.type)
        and (not rule.mode or event.mode in rule.mode)
        and (not rule.weapon or any(_under(w.weapon_class, rule.weapon) for w in event.weapons))
        and (not rule.actor or any(_is_one_of(party, rule.actor) for party in telling.actors))
        and (not rule.target or any(_is_one_of(party, rule.target) for party in telling.targets))
    )


class _WeaponClass(Struct, frozen=True):
    """A class of the weapon tree (``air.uav``), as the words for weapons name it."""

    weapon_class: str = field(name="class")


def read_codebook(path: Path, packs: Sequence[Path] = ()) -> Codebook:
    """The codebook of a TOML file.

    :raises UnreadableInput: it cannot be read, or a rule has a key or a value that does not exist.
    """
    try:
        found = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), Codebook)
    except OSError as error:
        raise UnreadableInput(f"{path}: {error.strerror}; --codebook names a TOML file") from error
    except msgspec.ValidationError as error:
        raise UnreadableInput(f"{path}: {_plainly(str(error))}") from error
    except ValueError as error:  # no UTF-8, or no TOML
        raise UnreadableInput(f"{path}: is no TOML ({error}); see docs/exports.md for an example") from error
    weapons = _branches(row.weapon_class for row in load("codify/weapons.tsv", _WeaponClass, packs))
    for number, rule in enumerate(found.rule, start=1):
        where = f"{path}: rule {number} ({rule.label})"
        _check_words(where, rule, weapons)
        _check_reached(where, rule, found.rule[: number - 1])
    return found


def _branches(classes: Iterable[str]) -> list[str]:
    """The classes and all branches above them: ``air``, ``air.uav``."""
    paths = (name.split(".") for name in classes)
    return sorted({".".join(path[:depth]) for path in paths for depth in range(1, len(path) + 1)})


def _check_words(where: str, rule: Rule, weapons: Sequence[str]) -> None:
    types = event_classes()
    modes = sorted({mode for name in rule.type or types for mode in types[name].modes})
    whom = (*sectors(), *_SIDES)
    conditions = (
        ("mode", rule.mode, modes),
        ("weapon", rule.weapon, weapons),
        ("actor", rule.actor, whom),
        ("target", rule.target, whom),
    )
    for key, words, known in conditions:
        for word in words:
            if word not in known:
                choice = f"one of {', '.join(known)}" if known else "this type has none"
                raise UnreadableInput(f"{where}: there is no {key} {word!r}; {choice}")


def _check_reached(where: str, rule: Rule, before: Iterable[Rule]) -> None:
    for earlier in before:
        if _covers(earlier, rule):
            raise UnreadableInput(
                f"{where}: is never reached, the rule {earlier.label} takes all it could; put it before"
            )


def _covers(earlier: Rule, later: Rule) -> bool:
    """Whether the conditions of one rule are among those of another, each as wide or wider."""
    keys = ("type", "mode", "weapon", "actor", "target")
    pairs = [(getattr(earlier, key), getattr(later, key)) for key in keys]
    return all(not wide or (narrow and set(narrow) <= set(wide)) for wide, narrow in pairs)


def _plainly(message: str) -> str:
    """A message of the decoder in the words of the file."""
    types = ", ".join(get_args(EventType))
    if "Invalid enum value" in message:
        return f"{message}; type is one of {types}"
    return f"{message}; a rule has label and any of type, mode, weapon, actor, target, each a list of words"


def _under(weapon: str, wanted: Iterable[str]) -> bool:
    return any(weapon == word or weapon.startswith(f"{word}.") for word in wanted)


def _is_one_of(party: Party, wanted: Iterable[str]) -> bool:
    return any(word in wanted for word in (party.sector, party.side) if word)
