"""What a page must be for everybody: axe-core finds nothing on it, and nothing sticks out to the right on a phone."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import axe_core_python
from playwright.sync_api import Page

from tests.journeys.people import DESKTOP, PHONE

AXE = (Path(axe_core_python.__file__).parent / "axe.min.js").read_text()

# All rules of WCAG 2.2 up to AA and axe's best practices. Dark colours change contrasts alone, so only those are asked.
ALL_RULES = {"resultTypes": ["violations"]}
CONTRAST = {"resultTypes": ["violations"], "runOnly": ["color-contrast", "link-in-text-block"]}

RUN = "async (options) => (await axe.run(document, options)).violations"
STICKS_OUT = """
    () => document.scrollingElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll("body *")]
        .filter((e) => e.getBoundingClientRect().right > innerWidth + 1)
        .map((e) => e.tagName.toLowerCase() + (e.className ? "." + e.className : "")).slice(0, 6)
"""


def faults_of(page: Page) -> list[str]:
    """Return what is wrong with the page as it stands: on a desk and on a phone, light and dark."""
    page.evaluate(AXE)
    faults: list[str] = []
    for size, device in ((DESKTOP, "desktop"), (PHONE, "phone")):
        page.set_viewport_size(size)
        for scheme, rules in (("light", ALL_RULES), ("dark", CONTRAST)):
            page.emulate_media(color_scheme=scheme)
            violations = page.evaluate(RUN, rules)
            faults += [f"{device}, {scheme}: {said}" for violation in violations for said in _said(violation)]
    faults += [f"phone: {element} sticks out to the right" for element in page.evaluate(STICKS_OUT)]
    page.set_viewport_size(DESKTOP)
    page.emulate_media(color_scheme="light")
    return faults


def _said(violation: dict[str, Any]) -> Iterator[str]:
    for node in violation["nodes"][:3]:
        reason = " ".join(node["failureSummary"].split())
        yield f"{violation['id']} at {' '.join(map(str, node['target']))}: {reason[:200]}"
