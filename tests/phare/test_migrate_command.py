"""`manage.py migrate` of several machines at once: one migrates, the others wait and find all done."""

import threading
import time

import pytest
from django.db import connections

from phare.management.commands.migrate import alone

pytestmark = pytest.mark.django_db(transaction=True)


def test_second_waits_until_the_first_is_done():
    order = []
    first_is_in = threading.Event()

    def first():
        with alone(connections["default"]):
            first_is_in.set()
            time.sleep(0.2)
            order.append("first")
        connections.close_all()

    thread = threading.Thread(target=first)
    thread.start()
    first_is_in.wait(5)
    with alone(connections["default"]):
        order.append("second")
    thread.join(5)
    assert order == ["first", "second"]


def test_one_that_fails_lets_the_next_in():
    with pytest.raises(ZeroDivisionError), alone(connections["default"]):
        1 / 0  # noqa: B018
    with alone(connections["default"]):
        pass
