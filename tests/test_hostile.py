"""Hostile words in every text that people write: on no page are they more than words, nor in files, nor in mails."""

import csv
import io

import pytest
from django.apps import apps
from django.core import mail
from django.db import DataError, IntegrityError, models, transaction

from reviews.desk_rejection.actions import desk_reject
from tests import cast
from tests.access.asking import ask, clients, spoken
from tests.access.resolver import routes
from tests.access.table import rows
from tests.access.world import NOBODY, make_world
from want.audit.actions import record
from want.core import clock
from want.core.markdown import render, render_inline
from want.mail.delivery import deliver_due
from want.mail.models import Message
from want.venues.stages import Stage

WORDS = (
    "\"'><img src=x onerror=alert(1)><script>alert(1)</script>{{7*7}}[a](javascript:alert(1))"
    " $\\href{javascript:alert(1)}{x}$"
)
LIVE = ("<img src=x", "<script>alert", 'href="javascript:', "href='javascript:", "onerror=alert(1)>")
FORMULA = '=HYPERLINK("https://evil.example","x")'
OURS = ("accounts", "venues", "submissions", "reviews", "mail")
KEPT = {"slug", "token", "code", "sha256", "blind_sha256", "key", "email", "to", "password", "seen", "digest", "verb"}


def poison(words: str) -> int:
    """Write the words into every text field that takes them; return how many fields did."""
    taken = 0
    for model in (model for app in OURS for model in apps.get_app_config(app).get_models()):
        for field in model._meta.concrete_fields:
            is_text = isinstance(field, models.CharField | models.TextField) and not field.choices
            if not is_text or field.name in KEPT or field.unique or field.primary_key or "edition" in field.name:
                continue
            try:
                with transaction.atomic():
                    taken += model._default_manager.update(**{field.name: words[: field.max_length]}) > 0
            except (IntegrityError, DataError):
                pass  # the database itself refuses such a text here
    return taken


@pytest.fixture(params=[Stage.REVIEWING, Stage.DECIDING, Stage.PUBLISHED], ids=str)
def world(request, db):
    with clock.frozen(cast.at(cast.INSIDE[request.param])):
        made = make_world(request.param)
        cast.play_to(made.edition, request.param)
        yield made


def walk(world, who):
    browsers = clients(world)
    places = routes()
    for row in rows():
        if row.stage is world.stage and row.method == "GET":
            yield row.name, ask(browsers[who], "GET", world.address(row.name, places[row.name]))


@pytest.mark.parametrize("who", [NOBODY, "author", "reviewer", "area_chair", "chair"])
def test_hostile_words_are_words_on_every_page(world, who):
    assert poison(WORDS) > 25
    record("submission.edited", by=world.people["chair"], edition=world.edition.slug, said=WORDS)

    shown, live = 0, []
    for name, answer in walk(world, who):
        assert answer.status_code < 500, name
        if not answer.headers.get("Content-Type", "").startswith("text/html"):
            continue
        page = answer.content.decode()
        shown += "&lt;img src=x" in page
        live += [f"{name}: {piece}" for piece in LIVE if piece in page]

    assert live == []
    assert shown > 0


@pytest.mark.parametrize("world", [Stage.REVIEWING], indirect=True)
def test_no_table_for_a_spreadsheet_holds_a_formula(world):
    poison(FORMULA)
    tables = []

    for name, answer in walk(world, "chair"):
        if spoken(answer) == "200" and answer.headers["Content-Type"].startswith("text/csv"):
            tables.append(name)
            for row in csv.reader(io.StringIO(b"".join(answer).decode())):
                assert not [cell for cell in row if cell.lstrip().startswith(("=", "+", "-", "@"))], name

    assert len(tables) >= 5


def test_no_name_and_no_title_adds_a_header_to_a_mail(edition, submission, chair, during, settings):
    during(Stage.CHECKS)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    mail.outbox = []
    broken = "A title\r\nBcc: evil@x.example\r\n\r\nhello"
    submission.title = edition.name = broken
    submission.save(update_fields=["title"])
    edition.save(update_fields=["name"])
    submission.authors.update(name=broken)
    submission.refresh_from_db()

    desk_reject(submission, broken, by=chair)
    with clock.frozen(clock.real_now()):
        deliver_due()

    sent = [letter.message() for letter in mail.outbox]
    assert len(sent) == Message.objects.count() == 2
    assert [letter["Bcc"] for letter in sent] == [None, None]
    assert all("\n" not in letter["Subject"] and "\r" not in letter["Subject"] for letter in sent)


BOMBS = {
    "exponents": "$" + "x^{" * 300 + "x" + "}" * 300 + "$",
    "a huge exponent": "$10^{" + "9" * 1_900 + "}$",
    "a definition that calls itself": r"$\def\a{\a\a}\a$",
    "a matrix": r"$\begin{matrix}" + "&" * 1_900 + r"\end{matrix}$",
    "a huge space": r"$\hspace{999999999999em}\rule{999999999em}{999999999em}$",
    "left without right": "$" + r"\left(" * 300 + "$",
}


@pytest.mark.parametrize("name", BOMBS)
def test_formula_made_to_hurt_is_bounded(name):
    begun = clock.real_now()

    pages = [render(BOMBS[name]), render_inline(BOMBS[name][:900])]

    assert (clock.real_now() - begun).total_seconds() < 5
    assert max(len(page) for page in pages) < 100_000
