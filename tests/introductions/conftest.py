import pytest

from tests.factories import Make
from tests.introductions.people import Four


@pytest.fixture
def four(make: Make) -> Four:
    return Four(make)
