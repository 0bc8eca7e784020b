"""One pipeline for the tests of this room."""

from __future__ import annotations

import pytest

from kg.model import Document
from kg.pipeline import Pipeline
from tests.sentences import Read, Reading


@pytest.fixture(scope="session")
def read() -> Read:
    """Text in, reading out."""
    pipeline = Pipeline.load()
    return lambda text: Reading(pipeline(Document(id="a-text", source=text)))
