"""The demonstration plan holds every kind of thing, says what is made up, and keeps published values as they are."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from config import Settings
from tests.demonstrated import Demonstration
from tests.world import plan as some_plan
from tracker.domain.errors import AlreadyExists
from tracker.domain.vocabulary import (
    EditionState,
    EvidenceClass,
    EvidenceKind,
    FileFormat,
    Kind,
    NoValue,
    OrganisationKind,
    PeriodState,
    Rating,
    SectionKey,
    State,
    Theme,
    Verification,
    Voice,
)
from tracker.models.audit import AuditEntry
from tracker.models.database import Base, db
from tracker.models.evidence import Evidence
from tracker.models.indicator import Indicator
from tracker.models.measurement import Measurement, ReportingPeriod, StatusReport
from tracker.models.people import Organisation
from tracker.models.plan import Plan
from tracker.models.reporting import Edition
from tracker.services import audit_checking, demonstration, drafting
from tracker.services.keyring import vault
from tracker.services.rendering import edition_files

# As published: the years of each national series, and the values that tell an error of copying most easily.
YEARS = {
    "O1a": range(2011, 2024), "O1b": range(2010, 2024), "O1c": range(2015, 2024), "4.2a": range(2015, 2024),
    "O2a1": range(2015, 2024), "2.3a": range(2010, 2024), "O2a2": [2015], "O2a3": [2015], "O2a4": [2015],
}  # fmt: skip
PUBLISHED = {
    "O1a": "16.9 17.0 18.2 18.4 18.8 22.2 22.1 22.2 22.2 30.5 30.5 23.0 23.0",
    "O1b": "17.8 17.8 23.8 26.2 26.2 26.7 27.6 27.4 27.4 27.4 27.4 27.4 18.4 18.4",
    "O1c": "37 37.3 37 41.2 43 41.1 39.0 40.8 41.2",
    "4.2a": "12.5 12.7 12.5 14 13.7 36.5 44.7 17 11.4",
    "O2a1": "4.9 4.8 5.1 4.4 3.9 3.2 3.0 2.6 2.3",
    "2.3a": "1.7 3.1 2.7 3.3 3.4 2.5 2 1.8 1.3 1.7 1 1.1 0.6 0.5",
    "O2a2": "4.7",
    "O2a3": "16.5",
    "O2a4": "1.5",
}
WOMEN_KILLED = "2.9 2.6 2.4 2.5 1.8 1.5 1.4 1.4 1.4"  # 16.1.1, F, 2015 to 2023


def the_plan() -> Plan:
    return db.session.scalars(select(Plan)).one()


def everything(table: type[Any]) -> Sequence[Any]:
    return db.session.scalars(select(table)).all()


def of(code: str) -> Indicator:
    return db.session.scalars(select(Indicator).where(Indicator.code == code)).one()


def test_the_plan_has_all_kinds_of_indicators_under_the_four_pillars(demo: Demonstration) -> None:
    plan = the_plan()

    assert (plan.code, plan.is_demonstration, plan.is_public) == ("demo-kz", True, True)
    themes = [commitment.own_theme for commitment in plan.commitments]
    assert all(themes.count(theme) >= 3 for theme in Theme)
    assert len(plan.commitments) >= 12
    indicators = everything(Indicator)
    assert len(indicators) >= 24
    assert {each.kind for each in indicators} == set(Kind)
    assert any(each.is_sensitive for each in indicators)
    assert any(each.baseline_unknown for each in indicators)
    assert any(len(each.responsible) > 1 for each in indicators)


def test_every_commitment_and_every_target_says_that_it_is_illustrative(demo: Demonstration) -> None:
    assert all(commitment.is_illustrative for commitment in the_plan().commitments)
    made_up = [each for each in everything(Indicator) if each.targets or each.code not in PUBLISHED]
    assert made_up
    assert all(each.is_illustrative for each in made_up)


@pytest.mark.parametrize("code", PUBLISHED)
def test_official_statistics_stand_there_exactly_as_published(demo: Demonstration, code: str) -> None:
    indicator = of(code)
    found = {one.ends_on.year: one.value for one in indicator.earlier if not one.cell}
    rows = db.session.scalars(select(Measurement).where(Measurement.indicator_id == indicator.id))
    found |= {row.period.ends_on.year: row.value for row in rows if row.value is not None}

    assert found == dict(zip(YEARS[code], map(Decimal, PUBLISHED[code].split()), strict=True))


def test_victims_of_homicide_are_shown_by_sex_as_published(demo: Demonstration) -> None:
    indicator = of("O2a1")
    women = {one.ends_on.year: one.value for one in indicator.earlier if one.cell == "sex:f"}
    rows = db.session.scalars(select(Measurement).where(Measurement.indicator_id == indicator.id)).all()
    parts = [(row.period.ends_on.year, part) for row in rows for part in row.parts]
    women |= {year: part.value for year, part in parts if part.cell == "sex:f" and part.value is not None}

    assert women == dict(zip(YEARS["O2a1"], map(Decimal, WOMEN_KILLED.split()), strict=True))


def test_real_bodies_lead_but_never_speak_or_report(demo: Demonstration) -> None:
    real = {each.code for each in everything(Organisation) if not each.is_demonstration}
    assert len(real) == 13

    leads = {commitment.lead.code for commitment in the_plan().commitments if commitment.lead}
    assert leads <= real
    values, statuses = everything(Measurement), everything(StatusReport)
    spoke = {each.organisation.code for each in [*values, *statuses, *everything(Evidence)]}
    assert not spoke & real
    assert {each.organisation.kind for each in values} == {OrganisationKind.NGO}
    assert {each.organisation.code for each in statuses if each.voice is Voice.OFFICIAL} == {"demo-secretariat"}
    assert len({each.organisation.code for each in statuses if each.voice is Voice.CIVIL_SOCIETY}) == 2
    assert all(each.author.is_demonstration and each.author.name.startswith("Demo ") for each in [*values, *statuses])


def test_two_periods_are_reported_and_the_third_is_open(demo: Demonstration) -> None:
    states = {each.code: each.state for each in everything(ReportingPeriod)}
    assert states == {"2022": PeriodState.CLOSED, "2023": PeriodState.CLOSED, "2024": PeriodState.OPEN}

    values = everything(Measurement)
    assert {each.state for each in values if each.period.code in ("2022", "2023")} == {State.VERIFIED}
    assert {each.state for each in values if each.period.code == "2024"} == set(State)
    assert {each.no_value for each in values} == {None, *NoValue}
    assert any(each.revision == 2 for each in values)


def test_evidence_of_every_kind_and_class_was_checked_by_somebody_else(demo: Demonstration) -> None:
    items = everything(Evidence)

    assert len(items) >= 14
    assert {each.kind for each in items} == set(EvidenceKind)
    assert {each.visibility for each in items} == set(EvidenceClass)
    assert {each.verification for each in items} == set(Verification)
    assert sum(len(each.links) > 1 for each in items) >= 5
    assert all(check.reviewer_id != each.added_by_id for each in items for check in each.checks)
    for each in items:
        if each.kind is EvidenceKind.FILE:
            kept = vault(demo.settings, each.organisation_id).whole(each.sha256)
            assert hashlib.sha256(kept).hexdigest() == each.sha256


def test_edition_1_for_2023_was_issued_by_two_people_in_english_and_russian(demo: Demonstration) -> None:
    edition = db.session.scalars(select(Edition)).one()

    assert (edition.number, edition.state, edition.report.period.code) == (1, EditionState.ISSUED, "2023")
    assert edition.requested_by_id != edition.confirmed_by_id
    assert edition.requested_by.name == "Demo Coordinator 1"
    assert edition.issued_at is not None
    assert edition.requested_at < edition.issued_at
    assert edition.issued_at.year == 2024
    assert {(file.language, file.format) for file in edition.files} == {
        (a, b) for a in ("en", "ru") for b in FileFormat
    }
    for file in edition.files:
        stored = edition_files(demo.settings).whole(file.sha256)
        assert hashlib.sha256(stored).hexdigest() == file.sha256


def test_the_report_shows_every_rating_and_a_trend_of_each_published_series(demo: Demonstration) -> None:
    snapshot = drafting.snapshot_of(db.session.scalars(select(Edition)).one())
    lines = {line.code: line for pillar in snapshot.pillars for line in pillar.indicators}

    assert {rating for rating, count in snapshot.summary.ratings if count} == set(Rating)
    for code, years in YEARS.items():
        measured = [each for each in lines[code].series if each.value is not None]
        assert len(measured) == len(years)
        assert [each.period.ends_on.year for each in measured] == list(years)
    assert lines["1.3b"].figure.baseline.choice == "step-1"


def test_the_written_sections_agree_with_the_figures(demo: Demonstration) -> None:
    snapshot = drafting.snapshot_of(db.session.scalars(select(Edition)).one())
    told = {section.key: section.body.texts for section in snapshot.sections}
    rollup = snapshot.summary.rollup
    assert rollup.headline is not None
    assert rollup.reported is not None
    headline, reported = (f"{float(ratio * 100):.1f}" for ratio in (rollup.headline, rollup.reported))

    assert len(told) == 12
    written = [text for key, text in told.items() if key is not SectionKey.ACRONYMS]  # those are real
    assert all("*Demonstration text.*" in each["en"] for each in written)
    assert all("*Демонстрационный текст.*" in each["ru"] for each in written)
    assert all(pillar.narrative.texts.keys() == {"en", "ru"} for pillar in snapshot.pillars)
    for number in (headline, reported, f"{rollup.coverage.n} of {rollup.coverage.of} indicators"):
        assert number in told[SectionKey.SUMMARY]["en"]
    assert headline.replace(".", ",") in told[SectionKey.SUMMARY]["ru"]


def test_the_record_of_acts_is_whole_and_in_order(demo: Demonstration) -> None:
    assert audit_checking.check().is_whole
    moments = [entry.at for entry in db.session.scalars(select(AuditEntry).order_by(AuditEntry.id))]
    assert moments == sorted(moments)
    assert moments[-1].year == 2025


def state_of(demo: Demonstration) -> tuple[dict[str, int], dict[Path, tuple[str, int]]]:
    """The rows of every table, and every file with its hash and the time of its last change."""
    counts = {t.name: db.session.scalar(select(func.count()).select_from(t)) or 0 for t in Base.metadata.sorted_tables}
    files = [path for path in demo.settings.instance.rglob("*") if path.is_file() and "sqlite" not in path.name]
    return counts, {p: (hashlib.sha256(p.read_bytes()).hexdigest(), p.stat().st_mtime_ns) for p in files}


def test_loading_again_changes_nothing_and_is_quick(demo: Demonstration) -> None:
    before = state_of(demo)
    started = time.process_time()

    again = demo.load()

    assert time.process_time() - started < 1
    assert not again.is_new
    assert "is there already" in again.said
    assert state_of(demo) == before


def test_a_plan_of_the_same_code_that_is_no_demonstration_is_left_alone(app: Flask, settings: Settings) -> None:
    with app.app_context():
        some_plan("demo-kz", "Our own plan")
        with pytest.raises(AlreadyExists):
            demonstration.load(settings, hash_password=str, tell=print)
        assert not (settings.instance / demonstration.ACCOUNTS).exists()
