"""The second of two who edit one thing gets a page with both texts, and loses nothing: for every form there is."""

from contextlib import ExitStack
from urllib.parse import urlsplit

import pytest
from django.contrib.admin import site
from django.urls import resolve

from reviews.models import Decision, ReviewDraft
from tests import cast
from tests.access.asking import read_whole
from tests.access.table import rows
from tests.access.world import make_world
from tests.keeping.edits import EDITS, Edit
from tests.keeping.tabs import SITE, Tab
from want.core import clock
from want.demo.rehearsal.page import Page
from want.venues.stages import Stage

WRITERS = ("author", "reviewer", "area_chair", "chair", "superuser")


@pytest.fixture
def world_at(db):
    """Return a function that makes the world of a stage and holds the clock there."""
    with ExitStack() as stack:

        def make(stage):
            stack.enter_context(clock.frozen(cast.at(cast.INSIDE[stage])))
            world = make_world(stage)
            cast.play_to(world.edition, stage)
            return world

        yield make


def opened(edit: Edit, world, person: str, answers) -> Tab:
    tab = Tab(world.people[person]).open(world.address_of(edit.name))
    if edit.preview:
        tab.send(edit.preview, **dict(answers))
    return tab


@pytest.mark.parametrize("edit", EDITS, ids=str)
def test_second_writer_is_shown_both_texts_and_loses_nothing(edit, world_at):
    world = world_at(edit.stage)
    edit.before(world)
    field = edit.field.replace("CODE", world.paper.code)
    first = opened(edit, world, edit.people[0], edit.answers)
    second = opened(edit, world, edit.people[1], edit.answers_of_second or edit.answers)

    first.send(edit.button, **{field: edit.theirs})
    assert first.has_moved, first.page.complaints
    assert edit.stored(world) == edit.theirs
    second.send(edit.button, **{field: edit.mine})

    if second.has_moved:
        assert not edit.is_kept_as_sent, "the second was led on as if it had been saved"
        second.open(second.page.path)
    assert edit.stored(world) == edit.theirs
    shown = (edit.shown or edit.theirs).strip()
    assert shown in second.page.text, "the page does not show what is stored"
    if not edit.is_kept_as_sent:
        assert (edit.shown_mine or edit.mine).strip() in second.page.text, "the page does not show what was typed"
    else:
        assert second.page.form(edit.button).named(field)[0].value.strip() == edit.mine.strip()
        second.send(edit.button)
        assert second.has_moved, second.page.complaints
        assert edit.stored(world) == edit.mine


def test_draft_that_saves_itself_is_refused_when_another_tab_saved_and_the_button_then_compares(world_at):
    world = world_at(Stage.REVIEWING)
    address = world.address_of("reviewing:review")
    first, second = (Tab(world.people["reviewer"]).open(address) for _ in range(2))
    where = world.address_of("reviewing:draft")

    saved = first.client.post(where, first.sent("Save draft", strengths="Theirs")[1])
    refused = second.client.post(where, second.sent("Save draft", strengths="Mine")[1])
    second.send("Save draft", strengths="Mine")

    assert (saved.status_code, refused.status_code) == (200, 409)
    assert ReviewDraft.objects.get().content["strengths"] == "Theirs"
    assert "Theirs" in second.page.text
    assert second.page.form("Save draft").named("strengths")[0].value == "Mine"


def test_menu_of_the_table_does_not_overwrite_what_another_chair_decided(world_at):
    world = world_at(Stage.DECIDING)
    address, menu = world.address_of("desk:decisions"), f"outcome-{world.paper.code}"
    first, second = (Tab(world.people["chair"]).open(address) for _ in range(2))

    first.send("Save decisions", **{menu: "oral"})
    second.send("Save decisions", **{menu: "reject"})

    assert Decision.objects.get(submission=world.paper).outcome == "oral"
    said = " ".join(second.open(address).page.complaints)
    assert "somebody else chose “Accept (oral)” meanwhile" in said
    assert "your “Reject” is not saved" in said


def test_decision_for_many_does_not_overwrite_what_another_chair_decided(world_at):
    world = world_at(Stage.DECIDING)
    address, menu = world.address_of("desk:decisions"), f"outcome-{world.paper.code}"
    first, second = (Tab(world.people["chair"]).open(address) for _ in range(2))

    first.send("Save decisions", **{menu: "oral"})
    second.send("Set", paper=world.paper.code, to="reject")

    assert Decision.objects.get(submission=world.paper).outcome == "oral"
    assert "Accept (oral)" in " ".join(second.open(address).page.complaints)


@pytest.mark.parametrize(
    ("name", "stage", "people", "button", "field", "preview"),
    [
        ("submissions:withdraw", Stage.REVIEWING, ("author", "coauthor"), "Withdraw the paper", "reason", ""),
        (
            "desk:desk_reject",
            Stage.CHECKS,
            ("chair", "chair"),
            "Reject and tell the authors",
            "reason",
            "Show the letter",
        ),
    ],
)
def test_second_who_ends_a_paper_for_another_reason_reads_that_it_is_done_and_keeps_their_words(
    world_at, name, stage, people, button, field, preview
):
    world = world_at(stage)
    address = world.address_of(name)
    first, second = (Tab(world.people[person]).open(address) for person in people)
    for tab, words in ((first, "Theirs"), (second, "Mine")):
        if preview:
            tab.send(preview, **{field: words})

    first.send(button, **{field: "Theirs"})
    second.send(button, **{field: "Mine"})

    assert first.has_moved
    assert not second.has_moved
    assert "Mine" in second.page.text


