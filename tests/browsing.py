"""What every test in a real browser does: sign in, ask axe, try a phone."""

from pathlib import Path

from tests.factories.people import PASSWORD

_AXE = Path(__file__).resolve().parents[1] / "static/vendor/axe.js"
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
_GRAVE = ("serious", "critical")


def sign_in(page, address: str, person) -> None:
    """Sign the person in at the address of the server, and wait for their first page."""
    page.goto(f"{address}/accounts/login/")
    page.get_by_label("E-mail address").fill(person.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{address}/")


def collect_complaints(page) -> None:
    """What the console complains about from now on is in `page.complaints`."""
    page.complaints = []
    page.on("console", lambda m: page.complaints.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: page.complaints.append(str(error)))


def findings(page) -> list[tuple[str, str, str]]:
    """Each rule that axe finds broken, with the first place and what would mend it."""
    return [_told(one) for one in _violations(page)]


def serious_findings(page) -> list[tuple[str, str, str]]:
    """Those of `findings` that keep somebody from using the page."""
    return [_told(one) for one in _violations(page) if one["impact"] in _GRAVE]


def is_fit(page) -> None:
    """No finding of axe in either theme, and nothing wider than a phone."""
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        page.reload()
        assert findings(page) == []
    desktop = page.viewport_size
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert findings(page) == []
    page.set_viewport_size(desktop)


def _violations(page) -> list[dict]:
    page.evaluate(_AXE.read_text())
    return page.evaluate("rules => axe.run(document, {runOnly: rules, preload: false})", _RULES)["violations"]


def _told(violation: dict) -> tuple[str, str, str]:
    first = violation["nodes"][0]
    return violation["id"], first["html"][:160], first["failureSummary"]
