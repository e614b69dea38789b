"""Many inputs to records, in order, on a process pool that survives a killed worker.

The pool of the standard library loses every queued result when one worker dies. Here each worker
has a pipe of its own and one task at a time: when it dies, only its task is retried, once, on a
fresh worker, and then told as failed. What is in flight is bounded, whatever the inputs hold.
"""

from __future__ import annotations

import multiprocessing
import signal
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING, Protocol, Self

import msgspec

from tawatur import model
from tawatur.errors import SettingsError, TawaturError
from tawatur.run.settings import Settings

if TYPE_CHECKING:
    from tawatur.read import Options

# Lines and items of these are articles of their own: the caller's process splits them for the workers.
STREAMS = (".jsonl", ".ndjson", ".rss", ".atom", ".csv", ".tsv", ".warc", ".warc.gz", ".wacz")
TRIES = 2
AHEAD = 4  # finished or running tasks a worker may be ahead of the one that is due


class Input(msgspec.Struct, frozen=True):
    """One source (path, address or ``-``) and what is known of it."""

    source: str
    options: Options


class Done(msgspec.Struct, frozen=True):
    """An article that was read: ``body`` is what ``render`` made of its record, ``number`` counts inputs."""

    number: int
    source: str
    article: str
    body: bytes


class Failed(msgspec.Struct, frozen=True):
    """An input, or a place in it, that was not read; ``detail`` is the traceback of a fault of ours."""

    number: int
    source: str
    where: str | None
    why: str
    detail: str | None = None

    @property
    def line(self) -> str:
        """The failure in one line."""
        return ": ".join(" ".join(part.split()) for part in (self.source, self.where, self.why) if part)


Outcome = Done | Failed
Render = Callable[[model.Record], bytes]


class Reader(Protocol):
    """What reads one article: the engine, or a stand-in."""

    def read(self, article: model.Article) -> model.Record:
        """The record of the article."""
        ...


class Job(msgspec.Struct, frozen=True):
    """What every worker does: ``load`` makes its reader (once a process); both must pickle."""

    settings: Settings
    render: Render
    load: Callable[[Settings], Reader] | None = None

    def reader(self) -> Reader:
        """The reader of this process."""
        if self.load:
            return self.load(self.settings)
        from tawatur.run.pipeline import Engine

        return Engine.load(self.settings)


class Task(msgspec.Struct, frozen=True):
    """One errand: an input, or an article that was already taken out of it."""

    number: int
    input: Input
    article: model.Article | None = None


def read_many(inputs: Iterable[Input], job: Job, jobs: int = 1) -> Iterator[Outcome]:
    """Read all inputs; outcomes come in the order of the inputs. ``jobs`` > 1 uses that many processes."""
    if jobs <= 1:
        return read_tasks((Task(number, given) for number, given in enumerate(inputs)), job)
    return read_tasks(_tasks(inputs), job, jobs)


def read_tasks(tasks: Iterable[Task | Outcome], job: Job, jobs: int = 1) -> Iterator[Outcome]:
    """Do the tasks in their order; an outcome among them passes through in its place."""
    if jobs <= 1:
        reader = None
        for task in tasks:
            if isinstance(task, Task):
                reader = reader or job.reader()
                yield from _outcomes(task, reader, job.render)
            else:
                yield task
        return
    with _Pool(job, jobs) as pool:
        yield from pool.run(iter(tasks))


def _tasks(inputs: Iterable[Input]) -> Iterator[Task | Failed]:
    for number, given in enumerate(inputs):
        if given.source != "-" and not given.source.lower().endswith(STREAMS):
            yield Task(number, given)
            continue
        for found in _articles(Task(number, given)):
            yield found if isinstance(found, Failed) else Task(number, given, found)


def _articles(task: Task) -> Iterator[model.Article | Failed]:
    """The articles of a task, a Failed where one cannot be read. SettingsError if the call is wrong."""
    if task.article is not None:
        yield task.article
        return
    from tawatur.read import Rejected, articles

    given = task.input
    try:
        for found in articles(given.source, given.options):
            if isinstance(found, Rejected):
                yield Failed(task.number, given.source, found.where, found.why)
            else:
                yield found
    except SettingsError:  # the call is wrong, not this input
        raise
    except TawaturError as error:
        yield Failed(task.number, given.source, None, without(given.source, str(error)))
    except Exception as error:  # noqa: BLE001 - one input must not end the others
        yield fault(task.number, given.source, None, error)


def _outcomes(task: Task, reader: Reader, render: Render) -> Iterator[Outcome]:
    source = task.input.source
    for article in _articles(task):
        if isinstance(article, Failed):
            yield article
            continue
        try:
            yield Done(task.number, source, article.id, render(reader.read(article)))
        except TawaturError as error:
            yield Failed(task.number, source, article.id, str(error))
        except Exception as error:  # noqa: BLE001 - one article must not end the others
            yield fault(task.number, source, article.id, error)


