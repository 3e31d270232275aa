"""The features, one folder each; none knows another."""

from __future__ import annotations

from flask import Blueprint, Flask

from tracker.web.account.factors import blueprint as factors
from tracker.web.account.joining import blueprint as joining
from tracker.web.account.views import blueprint as account
from tracker.web.addresses import KeyConverter
from tracker.web.administration.people import blueprint as administration
from tracker.web.administration.plan_people import blueprint as plan_people
from tracker.web.audit.views import blueprint as audit
from tracker.web.bundles.views import blueprint as bundles
from tracker.web.commitments.views import blueprint as commitments
from tracker.web.cross_checks.views import blueprint as cross_checks
from tracker.web.dimensions.views import blueprint as dimensions
from tracker.web.editions.views import blueprint as editions
from tracker.web.evidence.views import blueprint as evidence
from tracker.web.help.views import blueprint as help_
from tracker.web.home.views import blueprint as home
from tracker.web.indicators.changing import blueprint as indicators
from tracker.web.measurements.views import blueprint as measurements
from tracker.web.money.views import blueprint as money
from tracker.web.operations.views import blueprint as operations
from tracker.web.overview.views import blueprint as overview
from tracker.web.periods.matrix import blueprint as periods
from tracker.web.plans.levels import blueprint as levels
from tracker.web.plans.views import blueprint as plans
from tracker.web.proofs.views import blueprint as proofs
from tracker.web.published.views import blueprint as published
from tracker.web.reminders.views import blueprint as reminders
from tracker.web.reporting.checking import blueprint as checking
from tracker.web.reporting.drafts import blueprint as drafts
from tracker.web.reporting.recommending import blueprint as recommending
from tracker.web.reporting.validating import blueprint as validating
from tracker.web.reporting.views import blueprint as reporting
from tracker.web.reporting.writing import blueprint as writing
from tracker.web.reviewing.many import blueprint as reviewing
from tracker.web.search.views import blueprint as search
from tracker.web.work.views import blueprint as work

BLUEPRINTS: tuple[Blueprint, ...] = (
    account,
    factors,
    joining,
    administration,
    audit,
    plan_people,
    plans,
    levels,
    commitments,
    indicators,
    dimensions,
    cross_checks,
    money,
    periods,
    home,
    editions,
    overview,
    published,
    reporting,
    writing,
    checking,
    recommending,
    drafts,
    validating,
    help_,
    reviewing,
    work,
    measurements,
    evidence,
    proofs,
    operations,
    reminders,
    search,
    bundles,
)


def register(app: Flask) -> None:
    app.url_map.converters["int"] = KeyConverter
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
