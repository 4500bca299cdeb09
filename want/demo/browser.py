"""Chromium driven by Playwright, for the tests in a browser and for the pictures of the README."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

# It talks to the site under test alone: nothing is looked up, updated or synchronised.
QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)

MISSING = (
    "No Chromium was found. Install it (Debian: apt-get install chromium fonts-dejavu-core)"
    " or name one you have in WANT_CHROMIUM. The other tests run alone with: pytest -m 'not browser'."
)


class NoBrowser(Exception):  # noqa: N818 (it reads as what is wrong)
    """There is no browser on this machine; what needs one fails and says so."""


def path_of_chromium() -> str:
    """Return the program that WANT_CHROMIUM names, or the first one of the usual names."""
    named = os.environ.get("WANT_CHROMIUM", "").strip()
    found = shutil.which(named) if named else next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        raise NoBrowser(f"WANT_CHROMIUM names {named!r}, which cannot be run. {MISSING}" if named else MISSING)
    return found


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run a browser. Chromium's own sandbox refuses root, so root goes without it; it sees no other site than ours."""
    as_root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path_of_chromium(), args=[*QUIET, *as_root])
        try:
            yield browser
        finally:
            browser.close()