def fault(number: int, source: str, where: str | None, error: Exception) -> Failed:
    """The failure that an unforeseen error is."""
    why = f"fault in Tawatur ({type(error).__name__}: {error}); please report it with this input"
    return Failed(number, source, where, why, traceback.format_exc())


def without(source: str, message: str) -> str:
    """The message without the source at its start, which the line names anyway."""
    return message.removeprefix(source).removeprefix(":").lstrip() or message


class _Worker:
    """A process with its pipe, and the task it has in hand."""

    def __init__(self, job: Job) -> None:
        # spawn: a fork of a process that has threads (progress display, a server) can hang.
        context = multiprocessing.get_context("spawn")
        self.pipe, far = context.Pipe()
        self.process: BaseProcess = context.Process(target=_work, args=(far, job), daemon=True)
        self.process.start()
        far.close()
        self.place: int | None = None

    def stop(self) -> None:
        self.pipe.close()
        self.process.terminate()
        self.process.join(timeout=5)


def _work(pipe: Connection, job: Job) -> None:
    """The life of a worker: tasks in, lists of outcomes out, until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the caller, who ends the workers
    try:
        reader = job.reader()
        while True:
            pipe.send(list(_outcomes(pipe.recv(), reader, job.render)))
    except (EOFError, BrokenPipeError):
        return
    except Exception as error:  # noqa: BLE001 - told to the caller, who cannot see our stderr
        pipe.send(error if isinstance(error, TawaturError) else RuntimeError(traceback.format_exc()))


class _Pool:
    """Workers, the tasks in flight and the results that wait for their turn."""

    def __init__(self, job: Job, size: int) -> None:
        self._job = job
        self._size = size
        self._workers: list[_Worker] = []
        self._flight: dict[int, Task] = {}
        self._tries: dict[int, int] = {}
        self._again: deque[int] = deque()
        self._ready: dict[int, list[Outcome]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.stop()

    def run(self, tasks: Iterator[Task | Outcome]) -> Iterator[Outcome]:
        """The outcomes of the tasks, in their order."""
        places = enumerate(tasks)
        due, more = 0, True
        while more or self._flight or self._ready:
            while more and len(self._flight) + len(self._ready) < self._size * AHEAD:
                more = self._take(places)
                self._hand_out()
            if due not in self._ready and self._flight:
                self._collect()
                self._hand_out()  # before what was collected is used: no worker waits for our caller
            while due in self._ready:
                yield from self._ready.pop(due)
                due += 1

    def _take(self, places: Iterator[tuple[int, Task | Outcome]]) -> bool:
        """Take the next task in; False when there is none."""
        found = next(places, None)
        if found is None:
            return False
        place, task = found
        if isinstance(task, Task):
            self._flight[place] = task
            self._again.append(place)
        else:
            self._ready[place] = [task]
        return True

    def _hand_out(self) -> None:
        while self._again:
            worker = next((w for w in self._workers if w.place is None), None)
            if worker is None:
                if len(self._workers) >= self._size:
                    return
                worker = _Worker(self._job)
                self._workers.append(worker)
            place = self._again.popleft()
            worker.place = place
            self._tries[place] = self._tries.get(place, 0) + 1
            try:
                worker.pipe.send(self._flight[place])
            except (BrokenPipeError, ConnectionResetError):
                self._bury(worker)

    def _collect(self) -> None:
        """Wait until a worker answers or dies."""
        busy = {w.pipe: w for w in self._workers if w.place is not None}
        for pipe in wait(list(busy)):
            worker = next(w for p, w in busy.items() if p is pipe)
            try:
                answer = worker.pipe.recv()
            except (EOFError, ConnectionResetError):
                self._bury(worker)
                continue
            if isinstance(answer, Exception):
                raise answer
            if worker.place is not None:
                self._settle(worker.place, answer)
                worker.place = None

    def _settle(self, place: int, outcomes: list[Outcome]) -> None:
        del self._flight[place], self._tries[place]
        self._ready[place] = outcomes

    def _bury(self, worker: _Worker) -> None:
        """A worker died: its task goes to another one, or is told as failed."""
        self._workers.remove(worker)
        worker.stop()
        place = worker.place
        if place is None:
            return
        if self._tries[place] < TRIES:
            self._again.appendleft(place)
            return
        task = self._flight[place]
        article = task.article.id if task.article else None
        why = f"the process that read it died {TRIES} times (memory?); try --jobs 1 or a smaller input"
        self._settle(place, [Failed(task.number, task.input.source, article, why)])
