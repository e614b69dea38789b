"""A directive that lists the resource files as ``MANIFEST.toml`` describes them: the page is never stale."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.util.docutils import SphinxDirective

if TYPE_CHECKING:
    from sphinx.application import Sphinx

MANIFEST = Path(__file__).parents[1] / "src" / "tawatur" / "resources" / "MANIFEST.toml"


def listing(manifest: str) -> list[str]:
    """Markdown lines: a heading a folder, then each file with its columns, rows, source and licence."""
    files = sorted(tomllib.loads(manifest).get("file", []), key=lambda entry: entry["path"])
    lines: list[str] = []
    for entry in files:
        rows = f" · {entry['rows']:,} rows" if "rows" in entry else ""
        lines += [
            f"**`{entry['path']}`** — {entry['about']}\\",
            f"columns: {', '.join(f'`{column}`' for column in entry.get('columns', [])) or 'none'}{rows}\\",
            f"{entry['source']} · {entry['licence']}"
            + (" · not extended by packs" if entry.get("fixed") else ""),
            "",
        ]
    return lines


class ResourceTable(SphinxDirective):
    """The files of the resources, read from their manifest while the page is built."""

    option_spec: ClassVar[dict[str, object]] = {}

    def run(self) -> list[nodes.Node]:
        """Parse the listing where the directive stands."""
        self.env.note_dependency(str(MANIFEST))
        lines = listing(MANIFEST.read_text(encoding="utf-8"))
        holder = nodes.container()
        self.state.nested_parse(StringList(lines, str(MANIFEST)), self.content_offset, holder)
        return holder.children


def setup(app: Sphinx) -> dict[str, bool]:
    """Make the directive known to Sphinx."""
    app.add_directive("resource-table", ResourceTable)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
