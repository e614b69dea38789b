"""The gate lets nothing fall unseen: floors hold, rise by themselves, and fall only with a reason."""

import importlib.util
import json
from pathlib import Path

import pytest


@pytest.fixture
def gate():
    spec = importlib.util.spec_from_file_location("gate", Path(__file__).with_name("gate.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def world(gate, tmp_path, monkeypatch):
    """One part whose figures the test sets, with its data and baseline in a folder of the test."""

    class World:
        def __init__(self):
            self.figures = {"sf1": 0.8, "misattribution": 0.1, "time_value_f1": 0.0, "documents": 40.0}
            self.data = tmp_path / "shared" / "d" / "a.txt"
            self.baseline = tmp_path / "baseline.json"

        def run(self, *argv):
            return gate.main([*argv, "--shared", str(tmp_path / "shared"), "--baseline", str(self.baseline)])

        def floors(self):
            return json.loads(self.baseline.read_text())["parts"]["part"]["floors"]

    made = World()
    made.data.parent.mkdir(parents=True)
    made.data.write_text("x")
    part = gate.Part("part", "d", "*.txt", lambda _: dict(made.figures))
    monkeypatch.setattr(gate, "PARTS", (part,))
    return made


def test_floors_are_written_and_hold(world):
    assert world.run() == 1, "no floors yet"
    assert world.run("--raise") == 0
    assert world.floors() == {"sf1": 0.795, "misattribution": 0.105}
    assert world.run() == 0


@pytest.mark.parametrize(("name", "value"), [("sf1", 0.79), ("misattribution", 0.11)])
def test_a_worse_figure_fails(world, capsys, name, value):
    world.run("--raise")
    world.figures = world.figures | {name: value}
    assert world.run() == 1
    assert name in capsys.readouterr().out.splitlines()[-2]


def test_raising_lifts_and_never_lowers(world):
    world.run("--raise")
    world.figures = {"sf1": 0.7, "misattribution": 0.05, "time_value_f1": 0.5}
    assert world.run("--raise") == 1, "sf1 fell"
    assert world.floors() == {"sf1": 0.795, "misattribution": 0.055, "time_value_f1": 0.495}


def test_lowering_says_what_and_why(world, capsys):
    world.run("--raise")
    world.figures = world.figures | {"sf1": 0.7}
    assert world.run("--lower", "the old figure counted headlines twice") == 0
    assert "LOWERED part: sf1 from 0.795 to 0.695: the old figure" in capsys.readouterr().out
    assert (
        json.loads(world.baseline.read_text())["lowered"][0]["why"]
        == "the old figure counted headlines twice"
    )


def test_a_figure_that_vanishes_fails(world):
    world.run("--raise")
    world.figures = {"sf1": 0.8}
    assert world.run() == 1


def test_other_data_fails_even_when_raising(world):
    world.run("--raise")
    world.data.write_text("y")
    assert world.run() == 1
    assert world.run("--raise") == 1
    assert world.run("--lower", "new annotations") == 0


def test_data_that_is_not_there_is_skipped_only_as_a_whole(gate, world, tmp_path, capsys):
    assert gate.main(["--shared", str(tmp_path / "nowhere")]) == 0
    assert "skipped" in capsys.readouterr().out
    world.data.unlink()
    assert world.run() == 1, "the folder is there, its data is not"


@pytest.mark.parametrize("figures", [{"sf1": 0.9, "unread": 1.0}, {"sf1": 0.0, "misattribution": 0.0}])
def test_a_reading_that_did_not_happen_earns_no_floors(world, figures):
    world.figures = figures
    assert world.run("--raise") == 1
    assert json.loads(world.baseline.read_text())["parts"] == {}
