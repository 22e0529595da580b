"""A small htmx for tests: applies an answer to a page as the browser would, so that it can be compared with a
fresh page (house-styles habit 16).

    page = Page.get(client, "/invoices/7/")
    page.trigger(client, "//button[@name='accept']", {"finding": 3})
    page.assert_equals(Page.get(client, "/invoices/7/"))
"""

import copy
import re
from difflib import unified_diff
from typing import Any

from lxml import html
from lxml.html import HtmlElement

_VERBS = ("get", "post", "put", "patch", "delete")
_IGNORED = ("toasts",)
_VOLATILE = ("hx-swap-oob", "data-armed")


class Page:
    """The parsed page of a browser without a screen."""

    def __init__(self, text: str, url: str = "/") -> None:
        self.tree = html.document_fromstring(text)
        self.url = url
        self.location: str | None = None

    @classmethod
    def get(cls, client, url: str) -> "Page":
        """Load a whole page; fails unless the answer is 200."""
        response = client.get(url, follow=True)
        assert response.status_code == 200, f"{url} answered {response.status_code}"
        return cls(_text(response), url)

    def find(self, path: str) -> HtmlElement:
        """The one element of an XPath, or of "#id"."""
        found = self.tree.xpath(f"//*[@id='{path[1:]}']" if path.startswith("#") else path)
        assert len(found) == 1, f"{path} matches {len(found)} elements"
        return found[0]

    def trigger(self, client, path: str, data: dict[str, Any] | None = None):
        """Send the request that the element's hx- attributes describe, and swap the answer in."""
        element = self.find(path)
        verb = next(verb for verb in _VERBS if element.get(f"hx-{verb}") is not None)
        target = self._target(element)
        headers = {"HX-Request": "true", "HX-Target": target.get("id", ""), "HX-Current-URL": self.url}
        response = getattr(client, verb)(
            element.get(f"hx-{verb}"), {**_values(element), **(data or {})}, headers=headers
        )
        self.swap(response, target, _inherited(element, "hx-swap") or "innerHTML")
        return response

    def swap(self, response, target: HtmlElement | str, how: str = "innerHTML") -> None:
        """Apply an answer: out-of-band parts by their ids, then the rest to the target."""
        self.location = response.headers.get("HX-Redirect")
        if self.location or response.status_code == 204 or response.status_code >= 500:
            return
        target = self.find(target) if isinstance(target, str) else target
        holder = html.fragment_fromstring(_text(response), create_parent="div")
        for part in holder.xpath(".//*[@hx-swap-oob]"):
            self._out_of_band(part)
        how = response.headers.get("HX-Reswap", how).split()[0]
        _apply(target, holder, how)

    def assert_equals(self, fresh: "Page", within: str = "#main") -> None:
        """The swapped page shows what a reload shows, inside `within`."""
        mine, theirs = _canonical(self.find(within)), _canonical(fresh.find(within))
        changes = unified_diff(theirs.split("\n"), mine.split("\n"), "fresh", "swapped", lineterm="", n=1)
        assert mine == theirs, "\n".join(changes)

    def _target(self, element: HtmlElement) -> HtmlElement:
        named = _inherited(element, "hx-target")
        return element if named in (None, "this") else self.find(named)

    def _out_of_band(self, part: HtmlElement) -> None:
        how = part.attrib.pop("hx-swap-oob")
        part.drop_tree() if part.getparent() is None else part.getparent().remove(part)
        target = self.find(f"#{part.get('id')}")
        if how in ("true", "outerHTML"):
            _replace(target, [part], "")
        else:
            _apply(target, part, how)


def _text(response) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode()


def _values(element: HtmlElement) -> dict[str, Any]:
    form = element if element.tag == "form" else next(iter(element.xpath("ancestor::form[1]")), None)
    if form is None or (element.get("hx-get") is not None and element.tag == "a"):
        return {}
    values: dict[str, Any] = {}
    for name, value in form.form_values():
        # As requests.js does: what is empty does not go into an address.
        if value or element.get("hx-get") is None:
            values.setdefault(name, []).append(value)
    return values


def _inherited(element: HtmlElement, name: str) -> str | None:
    found = element.xpath(f"ancestor-or-self::*[@{name}][1]/@{name}")
    return found[-1] if found else None


def _apply(target: HtmlElement, holder: HtmlElement, how: str) -> None:
    children, lead = list(holder), holder.text or ""
    if how == "none":
        return
    if how == "outerHTML":
        _replace(target, children, lead)
    elif how == "beforeend":
        target.extend(children)
    elif how == "afterbegin":
        for child in reversed(children):
            target.insert(0, child)
    elif how == "delete":
        _replace(target, [], "")
    else:
        tail = target.tail
        for child in list(target):
            target.remove(child)
        target.text, target.tail = lead, tail
        target.extend(children)


def _replace(target: HtmlElement, parts: list[HtmlElement], lead: str) -> None:
    parent, at, tail = target.getparent(), target.getparent().index(target), target.tail
    parent.remove(target)
    for offset, part in enumerate(parts):
        parent.insert(at + offset, part)
    if parts:
        parts[-1].tail = (parts[-1].tail or "") + (tail or "")


def _canonical(element: HtmlElement) -> str:
    element = copy.deepcopy(element)
    for name in _IGNORED:
        for part in element.xpath(f".//*[@id='{name}']"):
            part.drop_tree()
    for token in element.xpath(".//input[@name='csrfmiddlewaretoken']"):
        token.set("value", "")
    for part in element.iter():
        for name in _VOLATILE:
            part.attrib.pop(name, None)
    return re.sub(r">\s+<", ">\n<", re.sub(r"\s+", " ", html.tostring(element, encoding="unicode"))).strip()
