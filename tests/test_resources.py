"""The shipped words, names and codes keep to the rules of their files."""

from tawatur.language.packs import check, shipped
from tawatur.resources import root


def test_the_shipped_resources_are_sound():
    assert check(root()) == []


def test_every_shipped_file_says_what_it_is_about():
    assert [entry.path for entry in shipped() if not entry.about.strip()] == []
