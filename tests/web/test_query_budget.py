"""A plan of five hundred indicators asks the database as often as one of ten."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests.browsing import Browser
from tests.counting import queries
from tests.large_plan import grow
from tests.world import World
from tracker.models.database import db
from tracker.models.people import User
from tracker.services import drafting

FEW, MANY = 10, 500
LISTED = re.compile(r"IN \([^()]*\)")


@pytest.fixture
def client(world: World, browser_of: Callable[[User], Browser]) -> FlaskClient:
    return browser_of(world.clara).client


def asked(look: Callable[[], object]) -> list[str]:
    """The questions of one look, as by somebody who has just arrived."""
    db.session.expire_all()
    db.session.rollback()
    with queries() as found:
        look()
    return [LISTED.sub("IN (…)", each) for each in found]


def test_ten_and_five_hundred_indicators_take_the_same_number_of_questions(world: World, client: FlaskClient) -> None:
    key = world.indicators["centres"].id
    looks: dict[str, Callable[[], object]] = {
        "overview": lambda: _page(client, "/plans/test-plan/overview?period=2023"),
        "indicator": lambda: _page(client, f"/plans/test-plan/indicators/{key}"),
        "snapshot": lambda: drafting.draft(world.plan, world.period_2023),
    }
    grow(world, FEW)
    few = {name: asked(look) for name, look in looks.items()}
    grow(world, MANY - FEW, start=FEW)
    many = {name: asked(look) for name, look in looks.items()}
    more = [(name, *each) for name in looks for each in (Counter(many[name]) - Counter(few[name])).items()]
    assert more == [], "what is asked more often"


def _page(client: FlaskClient, address: str) -> None:
    assert client.get(address, follow_redirects=True).status_code == 200
