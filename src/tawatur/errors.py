"""The exceptions Tawatur raises. Each message says what is wrong and what to do next.

::

    TawaturError
    ├── InputError            something the user gave cannot be read
    │   ├── UnreadableInput   the file or stream cannot be opened or decoded
    │   ├── TooLarge          over a limit of size, depth or time
    │   └── FetchError        an address cannot be fetched, or may not be
    ├── PackError             a resource or pack breaks the rules of its file
    ├── SettingsError         a setting or an option has no such value
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
