"""Opening a store by its location: a folder, or the address of a PostgreSQL database."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tawatur.store.protocol import Store

_ADDRESS = re.compile(r"postgres(?:ql)?(?:\+psycopg)?://")


def open_store(location: str | Path, *, make: bool = False) -> Store:
    """The store at a location; ``make`` makes it where there is none.

    :raises StoreMissing: there is none.
    :raises StoreError: it cannot be opened, or a newer program wrote it.
    """
    # SQLAlchemy costs 0.3 s to import, which only commands that open a store pay.
    from tawatur.store.kept import KeptStore
    from tawatur.store.place import Folder, Place, Server

    words = str(location)
    place: Place = Server(words, make=make) if _ADDRESS.match(words) else Folder(Path(words), make=make)
    return KeptStore(place)
