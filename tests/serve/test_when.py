"""A phrase on the calendar, as `tawatur when` shows it."""

import json

import pytest

from tawatur.errors import SettingsError
from tawatur.serve.terminal import Look
from tawatur.serve.when import when, when_json


def test_a_phrase_is_told_line_by_line():
    assert when("الأربعاء 1 فبراير/شباط", "2020-05-16", Look()).splitlines() == [
        "words        الأربعاء 1 فبراير/شباط",
        "type         DATE",
        "value        2020-02-01",
        "days         2020-02-01",
        "counted from the day of publication",
        "flags        weekday",
        "or           2017-02-01",
    ]


def test_without_a_day_the_value_is_not_known():
    assert "not known: give --published" in when("مساء أمس", None, Look())


def test_json_is_one_time_a_line():
    (line,) = when_json("ليل السبت الأحد", "2020-05-16").splitlines()
    assert json.loads(line)["value"] == "2020-05-16TNI"


def test_no_time_is_said():
    assert when("الأمين العام", "2020-05-16", Look()) == "no time in it that can be put on a calendar\n"


def test_a_wrong_day_is_the_users_error():
    with pytest.raises(SettingsError, match="give a day as"):
        when("أمس", "أمس", Look())
