"""Every address of the application, filled in with one of everything."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask import Flask

from tests.browsing import Browser
from tests.signing_in import sign_in
from tests.web.whole_plan import MISSING, people
from tests.world import World
from tracker.web.access import policy_of

ACTORS = ("nobody", "amina", "bota", "clara", "olga", "viktor", "adam")
"""Nobody, the contributors of two organisations, the coordinators of two plans, a donor's viewer, the administrator."""

WORDS = {
    "key": "foreword",
    "kind": "flow",
    "role": "contributor",
    "filename": "tracker.css",
    "token": "x" * 43,
    "word": "x" * 43,
}
"""What stands in addresses for words; what is missing here is a number of one of everything."""


@dataclass(frozen=True)
class Address:
    """One way to ask: the method, the path, and what its view declares without "confirmed lately" and the like."""

    method: str
    path: str
    endpoint: str
    policy: str
    named: frozenset[str]
    is_there: bool
    """Whether what it names is there; the plan of the tests has no example of some things."""

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


def addresses(app: Flask, ids: Mapping[str, int], plan_code: str = "test-plan") -> Iterator[Address]:
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: (rule.rule, rule.endpoint)):
        values: dict[str, str | int] = {"plan_code": plan_code, **WORDS}
        values |= {f"{name}_id": key for name, key in ids.items()} | {"number": 0}
        lacking = {name for name in rule.arguments - set(values) if name.endswith("_id")}
        values |= dict.fromkeys(lacking, MISSING)
        built = rule.build({name: values.get(name, "1") for name in rule.arguments})
        assert built is not None, rule.rule
        policy = str(policy_of(app, rule.endpoint)).split(",")[0]
        for method in sorted(set(rule.methods or ()) & {"GET", "POST"}):
            yield Address(method, built[1], rule.endpoint, policy, frozenset(rule.arguments), not lacking)


def browser_of(app: Flask, world: World, name: str) -> Browser:
    browser = Browser(app)
    if name != "nobody":
        sign_in(browser, people(world)[name])
    return browser
