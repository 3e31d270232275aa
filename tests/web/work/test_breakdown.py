"""A contributor breaks a value down: what is typed is kept and checked, what is missing is unknown, shares follow."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from tests.browsing import Browser, Page
from tests.entering import SOURCED, decide, measuring, stored
from tests.world import World, english
from tracker.domain.vocabulary import PlaceRule, State, Step
from tracker.models.database import db
from tracker.models.indicator import Category, Dimension
from tracker.models.measurement import Measurement
from tracker.models.people import User
from tracker.services import clock

Opens = Callable[[User], Browser]
YES = {"has_value": "yes"} | SOURCED


@pytest.fixture
def sex(world: World) -> Dimension:
    """Sex, by which training, seats and crisis centres are broken down; women and men are everybody."""
    made = Dimension(plan_id=world.plan.id, code="sex", name=english("Sex"), is_complete=True)
    made.categories = [
        Category(code="f", name=english("Women"), position=0),
        Category(code="m", name=english("Men"), position=1),
    ]
    for code in ("trained", "seats", "acts"):
        world.indicators[code].dimensions.append(made)
    db.session.commit()
    return made


@pytest.fixture
def amina(world: World, browser_of: Opens, sex: Dimension) -> Browser:
    return browser_of(world.amina)


def cells(measurement: Measurement | None) -> dict[str, tuple[Decimal | None, ...]]:
    assert measurement is not None
    return {row.cell: (row.value, row.numerator, row.denominator) for row in measurement.parts}


def named(sex: Dimension, **typed: object) -> dict[str, object]:
    """`f="7"` is the field of women's value, `f_numerator="2"` that of the first of two numbers."""
    keys = {each.code: each.id for each in sex.categories}
    said = {}
    for name, value in typed.items():
        code, _, field = name.partition("_")
        said[f"parts-c{keys[code]}_{field or 'value'}"] = value
    return said


def save(browser: Browser, address: str, fields: dict[str, object], *, status: int = 200, press: str = "") -> Page:
    browser.open(address)
    return browser.press(press or "Save draft", YES | fields, status=status)


def test_parts_are_stored_and_the_page_says_what_is_left_unknown(amina: Browser, world: World, sex: Dimension) -> None:
    page = save(amina, measuring(world, "trained"), {"value": "100"} | named(sex, f="30", m="50"))
    assert cells(stored(world)) == {"sex:f": (Decimal(30), None, None), "sex:m": (Decimal(50), None, None)}
    assert "The known parts add up to 80 of 100; the rest is unknown." in page.main


@pytest.mark.trap("M33")
def test_the_share_of_women_follows_from_the_counts_and_nobody_types_it(
    amina: Browser, world: World, sex: Dimension
) -> None:
    page = save(amina, measuring(world, "trained"), {"value": "100"} | named(sex, f="30", m="50"))
    assert "37.5 %" in page.main
    assert not [name for name in page.html.split('"') if "share" in name and name.startswith("parts-")]


@pytest.mark.trap("M30")
def test_parts_above_the_total_are_refused_at_their_field_and_kept(
    amina: Browser, world: World, sex: Dimension
) -> None:
    page = save(amina, measuring(world, "trained"), {"value": "70"} | named(sex, f="30", m="50"), status=422)
    assert "The parts add up to 80. That is above the total of 70." in page.main
    assert 'value="30"' in page.html
    assert f'href="#parts-c{sex.categories[0].id}_value"' in page.html
    assert stored(world) is None


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"f": "many"}, "is not a number"),
        ({"f": "-1"}, "A part is not negative."),
    ],
)
def test_what_is_no_part_is_said_at_its_field(
    amina: Browser, world: World, sex: Dimension, typed: dict[str, str], sentence: str
) -> None:
    page = save(amina, measuring(world, "trained"), {"value": "70"} | named(sex, **typed), status=422)
    assert sentence in page.main
    assert f'value="{typed["f"]}"' in page.html


def test_a_draft_may_be_unfinished_and_parts_need_no_total_yet(amina: Browser, world: World, sex: Dimension) -> None:
    save(amina, measuring(world, "trained"), named(sex, f="30"))
    assert set(cells(stored(world))) == {"sex:f"}


