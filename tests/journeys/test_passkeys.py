"""A passkey from the first press of a button to signing in with it alone, by a device that the browser plays."""

from urllib.parse import urlsplit

import pytest
from django.test import override_settings

from tests import cast
from tests.journeys.looks import faults_of

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def holder(visitor, served):
    """Somebody whose device makes passkeys; those need a name for the site, and 127.0.0.1 is none."""
    port = urlsplit(served.url).port
    person = visitor()
    person.url = f"http://localhost:{port}"
    device = person.context.new_cdp_session(person.page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    with override_settings(ALLOWED_HOSTS=["127.0.0.1", "localhost"]):
        yield person


def test_passkey_is_added_and_signs_in_alone(holder, served):
    user = cast.make_user("Petra Passkey")
    holder.become(user)

    page = holder.opens(f"{holder.url}/accounts/second-factor/webauthn/add/")
    holder.writes("Name", "Laptop")
    holder.ticks("Sign in with this passkey alone")
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url("**/recovery-codes/")
    codes = holder.reads()
    listed = holder.opens(f"{holder.url}/accounts/second-factor/webauthn/").locator("main").inner_text()
    faults = faults_of(page)

    holder.context.clear_cookies()
    holder.opens(f"{holder.url}/accounts/login/")
    page.locator("#passkey_login").click()
    page.wait_for_url(f"{holder.url}/")

    assert "10 codes of 10 left" in codes
    assert "Laptop" in listed
    assert "\n".join(faults) == ""
    assert "Petra Passkey" in page.get_by_role("banner").inner_text()
