"""A wrong value stops the start, and the demo cannot be switched on together with production."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
PRODUCTION = {
    "WANT_MODE": "production",
    "WANT_SECRET_KEY": "k7#Qz-0vW9" * 6,
    "WANT_HOSTS": "want.example",
    "WANT_BASE_URL": "https://want.example",
    "DATABASE_URL": "postgresql://want@127.0.0.1:1/want",
}


def run(code: str, tmp_path: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run Python code under these settings in a process of its own."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("WANT_", "DATABASE_URL"))}
    settings = {"DJANGO_SETTINGS_MODULE": "want.settings", "WANT_DATA": str(tmp_path)}
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=inherited | settings | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


LOAD = "from django.conf import settings; print(settings.WANT_DEMO)"
NO_SERVER = {"DATABASE_URL": "postgresql://want@127.0.0.1:1/want"}


@pytest.mark.parametrize(
    ("environment", "reason"),
    [
        ({"WANT_MODE": "live"}, "WANT_MODE must be one of production, development, demo, test, not 'live'."),
        ({"WANT_SMTP_PORT": "smtp"}, "WANT_SMTP_PORT must be a whole number, not 'smtp'."),
        (PRODUCTION | {"WANT_SECRET_KEY": "short"}, "Set WANT_SECRET_KEY to at least 50 random characters"),
        (PRODUCTION | {"WANT_HOSTS": ""}, "Set WANT_HOSTS to the site's host names"),
        (PRODUCTION | {"WANT_HOSTS": "*"}, "Write each host name out in WANT_HOSTS"),
        (PRODUCTION | {"WANT_HOSTS": "want.example,.example"}, "Write each host name out in WANT_HOSTS"),
        (PRODUCTION | {"WANT_BASE_URL": "http://want.example"}, "WANT_BASE_URL must begin with https://"),
        (PRODUCTION | {"WANT_BASE_URL": "https://elsewhere.example"}, "WANT_BASE_URL must begin with https://"),
        (PRODUCTION | {"DATABASE_URL": ""}, "Set DATABASE_URL in production"),
        (NO_SERVER | {"WANT_HOSTS": "want.example"}, "Set WANT_SECRET_KEY to random characters"),
        (NO_SERVER | {"WANT_MODE": "demo", "WANT_HOSTS": "want.example"}, "it answers on loopback names only."),
    ],
)
def test_a_wrong_value_stops_the_start(environment, reason, tmp_path) -> None:
    result = run(LOAD, tmp_path, **(NO_SERVER | environment))

    assert result.returncode != 0
    assert reason in result.stderr


def test_the_demo_has_them(tmp_path) -> None:
    code = (
        "import django; django.setup(); from django.urls import get_resolver;"
        "print('demo/' in {str(p.pattern) for p in get_resolver().url_patterns})"
    )

    result = run(code, tmp_path, **(NO_SERVER | {"WANT_MODE": "demo"}))

    assert result.stdout.strip() == "True", result.stderr


TELL = """
import json, django
django.setup()
from allauth.core.internal.httpkit import get_client_ip
from django.conf import settings
from django.http.request import validate_host
from django.test import Client, RequestFactory
from django.urls import get_resolver

def ask(**how):
    answer = Client().get("/robots.txt", **how)
    return [answer.status_code, answer.get("Location"), answer.get("Strict-Transport-Security")]

ours = {"host": "want.example"}
forwarded = {"x-forwarded-proto": "https", "x-forwarded-host": "evil.example", "x-forwarded-port": "444"}
given = {"HTTP_X_FORWARDED_FOR": "203.0.113.9, 198.51.100.7", "REMOTE_ADDR": "127.0.0.1"}
cookie = ("NAME", "SECURE", "HTTPONLY", "SAMESITE", "PATH", "DOMAIN")
print(json.dumps({
    "doors": [str(one.pattern) for one in get_resolver().url_patterns],
    "plain": ask(headers=ours),
    "safe": ask(headers=ours, secure=True),
    "forwarded": ask(headers=ours | forwarded),
    "another host": validate_host("evil.example", settings.ALLOWED_HOSTS),
    "visitor": get_client_ip(RequestFactory().get("/", **given)),
    "cookies": {
        kind: [getattr(settings, f"{kind}_COOKIE_{what}") for what in cookie] for kind in ("SESSION", "CSRF")
    },
}))
"""


@pytest.fixture(scope="module")
def production(tmp_path_factory) -> dict[str, Any]:
    """What the site says of itself in production."""
    return json.loads(run(TELL, tmp_path_factory.mktemp("data"), **PRODUCTION).stdout)


@pytest.fixture(scope="module")
def behind_a_proxy(tmp_path_factory) -> dict[str, Any]:
    return json.loads(run(TELL, tmp_path_factory.mktemp("data"), **(PRODUCTION | {"WANT_BEHIND_PROXY": "yes"})).stdout)


def test_production_has_no_door_of_the_demo(production) -> None:
    assert "desk/" in production["doors"]
    assert "demo/" not in production["doors"]


def test_the_deployment_check_finds_nothing_in_production(tmp_path) -> None:
    code = (
        "from django.core.management import execute_from_command_line as run;"
        "run(['manage.py', 'check', '--deploy', '--fail-level', 'WARNING'])"
    )

    result = run(code, tmp_path, **PRODUCTION)

    assert result.returncode == 0, result.stdout + result.stderr
    assert result.stdout.splitlines() == ["System check identified no issues (0 silenced)."]
    assert result.stderr == ""


def test_production_speaks_https_alone_and_tells_browsers_to_remember_it(production) -> None:
    assert production["plain"][:2] == [301, "https://want.example/robots.txt"]
    assert production["safe"] == [200, None, "max-age=31536000; includeSubDomains; preload"]


def test_cookies_of_production_are_for_this_host_alone(production) -> None:
    shut = [True, True, "Lax", "/", None]

    assert production["cookies"] == {"SESSION": ["__Host-session", *shut], "CSRF": ["__Host-csrf", *shut]}


def test_no_host_and_no_forwarded_header_is_believed_unless_configured(production, behind_a_proxy) -> None:
    assert not production["another host"]
    assert production["forwarded"][:2] == [301, "https://want.example/robots.txt"]
    assert not behind_a_proxy["another host"]
    assert behind_a_proxy["forwarded"][:2] == [200, None]


def test_behind_a_proxy_each_visitor_counts_under_their_own_address(production, behind_a_proxy) -> None:
    assert (production["visitor"], behind_a_proxy["visitor"]) == ("127.0.0.1", "198.51.100.7")


ASK_FOR_ANOTHER_SITE = """
import django; django.setup()
from django.test import Client
print(Client(raise_request_exception=False).get("/", headers={"host": "elsewhere.example"}).status_code)
"""


def test_whoever_asks_for_another_site_is_refused_without_a_word_in_the_log(tmp_path) -> None:
    result = run(ASK_FOR_ANOTHER_SITE, tmp_path, **NO_SERVER, WANT_MODE="test")

    assert result.stdout.strip() == "400"
    assert "elsewhere.example" not in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("said", "meant"),
    [({}, "25 False False"), ({"WANT_SMTP_TLS": "yes"}, "25 True False"), ({"WANT_SMTP_TLS": "ssl"}, "465 False True")],
)
def test_mail_is_handed_in_as_the_settings_say(said, meant, tmp_path) -> None:
    code = "from django.conf import settings as s; print(s.EMAIL_PORT, s.EMAIL_USE_TLS, s.EMAIL_USE_SSL)"

    assert run(code, tmp_path, **NO_SERVER, **said).stdout.strip() == meant
