"""What a report says of an indicator whose target, baseline or definition was revised."""

from __future__ import annotations

from reports.language import Speech
from reports.snapshot import IndicatorLine
from reports.snapshot_advice import RevisionLine
from tracker.domain.texts import N_, Message, message
from tracker.domain.versions import Aspect

FROM = N_("revised on %(day)s from %(before)s")
WITHOUT = N_("revised on %(day)s")


def revised(each: RevisionLine) -> Message:
    """The whole sentence of a data-quality note, with its reason."""
    return message(N_("%(sentence)s Reason: %(reason)s"), sentence=each.sentence, reason=each.reason)


def beside(speech: Speech, line: IndicatorLine, aspect: Aspect) -> tuple[str, ...]:
    """What stands beside the baseline or the target itself: when it was revised, and from what."""
    return tuple(
        speech.gettext(WITHOUT, day=speech.short_day(each.on))
        if each.change.before is None
        else speech.gettext(FROM, day=speech.short_day(each.on), before=each.change.before)
        for each in line.revisions
        if each.change.aspect is aspect
    )


def in_words(speech: Speech, line: IndicatorLine) -> str:
    """All revisions of an indicator, a line each; empty where nothing was revised."""
    return "\n".join(speech.say(revised(each)) for each in line.revisions)
