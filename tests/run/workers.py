"""Stand-ins for the reader, in a module of their own: a spawned process must be able to import them."""

import os
import signal
from pathlib import Path

from tawatur import model
from tawatur.errors import PackError, TooLarge


class StandIn:
    """Reads nothing, and breaks where the text tells it to."""

    def read(self, article):
        """A record without statements."""
        if "toolarge" in article.text:
            raise TooLarge("the text is over the limit; cut it")
        if "fault" in article.text:
            raise ValueError("a fault of ours")
        for mark in article.text.split():
            if mark.startswith("kill:"):
                self._die_once(Path(mark.removeprefix("kill:")))
        if "kill-always" in article.text:
            os.kill(os.getpid(), signal.SIGKILL)
        return model.Record(article, model.Engine("0", "0"))

    @staticmethod
    def _die_once(flag):
        if not flag.exists():
            flag.touch()
            os.kill(os.getpid(), signal.SIGKILL)


def load(settings):
    """The stand-in."""
    return StandIn()


def load_badly(settings):
    """An engine whose resources are broken."""
    raise PackError("a.tsv: no such column; see the manifest")


def render(record):
    """The text, in capitals."""
    return record.article.text.upper().encode()
