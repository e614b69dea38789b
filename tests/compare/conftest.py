"""One engine for all tests of the comparison, and articles made of a few sentences."""

import pytest

from tawatur.model import Article, Published
from tawatur.run.pipeline import Engine
from tawatur.run.settings import Settings
from tawatur.serve.demo import records


@pytest.fixture(scope="session")
def engine():
    return Engine.load(Settings(offline=True))


@pytest.fixture(scope="session")
def sample(engine):
    return list(records(engine))


@pytest.fixture(scope="session")
def read(engine):
    """The records of texts: name → text, or (text, day)."""

    def made(**texts):
        found = []
        for name, given in texts.items():
            text, day = given if isinstance(given, tuple) else (given, None)
            published = Published(day, "day", None, "given") if day else Published()
            found.append(engine.read(Article(name, text, outlet=name, published=published)))
        return found

    return made
