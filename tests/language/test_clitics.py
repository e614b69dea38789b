import pytest

from tawatur.language.clitics import enclitic_ok, proclitic_ok


@pytest.mark.parametrize(
    ("chain", "kind", "legal"),
    [
        ("", "noun", True),
        ("وال", "noun", True),
        ("فبال", "noun", True),
        ("ولل", "noun", True),
        ("لال", "noun", False),
        ("بو", "noun", False),
        ("وس", "verb", True),
        ("ال", "verb", False),
        ("سو", "verb", False),
        ("ف", "fixed", True),
        ("ب", "fixed", False),
    ],
)
def test_proclitics(chain, kind, legal):
    assert proclitic_ok(chain, kind) is legal


@pytest.mark.parametrize(
    ("text", "kind", "legal"),
    [
        ("هم", "noun", True),
        ("ي", "noun", True),
        ("ني", "noun", False),
        ("ني", "verb", True),
        ("ها", "fixed", False),
        ("", "fixed", True),
        ("وا", "verb", False),
    ],
)
def test_enclitics(text, kind, legal):
    assert enclitic_ok(text, kind) is legal
