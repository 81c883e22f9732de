"""A few of what the piece `input` of `make trust` sends by the thousand."""

import pytest

from tests.trust import SEED, imports, visits

pytestmark = [pytest.mark.django_db, pytest.mark.no_cover]


@pytest.mark.parametrize("part", [imports, visits])
def test_bad_input_is_refused_with_a_message_and_changes_nothing(part):
    assert part.row(SEED, part.FEW).failures == []
