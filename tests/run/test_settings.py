"""Settings: who wins, and what is said when a value is wrong."""

import pytest

from tawatur.errors import PackError, SettingsError
from tawatur.run.settings import Settings, load_settings


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def test_the_call_wins_over_variables_over_the_file_over_defaults(tmp_path):
    (tmp_path / "tawatur.toml").write_text("timeout = 1\nmax_bytes = 2\nmax_seconds = 3\n")
    environ = {"TAWATUR_MAX_BYTES": "20", "TAWATUR_MAX_SECONDS": "30", "OTHER": "x"}
    got = load_settings(environ=environ, max_seconds=300, strict=None)
    assert (got.timeout, got.max_bytes, got.max_seconds, got.strict) == (1, 20, 300, False)


def test_without_anything_the_defaults_stand():
    assert load_settings(environ={}) == Settings()


def test_the_tokens_of_the_pages_are_no_settings():
    assert load_settings(environ={"TAWATUR_TOKEN": "a", "TAWATUR_WRITE_TOKEN": "b"}) == Settings()


@pytest.mark.parametrize(("word", "value"), [("true", True), ("1", True), ("false", False), ("0", False)])
def test_variables_are_words(word, value):
    assert load_settings(environ={"TAWATUR_STRICT": word}).strict is value


def test_packs_are_separated_as_in_path():
    assert load_settings(environ={"TAWATUR_PACKS": "a:b"}).packs == ("a", "b")


@pytest.mark.parametrize(
    ("environ", "text", "given", "told"),
    [
        ({"TAWATUR_STRICKT": "1"}, "", {}, "TAWATUR_STRICKT: no such setting; there are TAWATUR_PACKS"),
        ({"TAWATUR_STRICT": "perhaps"}, "", {}, "TAWATUR_STRICT: strict: expected `bool`"),
        ({"TAWATUR_MIN_CONFIDENCE": "2"}, "", {}, "min_confidence"),
        ({}, "colour = 1", {}, "tawatur.toml: no setting 'colour'; there are packs"),
        ({}, "strict = ", {}, "tawatur.toml: no valid TOML"),
        ({}, "max_bytes = 0", {}, "max_bytes"),
        ({}, "", {"timeout": -1}, "timeout"),
    ],
)
def test_a_wrong_setting_names_its_place(tmp_path, environ, text, given, told):
    (tmp_path / "tawatur.toml").write_text(text)
    with pytest.raises(SettingsError) as error:
        load_settings(environ=environ, **given)
    assert told in str(error.value)
    assert "\n" not in str(error.value)


def test_a_file_that_is_named_must_be_there(tmp_path):
    with pytest.raises(SettingsError, match="name a readable TOML file"):
        load_settings(tmp_path / "none.toml", environ={})


def test_strict_asks_for_the_way_a_source_was_found():
    assert Settings(strict_confidence=0.7).source_floor == 0
    assert Settings(strict=True, strict_confidence=0.7).source_floor == 0.7


def test_only_what_changes_a_record_is_in_the_fingerprint():
    assert Settings(timeout=3, packs=("a",)).fingerprint == Settings().fingerprint
    assert Settings(strict=True).fingerprint != Settings().fingerprint


def test_a_pack_that_is_not_there_is_named():
    with pytest.raises(PackError, match="nowhere: no such folder"):
        Settings(packs=("nowhere",)).pack_folders()
