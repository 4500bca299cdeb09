"""Whose attempts are counted together: those from one address, however it came."""

import pytest
from allauth.core.internal.ratelimit import get_ip
from django.test import RequestFactory


@pytest.mark.parametrize(
    ("came", "counted"),
    [
        ("198.51.100.7", "198.51.100.7"),
        ("::ffff:198.51.100.7", "198.51.100.7"),
        ("2001:db8:1:2::7", "2001:db8:1:2::"),
        ("2001:db8:1:2:ffff::9", "2001:db8:1:2::"),
    ],
)
def test_addresses_of_one_visitor_are_one(came, counted):
    assert get_ip(RequestFactory().get("/", REMOTE_ADDR=came)).split("/")[0] == counted
