"""Addresses that more than one feature leads to."""

from __future__ import annotations

from typing import Any

from flask import url_for

from tracker.models.measurement import Measurement, StatusReport


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
