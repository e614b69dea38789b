"""The sample story, read once."""

import pytest

from tawatur.run.pipeline import Engine
from tawatur.run.settings import Settings
from tawatur.serve.demo import records


@pytest.fixture(scope="session")
def engine():
    return Engine.load(Settings(offline=True))


@pytest.fixture(scope="session")
def sample(engine):
    return list(records(engine))
