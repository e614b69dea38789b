"""The thirty cases that decide whether attribution works, each read through the public door."""

import tomllib
from pathlib import Path

import pytest

CASES = tomllib.loads((Path(__file__).parent / "cases" / "cases.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_case(case, examine):
    examine(case)


def test_every_case_is_here():
    assert {case["id"][:2] for case in CASES} == {f"{n:02}" for n in range(1, 31)}
