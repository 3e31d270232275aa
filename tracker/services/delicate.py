"""Which forms touch violence: they say that no single cases belong there, and where somebody finds help."""

from __future__ import annotations

from tracker.domain.vocabulary import Theme
from tracker.models.indicator import Indicator
from tracker.models.measurement import Measurement
from tracker.models.plan import Commitment
from tracker.services import places
from tracker.services.moving import Moved

DELICATE = (Theme.PROTECTION, Theme.PREVENTION)
"""The pillars under which figures stand for people who survived violence."""


def indicator(found: Indicator) -> bool:
    return found.is_sensitive or places.pillar(found).theme in DELICATE


def commitment(found: Commitment) -> bool:
    return (found.own_theme or found.pillar.theme) in DELICATE


def entry(thing: Moved) -> bool:
    """Whether what a measurement or a status is about touches violence."""
    return indicator(thing.indicator) if isinstance(thing, Measurement) else commitment(thing.commitment)
