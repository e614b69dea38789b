"""The shipped language, loaded once, and texts marked with it."""

import pytest

from tawatur.attribute import lexicon as cues
from tawatur.language import vocabulary
from tawatur.language.layout import lay_out
from tawatur.language.marking import Marking
from tawatur.language.phrases import PhraseFinder
from tawatur.language.words import Vocabulary


@pytest.fixture(scope="session")
def marked():
    words = Vocabulary([*vocabulary.readings(), *cues.readings()])
    finder = PhraseFinder([*vocabulary.phrases(), *cues.phrases()])
    return lambda text: Marking(lay_out(text), words, finder)
