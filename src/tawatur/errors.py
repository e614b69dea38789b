"""The exceptions Tawatur raises. Each message says what is wrong and what to do next.

::

    TawaturError
    ├── InputError            something the user gave cannot be read
    │   ├── UnreadableInput   the file or stream cannot be opened or decoded
    │   ├── TooLarge          over a limit of size, depth or time
    │   └── FetchError        an address cannot be fetched, or may not be
    ├── PackError             a resource or pack breaks the rules of its file
    ├── SettingsError         a setting or an option has no such value
    ├── StoreError            a store cannot do what it is asked
    │   ├── StoreMissing      there is none at that place, or nothing in it under that name
    │   ├── StoreBusy         somebody else writes to it, for longer than we wait
    │   ├── StoreFull         its disk is full
    │   ├── StoreDamaged      its file is no store, or its parts do not agree
    │   └── StoreGone         its server does not answer
    ├── QueryError            a search query that cannot be read; tells where
    └── MissingExtra          an optional part is not installed
"""


class TawaturError(Exception):
    """Root of all errors that are the input's or the user's, never the program's."""


class InputError(TawaturError):
    """Something the user gave cannot be read."""


class UnreadableInput(InputError):
    """A file or stream cannot be opened, is binary, or cannot be decoded."""


class TooLarge(InputError):
    """The input is over a limit of size, depth or time."""


class FetchError(InputError):
    """An address cannot be fetched, or may not be (offline, robots.txt, private address)."""


class PackError(TawaturError):
    """A resource file or a user's pack breaks the rules of its columns."""


class SettingsError(TawaturError):
    """A setting or an option has a value that does not exist."""


class MissingExtra(TawaturError):
    """An optional part is not installed; the message names the pip line."""


class StoreError(TawaturError):
    """A store cannot do what it is asked; what it confirmed before is kept."""


class StoreMissing(StoreError):
    """There is no store at that place, or nothing in it under that name."""


class StoreBusy(StoreError):
    """Somebody else writes to the store, for longer than we wait."""


class StoreFull(StoreError):
    """The disk of the store is full."""


class StoreDamaged(StoreError):
    """The file of a store is none, or its parts do not agree."""


class StoreGone(StoreError):
    """The server of the store does not answer."""


class QueryError(TawaturError):
    """A search query that cannot be read; ``column`` counts its code points from 1."""

    def __init__(self, message: str, column: int) -> None:
        """The message names the word; the column is where it begins."""
        super().__init__(f"query, column {column}: {message}")
        self.column = column
