"""The door of the production server: a request that claims a charset of its own is read as UTF-8 all the same."""

from io import BytesIO

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from want.wsgi import application, plain_type

CLAIMS = ["charset=hex", "charset=idna", "charset=undefined", "charset=utf-7", "charset*=nope''%41", "x*=hex''%41"]
TOKEN = "a" * 32
BODY = b'--B\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'


@pytest.fixture(autouse=True)
def connection_stays_open():
    """The test's transaction is open; a server opens a connection of its own."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def ask(method: str, claim: str, body: bytes = b"", cookie: str = "") -> str:
    said: list[str] = []
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": "/accounts/signup/",
        "QUERY_STRING": "next=%41+AAA-",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "CONTENT_TYPE": f"multipart/form-data; {claim}; boundary=B",
        "CONTENT_LENGTH": str(len(body)),
        "HTTP_COOKIE": cookie,
        "wsgi.input": BytesIO(body),
        "wsgi.url_scheme": "http",
    }
    application(environ, lambda status, headers, *_: said.append(status))
    return said[0]


@pytest.mark.parametrize("claim", CLAIMS)
def test_page_is_shown_and_a_form_is_read(db, claim):
    sent = {"csrfmiddlewaretoken": TOKEN, "name": "Ada +2AA- \\ud800", "email": "ada+2AA-@x.example"}
    body = b"".join(BODY % (name.encode(), value.encode()) for name, value in sent.items()) + b"--B--\r\n"

    assert ask("GET", claim) == "200 OK"
    assert ask("POST", claim, body, f"csrftoken={TOKEN}") == "302 Found"


def test_type_keeps_its_boundary_alone():
    assert plain_type("multipart/form-data; charset=utf-7; boundary=----a1") == "multipart/form-data; boundary=----a1"
    assert plain_type("application/x-www-form-urlencoded;charset=UTF-8") == "application/x-www-form-urlencoded"
    assert plain_type("text/plain") == "text/plain"
