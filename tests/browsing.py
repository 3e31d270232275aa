"""A test's browser: opens pages, fills in their real forms, presses their buttons, and checks every page it sees."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin
from xml.etree.ElementTree import Element

import html5lib
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tracker.models.database import db

CONTROLS = ("input", "select", "textarea")


class BadPage(AssertionError):
    """A page that no person should get."""


class Page:
    """One answer as a person sees it."""

    def __init__(self, answer: TestResponse, url: str) -> None:
        self.answer, self.url, self.status = answer, url, answer.status_code
        self.address = answer.request.full_path.rstrip("?")  # with its query: where a form without an action goes
        self.html = answer.get_data(as_text=True) if answer.mimetype == "text/html" else ""
        parser = html5lib.HTMLParser(namespaceHTMLElements=False, strict=bool(self.html))
        self.tree: Element = parser.parse(self.html)
        if self.html:
            self.check()

    def check(self) -> None:
        """Valid HTML, one h1, a language, unique ids, a label for each control, nothing left half translated."""
        headings = list(self.tree.iter("h1"))
        if len(headings) != 1 or not text(headings[0]):
            raise BadPage(f"{self.url}: {len(headings)} h1")
        if not self.tree.get("lang"):
            raise BadPage(f"{self.url}: no language")
        ids = [e.get("id", "") for e in self.tree.iter() if e.get("id")]
        if len(ids) != len(set(ids)):
            raise BadPage(f"{self.url}: double id {sorted({i for i in ids if ids.count(i) > 1})}")
        labelled = {e.get("for") for e in self.tree.iter("label")}
        for control in self.controls(self.tree):
            silent = control.get("type") in ("hidden", "submit")
            if not silent and control.get("id") not in labelled and not control.get("aria-label"):
                raise BadPage(f"{self.url}: no label for {control.get('name')}")
        if left := re.findall(r"%\(\w+\)[sd]", self.text):
            raise BadPage(f"{self.url}: unfilled {left}")
        if any(e.get("style") for e in self.tree.iter()):
            raise BadPage(f"{self.url}: a style attribute, which the content policy refuses")

    @property
    def text(self) -> str:
        return text(self.tree)

    @property
    def main(self) -> str:
        """The text of the content alone."""
        return " ".join(text(e) for e in self.tree.iter("main"))

    @property
    def heading(self) -> str:
        return text(next(self.tree.iter("h1")))

    @staticmethod
    def controls(root: Element) -> Iterator[Element]:
        return (e for e in root.iter() if e.tag in CONTROLS)

    def links(self) -> dict[str, str]:
        return {text(e): urljoin(self.url, e.get("href", "")) for e in self.tree.iter("a") if e.get("href")}

    def forms(self) -> list[Element]:
        main = next(self.tree.iter("main"), self.tree)
        return list(main.iter("form"))

    def errors(self) -> list[str]:
        """The sentences of the error summary."""
        boxes = [e for e in self.tree.iter() if e.get("id") == "error-summary"]
        return [text(e) for box in boxes for e in box.iter("li")]

    def values(self, form: Element) -> dict[str, list[str]]:
        """What the browser would send for a form as it stands, without its buttons."""
        sent: dict[str, list[str]] = {}
        for e in self.controls(form):
            name, kind = e.get("name"), e.get("type", "text")
            if not name or kind in ("submit", "file", "button"):
                continue
            if kind in ("radio", "checkbox") and "checked" not in e.attrib:
                continue
            sent.setdefault(name, []).extend(_values(e))
        return sent

    def value(self, name: str) -> str:
        """What stands in a control of this page's content."""
        return next(v[0] for f in self.forms() for n, v in self.values(f).items() if n == name and v)


def _values(control: Element) -> list[str]:
    if control.tag == "select":
        options = list(control.iter("option"))
        chosen = [o for o in options if "selected" in o.attrib]
        chosen = chosen or ([] if "multiple" in control.attrib else options[:1])
        return [o.get("value", text(o)) for o in chosen]
    if control.tag == "textarea":
        return [control.text or ""]
    return [control.get("value", "on" if control.get("type") == "checkbox" else "")]


def text(element: Element) -> str:
    """The text of an element as one line, scripts left out."""
    return re.sub(r"\s+", " ", "".join(_text_in_order(element))).strip()


def _text_in_order(element: Element) -> Iterator[str]:
    if element.tag in ("script", "style"):
        return
    yield element.text or ""
    for child in element:
        yield from _text_in_order(child)
        yield child.tail or ""


class Browser:
    """A person's browser: keeps cookies and the page that is open."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.client: FlaskClient = app.test_client()
        self.page: Page

    def open(self, path: str, *, status: int = 200, headers: dict[str, str] | None = None) -> Page:
        """Follow redirects to a page and check it; `status` is what it has to answer."""
        with self.client:
            answer = self.client.get(path, follow_redirects=True, headers=headers)
            unstored = bool(db.session.new or db.session.dirty or db.session.deleted)
        return self._see(answer, path, status, unstored)

    def press(self, label: str, fields: dict[str, Any] | None = None, *, status: int = 200) -> Page:
        """Fill in the form of the open page that has this button, and press it."""
        form, button = self._form_with(label)
        sent: dict[str, Any] = self.page.values(form)
        known = {e.get("name") for e in self.page.controls(form)} | {None}
        for name, value in (fields or {}).items():
            assert name in known, f"{self.page.url}: no field {name} in the form with «{label}»; there are {known}"
            sent[name] = value
        if button.get("name"):
            sent[str(button.get("name"))] = button.get("value", "")
        target = urljoin(self.page.url, button.get("formaction") or form.get("action") or self.page.address)
        if form.get("method", "get").lower() == "get":
            with self.client:
                answer = self.client.get(target, query_string=sent, follow_redirects=True)
        else:
            with self.client:
                answer = self.client.post(target, data=sent, follow_redirects=True)
        return self._see(answer, target, status, unstored=False)

    def follow(self, label: str, *, status: int = 200) -> Page:
        """Follow the link with this text."""
        links = self.page.links()
        assert label in links, f"{self.page.url}: no link «{label}»; there are {sorted(links)}"
        return self.open(links[label], status=status)

    def _form_with(self, label: str) -> tuple[Element, Element]:
        labels = []
        for form in self.page.forms():
            for button in form.iter("button"):
                labels.append(text(button))
                if text(button) == label:
                    return form, button
        raise AssertionError(f"{self.page.url}: no button «{label}»; there are {labels}: {self.page.main[:500]}")

    def _see(self, answer: TestResponse, url: str, status: int, unstored: bool) -> Page:
        where = answer.request.path
        self.page = Page(answer, where)
        assert self.page.status == status, f"{url} answered {self.page.status}: {self.page.main[:800]}"
        if unstored:
            raise BadPage(f"{url}: reading changed something")
        return self.page