# Forms that change nothing that somebody else could be changing at the same time, and why.
ACTS = {
    "account_add_email": "adds",
    "account_change_password": "one's own secret",
    "account_confirm_login_code": "a code, used once",
    "account_email": "adds and removes one's own addresses, one by one",
    "account_login": "signs in",
    "account_logout": "signs out",
    "account_reauthenticate": "proves who one is",
    "account_request_login_code": "asks for a code",
    "account_reset_password": "asks for a mail",
    "account_set_password": "one's own secret",
    "account_signup": "makes an account",
    "committee:answer": "an answer; one from a page that showed another is refused, see test_answers",
    "desk:archive": "one act, said by its button",
    "desk:assignment_import": "shows every change first; refused when it is not as shown",
    "desk:break_glass": "opens one's own look behind the glass",
    "desk:publish_confirm": "one act",
    "desk:assignment": "asks for a plan; one at a time, see test_double_clicks",
    "desk:collusion": "asks for a report of one's own; one at a time",
    "desk:decisions": "its own tests above",
    "desk:desk_reject": "its own test above",
    "desk:new_edition": "opens an edition; its short name is there once",
    "desk:paper_conflicts": "adds and lifts one conflict",
    "desk:paper_track": "its own test in tests/reviews/assignment/test_filing.py",
    "desk:paper_assignments": "adds and removes one person; refused when that is done already",
    "desk:person_assignments": "adds and removes one paper; refused when that is done already",
    "desk:late": "fills one place; refused when the paper is not as shown",
    "desk:late_outside": "invites; refused when they were asked already",
    "desk:drop_out": "one act; refused when it is noted already",
    "late:stop": "one's own word; refused when it is noted already",
    "desk:plan_what_if": "asks for a plan of its own",
    "desk:plan_paper": "moves one person in a plan; refused when the plan is not as shown",
    "desk:plan_swap": "exchanges two people of a plan; refused when the plan is not as shown",
    "desk:switch": "one's own choice of what lies on the desk",
    "desk:write_to": "writes a letter",
    "bidding:upload": "each line is a bid that one chose",
    "desk:matching_upload": "replaces a list by a file, knowingly",
    "discussion:mail": "one's own choice",
    "discussion:post": "adds",
    "erase_account": "ends one's own account",
    "expertise:absences": "adds to what is one's own",
    "expertise:papers": "adds to what is one's own",
    "leading:reviewers": "adds and removes one person; refused when that is done already",
    "mfa_activate_totp": "one's own secret",
    "mfa_add_webauthn": "one's own secret",
    "reviewing:decline": "ends one's own assignment",
    "submissions:preview": "shows",
    "submissions:start": "begins a paper",
    "submissions:withdraw": "its own test above",
}
TYPED = {"text", "textarea", "select", "radio", "checkbox", "file"}


def forms_on(page: Page) -> set[str]:
    """Return the URL names of the page's forms into which a person types something."""
    found = set()
    for form in page.forms:
        if form.method == "POST" and any(control.kind in TYPED for control in form.controls):
            found.add(resolve(urlsplit(page.absolute(form.action) if form.action else page.url).path).view_name)
    return found


@pytest.mark.parametrize("stage", list(dict.fromkeys(row.stage for row in rows())), ids=str)
def test_every_form_that_people_type_into_is_in_the_table_of_two_writers(world_at, stage):
    world = world_at(stage)
    tabs = {name: Tab(user) for name, user in world.people.items()}
    found: set[str] = set()

    for row in rows():
        if row.stage is not stage or row.method != "GET":
            continue
        for person, answer in row.answers.items():
            if answer == "200" and person in WRITERS:
                address = world.address_of(row.name)
                answered = read_whole(tabs[person].client.get(address))
                kind = answered.headers.get("Content-Type", "").split(";")[0]
                if kind == "text/html":
                    found |= forms_on(Page(SITE + address, 200, {"content-type": kind}, answered.content))

    known = {edit.name for edit in EDITS} | ACTS.keys()
    lists = {name for name in found if name.endswith("_changelist")}  # ticks and an act, nothing typed is stored
    assert "\n".join(sorted(found - known - lists)) == ""
    assert stage is not Stage.REVIEWING or {"desk:settings", "desk:list", "profile", "reviewing:review"} <= found


def test_records_of_the_desk_are_shown_and_cannot_be_edited_there(rf, chair):
    request = rf.get("/desk/")
    request.user = cast.make_user("Kim Keeper", is_superuser=True)

    editable = [
        str(kind)
        for kind, admin in site._registry.items()
        if admin.has_change_permission(request) or admin.has_add_permission(request) or admin.list_editable
    ]

    assert editable == []
