"""Which rule over time and over organisations a kind of indicator has, and which it may have."""

from __future__ import annotations

from tracker.domain.vocabulary import Kind, PlaceRule, TimeRule

ADDED = (PlaceRule.SUM, PlaceRule.LARGEST, PlaceRule.NONE)
JOINED = (PlaceRule.RATIO_OF_SUMS, PlaceRule.NONE)
REACHED = (PlaceRule.ALL, PlaceRule.LARGEST, PlaceRule.NONE)  # by all, or by any

# The first rule of each is the default.
# fmt: off
RULES: dict[Kind, tuple[tuple[TimeRule, ...], tuple[PlaceRule, ...]]] = {
    Kind.FLOW:          ((TimeRule.SUM,),                            ADDED),
    Kind.RUNNING_TOTAL: ((TimeRule.LATEST,),                         ADDED),
    Kind.STOCK:         ((TimeRule.LATEST,),                         ADDED),
    Kind.SHARE:         ((TimeRule.LATEST, TimeRule.RATIO_OF_SUMS),  JOINED),
    Kind.RATE:          ((TimeRule.LATEST, TimeRule.RATIO_OF_SUMS),  JOINED),
    Kind.MILESTONE:     ((TimeRule.LATEST,),                         REACHED),
    Kind.ORDINAL:       ((TimeRule.LATEST,),                         (PlaceRule.NONE,)),
    Kind.LIST:          ((TimeRule.LATEST,),                         (PlaceRule.SUM, PlaceRule.NONE)),
    Kind.TEXT:          ((TimeRule.NONE,),                           (PlaceRule.NONE,)),
}
# fmt: on
RATIOS = (Kind.SHARE, Kind.RATE)


def default_rules(kind: Kind, *, events: bool = False) -> tuple[TimeRule, PlaceRule]:
    """The rules that a kind has unless told otherwise.

    `events` tells a share or rate of events in the period (cases solved), which adds both parts over time, from one
    at a date (women in parliament), which takes the latest.
    """
    times, places = RULES[kind]
    return (TimeRule.RATIO_OF_SUMS if events and kind in RATIOS else times[0]), places[0]


def may_have(kind: Kind, time_rule: TimeRule, place_rule: PlaceRule) -> bool:
    """Whether the kind allows these rules; a stock, for instance, is never added over time."""
    times, places = RULES[kind]
    return time_rule in times and place_rule in places
