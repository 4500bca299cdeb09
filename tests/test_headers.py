"""What every answer of the site says to browsers and caches: each URL, asked by several people."""

import pytest
from django.db import transaction
from django.test import override_settings

from tests import cast
from tests.access.asking import ask, clients, spoken
from tests.access.resolver import routes
from tests.access.world import NOBODY, make_world
from want.core import clock
from want.core.headers import NOBODYS
from want.venues.stages import Stage

ASKING = (NOBODY, "author", "reviewer", "chair", "superuser")
FILES = {"papers:pdf", "papers:file", "papers:version"}  # shown in the frame beside the review form, with no page in it


@pytest.fixture(scope="module")
def answers(django_db_setup, django_db_blocker, tmp_path_factory):
    """Every URL's answer to several people, once a paper is published: then the most pages can be seen."""
    files = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("files"))
    moment = clock.frozen(cast.at(cast.INSIDE[Stage.PUBLISHED]))
    with django_db_blocker.unblock(), transaction.atomic(), files, moment:
        world = make_world(Stage.PUBLISHED)
        cast.play_to(world.edition, Stage.PUBLISHED)
        browsers = clients(world)
        found = []
        for name, places in sorted(routes().items()):
            if not name.startswith("demo:"):
                address = world.address(name, places)
                found += [(name, who, ask(browsers[who], "GET", address)) for who in ASKING]
        transaction.set_rollback(True)
    return found


def wrong(answers, expected, *, but=()):
    """Name the answers that fall short of what is expected."""
    return [f"{name} to {who}" for name, who, answer in answers if name not in but and not expected(answer)]


def test_every_answer_is_shut(answers):
    assert len(answers) > 400
    assert wrong(answers, lambda a: a["X-Content-Type-Options"] == "nosniff") == []
    assert wrong(answers, lambda a: a["Referrer-Policy"] == "same-origin") == []
    assert wrong(answers, lambda a: a["Cross-Origin-Opener-Policy"] == "same-origin") == []
    assert wrong(answers, lambda a: a["Cross-Origin-Resource-Policy"] == "same-origin") == []
    assert wrong(answers, lambda a: "camera=()" in a["Permissions-Policy"]) == []
    assert wrong(answers, lambda a: a["X-Frame-Options"] == "DENY", but=FILES) == []
    assert wrong(answers, lambda a: "Server" not in a and "X-Powered-By" not in a) == []


def test_no_page_may_load_or_run_what_is_not_ours(answers):
    assert wrong(answers, lambda a: "default-src 'none'" in a["Content-Security-Policy"]) == []
    assert wrong(answers, lambda a: "unsafe" not in a["Content-Security-Policy"]) == []
    assert wrong(answers, lambda a: "frame-ancestors 'none'" in a["Content-Security-Policy"], but=FILES) == []
    for name, _, answer in answers:
        assert name not in FILES or "script-src" not in answer["Content-Security-Policy"] or spoken(answer) != "200"


def test_nothing_shown_to_somebody_is_kept_by_a_cache(answers):
    signed_in = [row for row in answers if row[1] != NOBODY]
    alike = {"health", "robots"}  # they never ask who is there

    assert wrong(signed_in, lambda a: a["Cache-Control"] == "private, no-store", but=alike) == []
    assert wrong(signed_in, lambda a: "Cookie" in a["Vary"], but=alike) == []


def test_a_page_for_everybody_is_told_apart_by_cookie_and_a_part_from_the_whole(answers):
    public = [row for row in answers if row[1] == NOBODY and row[0].startswith("venues:") and spoken(row[2]) == "200"]

    assert len(public) >= 4
    assert wrong(public, lambda a: "Cookie" in a["Vary"]) == []
    pages = [row for row in answers if row[2].headers.get("Content-Type", "").startswith("text/html")]
    assert wrong(pages, lambda a: "HX-Request" in a["Vary"]) == []


def test_an_answer_that_gives_a_cookie_is_kept_by_nobody(client, db):
    answer = client.get("/accounts/login/")

    assert "csrftoken" in answer.cookies
    assert answer["Cache-Control"] == "private, no-store"


def test_pages_carry_no_code_and_no_style_of_their_own(answers):
    ours = [(n, w, a) for n, w, a in answers if a.headers.get("Content-Type", "").startswith("text/html")]

    for name, who, answer in ours:
        page = answer.content.decode()
        for piece in (" style=", " onclick=", " onload=", "<style", "javascript:"):
            assert piece not in page, f"{name} to {who} has {piece!r}"
        inline = page.count("<script") - page.count("<script src=") - page.count('type="application/json"')
        assert inline == 0, f"{name} to {who} has a script inside"


def test_no_permission_is_both_ours_and_nobodys():
    assert len(set(NOBODYS)) == len(NOBODYS)
