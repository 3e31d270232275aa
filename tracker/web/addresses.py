"""Addresses that more than one feature leads to."""

from __future__ import annotations

from typing import Any

from flask import url_for
from werkzeug.routing import IntegerConverter, Map

from tracker.models.measurement import Measurement, StatusReport

LARGEST_KEY = 2**31 - 1
"""The largest id that every database holds; an address or a form with a larger one names nothing."""


class KeyConverter(IntegerConverter):
    """An id in an address: as large as ids can be, since a database fails on what it cannot hold."""

    def __init__(self, rules: Map) -> None:
        super().__init__(rules, max=LARGEST_KEY)


def entry_address(thing: Measurement | StatusReport) -> str:
    """The page on which a measurement or a status is entered."""
    common: dict[str, Any] = {
        "plan_code": thing.plan.code,
        "period_id": thing.period_id,
        "for_id": thing.organisation_id,
    }
    if isinstance(thing, Measurement):
        return url_for("work.measure", indicator_id=thing.indicator_id, **common)
    return url_for("work.status", commitment_id=thing.commitment_id, **common)
