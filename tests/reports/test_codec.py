"""A snapshot comes back from its stored form as it went in, and the same snapshot has the same hash."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports import codec
from reports.snapshot import NoteLine, Snapshot
from tests.reports import samples
from tracker.domain.texts import Message, Multilingual
from tracker.domain.vocabulary import NoteTopic

WRITABLE = st.text(st.characters(), max_size=20)
PLAIN = st.one_of(
    WRITABLE,
    st.integers(),
    st.booleans(),
    st.none(),
    st.decimals(allow_nan=False, allow_infinity=False),
    st.fractions(),
    st.dates(),
    st.datetimes(timezones=st.just(UTC)).map(lambda moment: moment.replace(fold=0)),
    st.dictionaries(WRITABLE, WRITABLE, max_size=3).map(lambda found: Multilingual(dict(sorted(found.items())))),
)


def sentences(values: st.SearchStrategy[object]) -> st.SearchStrategy[Message]:
    return st.lists(st.tuples(WRITABLE, values), max_size=3).map(lambda found: Message("%(x)s", tuple(found)))


VALUES = st.recursive(
    PLAIN, lambda inner: st.one_of(st.lists(inner, max_size=3).map(tuple), sentences(inner)), max_leaves=6
)


@pytest.mark.parametrize("sample", [samples.rich(), samples.draft(), samples.empty(), samples.single()])
def test_a_snapshot_comes_back_as_it_was(sample: Snapshot) -> None:
    assert codec.from_bytes(codec.to_bytes(sample)) == sample
    assert codec.from_json(json.loads(json.dumps(codec.to_json(sample)))) == sample


@given(sentences(VALUES))
def test_any_sentence_comes_back_as_it_was(text: Message) -> None:
    sample = replace(EMPTY, notes=(NoteLine(code="1", topic=NoteTopic.MISSING, text=text),))
    back = codec.from_bytes(codec.to_bytes(sample))
    assert back == sample
    assert repr(back.notes) == repr(sample.notes), "types too: 1 is not True and not Decimal(1)"


def test_numbers_stay_exact() -> None:
    line = samples.rich().pillars[0].indicators[0]
    kept = codec.to_json(samples.rich())["pillars"][0]["indicators"][0]["figure"]
    assert line.figure.value == Fraction(30, 98) * 100
    assert kept["value"] == "1500/49"


def test_the_same_snapshot_has_the_same_hash_and_another_one_another() -> None:
    sample = samples.rich()
    turned = replace(sample.plan, title=Multilingual(dict(reversed(list(sample.plan.title.texts.items())))))
    assert codec.fingerprint(replace(sample, plan=turned)) == codec.fingerprint(samples.rich())
    assert codec.fingerprint(replace(sample, audit_head="0" * 64)) != codec.fingerprint(sample)


def test_a_form_of_another_version_or_a_damaged_one_is_refused() -> None:
    stored = codec.to_json(samples.rich())
    for damage in ({"version": 2}, {"version": None}, {"cut_off": "yesterday"}, {"edition": [1]}, {"more": 1}):
        with pytest.raises(codec.UnreadableSnapshot):
            codec.from_json(stored | damage)
    for text in (b"", b"[]", b"{}", b"\xff"):
        with pytest.raises(codec.UnreadableSnapshot):
            codec.from_bytes(text)


def test_a_moment_keeps_its_place_in_time() -> None:
    back = codec.from_json(codec.to_json(samples.rich()))
    assert back.cut_off == datetime(2024, 3, 15, 16, 30, tzinfo=UTC)
    assert back.plan.act_date == date(2020, 12, 10)
    assert back.pillars[4].indicators[1].figure.value == Decimal(2450000)


EMPTY = samples.empty()
