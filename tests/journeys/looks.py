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

WAYS = (
    ("desktop", DESKTOP, "light", ALL_RULES),
    ("desktop in the dark", DESKTOP, "dark", CONTRAST),
    ("phone", PHONE, "light", ALL_RULES),
)

RUN = "async (options) => (await axe.run(document, options)).violations"
STICKS_OUT = """
    () => document.scrollingElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll("body *")]
        .filter((e) => e.getBoundingClientRect().right > innerWidth + 1)
        .map((e) => e.tagName.toLowerCase() + (e.className ? "." + e.className : "")).slice(0, 6)
"""


def faults_of(page: Page) -> list[str]:
    """Return what is wrong with the page as it stands: on a desk, light and dark, and on a phone."""
    page.evaluate(AXE)
    faults: list[str] = []
    for how, size, scheme, rules in WAYS:
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        faults += [f"{how}: {said}" for violation in page.evaluate(RUN, rules) for said in _said(violation)]
    faults += [f"phone: {element} sticks out to the right" for element in page.evaluate(STICKS_OUT)]
    return faults


def _said(violation: dict[str, Any]) -> Iterator[str]:
    for node in violation["nodes"][:3]:
        reason = " ".join(node["failureSummary"].split())
        yield f"{violation['id']} at {' '.join(map(str, node['target']))}: {reason[:200]}"
