"""The words of the interface in its languages, with plurals and digits as each language has them.

``resources/interface/messages.tsv`` holds a row a message. A message that counts has a row a plural form,
``key.one``, ``key.two`` and so on; the categories are those of CLDR (plurals.xml, ``ar`` and ``en``).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import cache

import msgspec

from tawatur.language.lexicon import load

LANGUAGES = ("ar", "en")
ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


class Row(msgspec.Struct, frozen=True):
    """One message: its key and its words in each language."""

    key: str
    en: str = ""
    ar: str = ""


class Messages:
    """The messages of one language."""

    def __init__(self, language: str, words: Mapping[str, str]) -> None:
        """``words`` by key."""
        self.language = language
        self.direction = "rtl" if language == "ar" else "ltr"
        self._words = words

    def __call__(self, key: str, **values: object) -> str:
        """The message with its values put in. KeyError where there is none of that key."""
        return self._words[key].format(**values) if values else self._words[key]

    def known(self, key: str, otherwise: str) -> str:
        """The message of a key that data made, or what stands for it."""
        return self._words.get(key, otherwise)

    def first(self, keys: Sequence[str], otherwise: str) -> str:
        """The message of the first key that there is one of."""
        return next((self._words[key] for key in keys if key in self._words), otherwise)

    def count(self, key: str, number: int) -> str:
        """«مصدران مسمّيان», "2 named sources"."""
        form = plural(self.language, number)
        words = self._words.get(f"{key}.{form}") or self._words[f"{key}.other"]
        return words.format(n=self.digits(number))

    def digits(self, value: object) -> str:
        """The number in the digits of the language."""
        return str(value).translate(ARABIC_DIGITS) if self.language == "ar" else str(value)

    def moment(self, at: str | None) -> str:
        """An ISO day or time as the language writes it; what is no date stays as it is."""
        if not at:
            return self("date.unknown")
        try:
            day = dt.date.fromisoformat(at[:10])
        except ValueError:
            return self.digits(at)
        text = f"{day.day} {self(f'month.{day.month}')} {day.year}"
        comma = "،" if self.language == "ar" else ","
        return self.digits(f"{text}{comma} {at[11:16]}" if at[11:16] else text)


def plural(language: str, number: int) -> str:
    """The CLDR plural category of a whole number."""
    if language != "ar":
        return "one" if number == 1 else "other"
    if number < 3:
        return ("zero", "one", "two")[number]
    rest = number % 100
    return "few" if 3 <= rest <= 10 else "many" if rest >= 11 else "other"


@cache
def messages(language: str) -> Messages:
    """The messages of a language. KeyError where the interface does not speak it."""
    if language not in LANGUAGES:
        raise KeyError(language)
    rows = load("interface/messages.tsv", Row)
    return Messages(language, {row.key: getattr(row, language) for row in rows})
