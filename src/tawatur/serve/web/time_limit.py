"""How long a visitor waits: an answer that takes longer becomes an error that says what to do."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

Tell = Callable[[Request, int, str], Response]


class TimeLimit:
    """ASGI middleware: 503 where no answer has begun in time, 408 where the question has not come in time.

    What a thread computes cannot be stopped. It goes on, so that its result is there when the visitor asks
    again; as it keeps its place among the server's threads, no more than those are ever busy.
    """

    def __init__(self, app: ASGIApp, *, seconds: float, tell: Tell) -> None:
        """``tell`` makes the answer of a request, a status and words."""
        self._app, self._seconds, self._tell = app, seconds, tell
        self._left_behind: set[asyncio.Task[None]] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or hand on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        talk = _Talk(receive, send)
        task = asyncio.ensure_future(self._app(scope, talk.receive, talk.send))
        try:
            await asyncio.wait({task}, timeout=self._seconds)
        except asyncio.CancelledError:
            task.cancel()
            raise
        if task.done() or talk.begun:
            await task
            return
        talk.over = True
        self._left_behind.add(task)
        task.add_done_callback(self._ended)
        if talk.listening:
            task.cancel()
        status, words = self._told(talk)
        answer = self._tell(Request(scope), status, words)
        answer.headers["retry-after"] = str(max(1, round(self._seconds)))
        await answer(scope, receive, send)

    def _told(self, talk: _Talk) -> tuple[int, str]:
        if talk.listening:
            return 408, f"The question did not come within {self._seconds:g} seconds: send less at once."
        return 503, (
            f"This takes longer than {self._seconds:g} seconds. Ask again in a moment, when it may be ready; "
            "ask for less; or raise answer_seconds."
        )

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._left_behind.discard(task)
        if not task.cancelled():
            task.exception()  # looked at: nobody is there to be told


class _Talk:
    """What goes between visitor and pages: ``listening`` while they wait, ``begun`` with the answer."""

    def __init__(self, receive: Receive, send: Send) -> None:
        self._receive, self._send = receive, send
        self.listening = self.begun = self.over = False

    async def receive(self) -> Message:
        self.listening = True
        message = await self._receive()
        self.listening = False
        return message

    async def send(self, message: Message) -> None:
        if not self.over:
            self.begun = True
            await self._send(message)
