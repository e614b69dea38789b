"""The sample story as the pages have it: read once, served anew for every test."""

import pytest
from starlette.testclient import TestClient

from tawatur.run.pipeline import Engine
from tawatur.run.settings import Settings
from tawatur.serve.demo import records
from tawatur.serve.web.app import create_app
from tawatur.serve.web.desk import Desk
from tawatur.serve.web.library import Shelf

SETTINGS = Settings(offline=True, max_bytes=100_000)


@pytest.fixture(scope="session")
def engine():
    return Engine.load(SETTINGS)


@pytest.fixture(scope="session")
def sample(engine):
    return list(records(engine))


@pytest.fixture
def desk(engine, sample):
    return Desk(Shelf(sample), engine, SETTINGS)


@pytest.fixture
def client(desk):
    return TestClient(create_app(desk), base_url="http://localhost", follow_redirects=False)
