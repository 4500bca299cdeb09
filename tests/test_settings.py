"""A wrong value stops the start, and the demo cannot be switched on together with production."""

import os
import subprocess
import sys
from pathlib import Path

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


def test_production_has_no_door_of_the_demo(tmp_path) -> None:
    code = (
        "import django; django.setup(); from django.urls import get_resolver;"
        "names = {str(p.pattern) for p in get_resolver().url_patterns}; print('desk/' in names, 'demo/' in names)"
    )

    result = run(code, tmp_path, **PRODUCTION)

    assert result.stdout.split() == ["True", "False"], result.stderr


def test_the_demo_has_them(tmp_path) -> None:
    code = (
        "import django; django.setup(); from django.urls import get_resolver;"
        "print('demo/' in {str(p.pattern) for p in get_resolver().url_patterns})"
    )

    result = run(code, tmp_path, **(NO_SERVER | {"WANT_MODE": "demo"}))

    assert result.stdout.strip() == "True", result.stderr


def test_the_deployment_check_finds_nothing_in_production(tmp_path) -> None:
    code = (
        "from django.core.management import execute_from_command_line as run;"
        "run(['manage.py', 'check', '--deploy', '--fail-level', 'WARNING'])"
    )

    result = run(code, tmp_path, **PRODUCTION)

    assert result.returncode == 0, result.stdout + result.stderr
    assert result.stdout.splitlines() == ["System check identified no issues (0 silenced)."]
    assert result.stderr == ""


ASK = (
    "import django; django.setup(); from django.test import Client;"
    "answer = lambda **sent: Client().get('/robots.txt', **sent);"
)


def test_production_speaks_https_alone_and_tells_browsers_to_remember_it(tmp_path) -> None:
    code = ASK + (
        "plain, safe = answer(headers={'host': 'want.example'}), answer(headers={'host': 'want.example'}, secure=True);"
        "print(plain.status_code, plain['Location'], safe.status_code, safe['Strict-Transport-Security'], sep='|')"
    )

    result = run(code, tmp_path, **PRODUCTION)

    hsts = "max-age=31536000; includeSubDomains; preload"
    assert result.stdout.strip() == f"301|https://want.example/robots.txt|200|{hsts}", result.stderr


def test_cookies_of_production_are_for_this_host_alone(tmp_path) -> None:
    code = (
        "from django.conf import settings as s;"
        "print([(getattr(s, k + '_COOKIE_' + w)) for k in ('SESSION', 'CSRF')"
        " for w in ('NAME', 'SECURE', 'HTTPONLY', 'SAMESITE', 'PATH', 'DOMAIN')])"
    )

    result = run(code, tmp_path, **PRODUCTION)

    shut = [True, True, "Lax", "/", None]
    assert result.stdout.strip() == str(["__Host-session", *shut, "__Host-csrf", *shut]), result.stderr


def test_no_host_and_no_forwarded_header_is_believed_unless_configured(tmp_path) -> None:
    code = ASK + (
        "forwarded = {'x-forwarded-proto': 'https', 'x-forwarded-host': 'evil.example', 'x-forwarded-port': '444'};"
        "from django.conf import settings; from django.http.request import validate_host;"
        "print([validate_host('evil.example', settings.ALLOWED_HOSTS),"
        " answer(headers={'host': 'want.example'} | forwarded).status_code,"
        " answer(headers={'host': 'want.example'} | forwarded).get('Location')])"
    )

    alone = run(code, tmp_path, **PRODUCTION)
    behind = run(code, tmp_path, **(PRODUCTION | {"WANT_BEHIND_PROXY": "yes"}))

    assert alone.stdout.strip() == "[False, 301, 'https://want.example/robots.txt']", alone.stderr
    assert behind.stdout.strip() == "[False, 200, None]", behind.stderr


def test_behind_a_proxy_each_visitor_counts_under_their_own_address(tmp_path) -> None:
    code = (
        "import django; django.setup(); from django.test import RequestFactory;"
        "from allauth.core.internal.httpkit import get_client_ip;"
        "given = {'HTTP_X_FORWARDED_FOR': '203.0.113.9, 198.51.100.7', 'REMOTE_ADDR': '127.0.0.1'};"
        "print(get_client_ip(RequestFactory().get('/', **given)))"
    )

    alone = run(code, tmp_path, **PRODUCTION)
    behind = run(code, tmp_path, **(PRODUCTION | {"WANT_BEHIND_PROXY": "yes"}))

    assert [alone.stdout.strip(), behind.stdout.strip()] == ["127.0.0.1", "198.51.100.7"], behind.stderr


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