@pytest.mark.trap("M30")
def test_all_parts_of_a_complete_dimension_are_the_total_when_they_are_sent(
    amina: Browser, world: World, sex: Dimension
) -> None:
    address, typed = measuring(world, "trained"), {"value": "100"} | named(sex, f="30", m="50")
    page = save(amina, address, typed, status=422, press="Send for review")
    assert "These categories cover everybody." in page.main
    save(amina, address, {"value": "100"} | named(sex, f="30", m=""), press="Send for review")
    sent = stored(world)
    assert set(cells(sent)) == {"sex:f"}
    assert sent is not None
    assert sent.state is State.SUBMITTED


@pytest.mark.trap("M32")
def test_shares_of_women_and_men_have_their_own_wholes(amina: Browser, world: World, sex: Dimension) -> None:
    typed: dict[str, object] = {"numerator": "33", "denominator": "100"}
    typed |= named(sex, f_numerator="27", f_denominator="54", m_numerator="6", m_denominator="36")
    page = save(amina, measuring(world, "seats"), typed)
    assert cells(stored(world, "seats"))["sex:f"] == (Decimal(50), Decimal(27), Decimal(54))
    assert "27 of 54 = 50.0 %" in page.main
    assert "0 of 10 = 0.0 %" in page.main, "what neither women nor men account for"
    wrong = named(sex, f_numerator="9", f_denominator="4")
    page = save(amina, measuring(world, "seats"), typed | wrong, status=422)
    assert "above the whole" in page.main


def test_a_list_of_laws_has_no_sex(amina: Browser, world: World) -> None:
    assert "Women" not in amina.open(measuring(world, "acts")).main


@pytest.mark.trap("M34")
def test_where_persons_are_counted_the_page_says_that_they_are_not_added(
    amina: Browser, world: World, sex: Dimension
) -> None:
    world.indicators["trained"].place_rule = PlaceRule.LARGEST
    db.session.commit()
    page = save(amina, measuring(world, "trained"), {"value": "80"} | named(sex, f="30", m="50"))
    assert "Count each person once." in page.main
    assert "these numbers are not added to those of others" in page.main


def test_a_reason_and_parts_exclude_each_other(amina: Browser, world: World, sex: Dimension) -> None:
    page = save(
        amina,
        measuring(world, "trained"),
        {"has_value": "no", "no_value": "confidential"} | named(sex, f="3"),
        status=422,
    )
    assert "Keep one of them." in page.main


def test_emptied_parts_are_gone_and_a_category_out_of_use_stays_where_it_holds_a_value(
    amina: Browser, world: World, sex: Dimension
) -> None:
    address = measuring(world, "trained")
    save(amina, address, {"value": "80"} | named(sex, f="30", m="50"))
    sex.categories[1].archived_at = clock.now()
    db.session.commit()
    page = save(amina, address, {"value": "80"} | named(sex, f="", m="50"))
    assert set(cells(stored(world))) == {"sex:m"}
    assert "Men" in page.main


def test_a_correction_begins_with_the_parts_and_a_reviewer_sees_them(
    amina: Browser, world: World, sex: Dimension, browser_of: Opens
) -> None:
    save(amina, measuring(world, "trained"), {"value": "80"} | named(sex, f="30", m="50"), press="Send for review")
    sent = stored(world)
    assert sent is not None
    page = browser_of(world.rahima).open(f"/plans/test-plan/review/measurements/{sent.id}")
    assert "37.5 %" in page.main
    decide(world, sent, Step.VERIFY)
    amina.open(measuring(world, "trained"))
    amina.follow("Correct this")
    amina.press("Begin the correction", {"reason": "One more woman"})
    begun = stored(world)
    assert begun is not None
    assert begun.revision == 2
    assert set(cells(begun)) == {"sex:f", "sex:m"}


def test_the_page_of_an_indicator_shows_verified_parts_by_category_over_the_periods(
    amina: Browser, world: World, sex: Dimension, browser_of: Opens
) -> None:
    save(amina, measuring(world, "trained"), {"value": "80"} | named(sex, f="30", m="50"), press="Send for review")
    address = f"/plans/test-plan/indicators/{world.indicators['trained'].id}"
    clara = browser_of(world.clara)
    assert "37.5 %" not in clara.open(address).main, "nothing is official before it is verified"
    decide(world, stored(world), Step.VERIFY)
    page = clara.open(address).main
    assert "30 (37.5 %)" in page
    assert "The known parts add up to 80 of 80; the rest is unknown." in page
    assert "37.5 %" not in amina.open(address).main, "she reads what her own organisation reported"
