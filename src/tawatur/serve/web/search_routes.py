"""The addresses of searching: the page, the searches that are kept, and what is shown as an export."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlencode

from fastapi import FastAPI, File, Form, Query, Request, UploadFile
from fastapi.responses import RedirectResponse, Response

from tawatur.errors import SettingsError, TawaturError
from tawatur.serve.web.desk import Desk
from tawatur.serve.web.download import FORMS, attached, exported
from tawatur.serve.web.library import Kept
from tawatur.serve.web.searching import EXAMPLES, message_keys, searched, snippet_parts, unread
from tawatur.serve.web.visitor import spoken
from tawatur.store import Store

if TYPE_CHECKING:
    from tawatur.serve.web.app import Pages

LONGEST = 2000  # characters of a question
Words = Annotated[str, Query(max_length=LONGEST)]


def add_search_routes(app: FastAPI, desk: Desk, pages: Pages) -> None:
    """Searching what a store keeps."""

    @app.get("/{lang}/search")
    def search_page(request: Request, lang: str, q: Words = "", after: str | None = None) -> Response:
        if not isinstance(desk.library, Kept):
            return pages.draw(request, lang, "search.html", kept=False)
        store, wrong = desk.library.store, ""
        try:
            shown = searched(store, q, after)
        except TawaturError as error:  # it points at the word of the query
            shown, wrong = unread(store, q), str(error)
        return pages.draw(
            request, lang, "search.html", kept=True, shown=shown, wrong=wrong, parts=snippet_parts,
            examples=EXAMPLES, keys=message_keys, forms=FORMS,
        )  # fmt: skip

    @app.post("/{lang}/search/saved")
    def save(
        lang: str,
        q: Annotated[str, Form(max_length=LONGEST)],
        name: Annotated[str, Form(max_length=200)],
        what: Annotated[str, Form(max_length=10)] = "keep",
    ) -> Response:
        store = _store(desk)
        if what == "forget":
            store.forget_search(name)
        else:
            store.save_search(name, q)
        return RedirectResponse(f"/{spoken(lang)}/search?{urlencode({'q': q})}", 303)

    @app.post("/{lang}/search/export")
    def export_shown(
        lang: str,
        article: Annotated[list[str], Form(max_length=200)],
        form: Annotated[str, Form(alias="format", max_length=40)],
        codebook: Annotated[UploadFile | None, File()] = None,
    ) -> Response:
        """The articles that the page shows, as persons let them stand."""
        spoken(lang)
        records = (desk.standing(desk.record(one)) for one in article)
        book = codebook.file.read(desk.settings.max_bytes) if codebook and codebook.filename else None
        return attached(*exported(records, form, None, book, desk.settings.pack_folders()))


def _store(desk: Desk) -> Store:
    if not isinstance(desk.library, Kept):
        raise SettingsError("searching needs a store: tawatur serve --store DIR")
    return desk.library.store
