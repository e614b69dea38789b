"""A chat exported by Telegram Desktop (``result.json``) to articles: one a message that has text.

Format: https://core.telegram.org/import-export. A whole account keeps its chats under ``chats.list``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from tawatur.errors import UnreadableInput
from tawatur.model import Article
from tawatur.read import jsonl
from tawatur.read.capture import Origin
from tawatur.read.options import Options, Rejected

_CHAT = re.compile(rb'"messages"\s*:\s*\[')
_ACCOUNT = re.compile(rb'"chats"\s*:\s*\{')
_TYPE = re.compile(rb'"type"\s*:\s*"\w*(?:channel|group|chat)"|"personal_information"')


def is_export(head: bytes) -> bool:
    """Whether a JSON document begins as an export does."""
    return bool((_CHAT.search(head) or _ACCOUNT.search(head)) and _TYPE.search(head))


def articles(raw: bytes, source: str, origin: Origin, options: Options) -> Iterator[Article | Rejected]:
    """The messages with text; what only tells of joining, pinning and the like is passed over.

    :raises UnreadableInput: it is no export after all.
    """
    try:
        value = jsonl.parse(raw)
    except ValueError as error:
        raise UnreadableInput(f"is not JSON ({error}): export the chat again") from error
    for chat in _chats(value):
        for message in chat.get("messages") or ():
            if not isinstance(message, dict) or message.get("type") != "message":
                continue
            words = _words(message.get("text"))
            if words.strip():
                row = _row(chat, message, words)
                where = f"message {message.get('id')}"
                yield jsonl.of_object(row, msgspec.json.encode(message), source, where, origin, options)


def _chats(value: object) -> Iterator[dict[str, Any]]:
    if not isinstance(value, dict):
        return
    lists = value.get("chats")
    found = lists.get("list") if isinstance(lists, dict) else [value]
    yield from (chat for chat in found or () if isinstance(chat, dict))


def _row(chat: dict[str, Any], message: dict[str, Any], words: str) -> dict[str, object]:
    """The message under the names of a JSONL row; a channel is the outlet, in a group the sender is."""
    name = chat.get("name") if "channel" in str(chat.get("type")) else message.get("from") or chat.get("name")
    moment = message.get("date_unixtime")
    return {
        "id": f"telegram-{chat.get('id')}-{message.get('id')}",
        "outlet": name,
        "date": int(moment) if isinstance(moment, str) and moment.isdecimal() else message.get("date"),
        "body": words,
    }


def _words(text: object) -> str:
    """The text of a message: a string, or pieces that are strings or objects with a text."""
    if isinstance(text, str):
        return text
    pieces = text if isinstance(text, list) else []
    return "".join(
        p if isinstance(p, str) else str(p.get("text", "")) for p in pieces if isinstance(p, (str, dict))
    )
