"""Many inputs: their order, their failures, and workers that are killed."""

import sys
from pathlib import Path

import pytest

from tawatur.errors import PackError, SettingsError
from tawatur.read import Options
from tawatur.run.many import Done, Failed, Input, Job, read_many
from tawatur.run.settings import Settings

sys.path.insert(0, str(Path(__file__).parent))
import workers

JOB = Job(Settings(), workers.render, workers.load)


@pytest.fixture
def given(tmp_path):
    def make(*texts, suffix=".txt"):
        made = []
        for number, text in enumerate(texts):
            path = tmp_path / f"{number:02}{suffix}"
            path.write_text(text, encoding="utf-8")
            made.append(Input(str(path), Options()))
        return made

    return make


@pytest.mark.parametrize("jobs", [1, 2])
def test_records_come_in_the_order_of_the_inputs(given, jobs):
    inputs = given(*(f"text {n} {'long ' * (50 - n)}" for n in range(12)))
    got = list(read_many(inputs, JOB, jobs))
    assert [o.number for o in got] == list(range(12))
    assert [o.body.split()[1] for o in got] == [str(n).encode() for n in range(12)]
    assert all(isinstance(o, Done) for o in got)


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_failing_input_does_not_end_the_others(given, jobs, tmp_path):
    inputs = given("good one", "toolarge", "fault", "good two")
    inputs.insert(1, Input(str(tmp_path / "nowhere.txt"), Options()))
    got = list(read_many(inputs, JOB, jobs))
    assert [type(o) for o in got] == [Done, Failed, Failed, Failed, Done]
    assert got[1].line.startswith(str(tmp_path / "nowhere.txt") + ": ")
    assert got[1].line.count("nowhere.txt") == 1
    assert got[2].why == "the text is over the limit; cut it"
    assert "fault in Tawatur (ValueError: a fault of ours)" in got[3].why
    assert "Traceback" in got[3].detail
    assert "\n" not in got[3].line


@pytest.mark.parametrize("jobs", [1, 2])
def test_lines_of_a_stream_are_articles_of_their_own(given, jobs):
    lines = '{"id": "a", "body": "أول الكلام"}\nnot json\n{"id": "b", "body": "آخره"}\n'
    got = list(read_many(given(lines, suffix=".jsonl"), JOB, jobs))
    assert [getattr(o, "article", None) for o in got] == ["a", None, "b"]
    assert isinstance(got[1], Failed)
    assert got[1].where


def test_a_killed_worker_loses_nothing(given, tmp_path):
    inputs = given("one", f"two kill:{tmp_path / 'flag'}", "three", "four")
    got = list(read_many(inputs, JOB, 2))
    assert [o.body.split()[0] for o in got] == [b"ONE", b"TWO", b"THREE", b"FOUR"]


def test_a_text_that_kills_every_worker_is_told_as_failed(given):
    got = list(read_many(given("one", "kill-always", "three"), JOB, 2))
    assert [type(o) for o in got] == [Done, Failed, Done]
    assert "died 2 times" in got[1].why


@pytest.mark.parametrize("jobs", [1, 2])
def test_broken_resources_are_an_error_of_the_call(given, jobs):
    with pytest.raises(PackError, match="no such column"):
        list(read_many(given("one"), Job(Settings(), workers.render, workers.load_badly), jobs))


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_wrong_option_is_an_error_of_the_call(given, jobs):
    (one,) = given("one")
    with pytest.raises(SettingsError):
        list(read_many([Input(one.source, Options(published="yesterday"))], JOB, jobs))


def test_what_is_in_flight_is_bounded(given):
    inputs, taken = given(*(["text"] * 60)), []

    def counted():
        for one in inputs:
            taken.append(one)
            yield one

    outcomes = read_many(counted(), JOB, 2)
    next(outcomes)
    assert len(taken) < 20
    outcomes.close()


def test_nothing_gives_nothing():
    assert list(read_many([], JOB, 2)) == []
