"""How each act of the table of acts is done over HTTP: where it is sent, and valid words to send."""

import re
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from reviews.models import AssignmentPlan, Decision, MetaReview, Rebuttal
from submissions.submitting.content import AuthorLine
from tests import cast
from tests.prove.walk import client_of
from tests.prove.worlds import World
from tests.submissions import papers, pdfs
from want.core.sealed import seal
from want.venues.models import Role

Sent = Mapping[str, Any]
Fields = Callable[[World, str], Sent]

# Acts of the table that nobody will ever be able to do, each with the reason; docs/visibility.md says the same.
NEVER = {
    "impersonate": "who breaks the glass reads as themselves; what is done in another's name could not be told apart"
}

# Acts behind one door: who may do one of them and asks for another does the one they may, such as to revise.
SAME_DOOR = (
    frozenset({"declare_own_conflict", "decline_own_assignment"}),
    frozenset({"save_review_draft", "submit_review", "edit_submitted_review"}),
)

# Acts on the whole edition. A chair who is tied to the paper may do them; then nothing about the paper may change.
OF_THE_EDITION = frozenset({"publish_assignment"})


@dataclass(frozen=True, slots=True)
class Act:
    """One way to do an act."""

    url: str
    fields: Fields
    about: str = "paper"  # or "edition", "site", "listed", "last": what its address names
    method: str = "POST"

    def address(self, world: World) -> str:
        """Return where it is sent."""
        if self.url == "desk:plan_apply":
            plan = AssignmentPlan.objects.first()
            return reverse(self.url, args=[world.edition.slug, plan.pk if plan else 1])
        if self.about in {"listed", "last"}:
            return reverse(self.url, args=[world.edition.slug, _member(world, self.about)])
        places = {"paper": [world.edition.slug, world.paper.code], "edition": [world.edition.slug], "site": []}
        return reverse(self.url, args=places[self.about])

    def done_by(self, client: Client, world: World, fields: Sent) -> HttpResponse:
        """Send it."""
        if self.method == "GET":
            return client.get(self.address(world))
        return client.post(self.address(world), fields)


def _paper_form(world: World, **more: Any) -> dict[str, Any]:
    lines = [
        AuthorLine(one.name, one.email, one.affiliation, one.is_contact)
        for one in world.paper.authors.current().order_by("position")
    ]
    lines += more.pop("and_also", [])
    return papers.form(world.edition, *lines, version=world.paper.version, save=1, **more)


def _edit(world: World, _: str) -> Sent:
    return _paper_form(world, title="Another title altogether")


def _upload(world: World, _: str) -> Sent:
    return _paper_form(world, pdf=_file("another.pdf"))


def _file(name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, pdfs.pdf("Another paper"), content_type="application/pdf")


def _name_conflict(world: World, _: str) -> Sent:
    return _paper_form(world, conflicts="anna@college.example our advisor")


def _declared(person: int) -> Sent:
    return {"act": "declare", "person": seal(person, "person"), "because": "They live together."}


def _coauthor(world: World, _: str) -> Sent:
    return _paper_form(world, and_also=[AuthorLine("Nina New", "nina@new.example", "New Works", False)])


def _pk(world: World, actor: str) -> int:
    return world.people[actor].pk if actor in world.people else 0


def _address(world: World, actor: str) -> str:
    return world.people[actor].email if actor in world.people else "nobody@nowhere.example"


def _draft(world: World, actor: str) -> Sent:
    return cast.ANSWERS | {"version": _draft_version(world, actor), "strengths": "Typed by now."}


def _draft_version(world: World, actor: str) -> str:
    assignment = world.paper.assignments.filter(reviewer_id=_pk(world, actor)).first()
    draft = getattr(assignment, "draft", None) if assignment else None
    return str(draft.version) if draft else "0"


def _submit(world: World, actor: str) -> Sent:
    return cast.ANSWERS | {"version": _draft_version(world, actor), "action": "submit"}


def _member(world: World, about: str) -> int:
    """Return the membership of the reviewer who is listed, or of the last who was given the paper."""
    last = world.paper.assignments.current().filter(role=Role.REVIEWER).order_by("pk").last()
    person = world.people["listed"].pk if about == "listed" or last is None else last.reviewer_id
    member = world.edition.memberships.filter(role=Role.REVIEWER, user=person).first()
    return member.pk if member else 1


def _unassign(world: World, _: str) -> Sent:
    assignment = world.paper.assignments.current().filter(role=Role.REVIEWER).order_by("pk").last()
    return {
        "act": "unassign",
        "assignment": seal(assignment.pk if assignment else 1, "assignment"),
        "reason": "Has fallen ill.",
    }


def _release(world: World, actor: str) -> Sent:
    """Release with the digest that a chair's page shows; whoever has no page has no digest."""
    page = client_of(world, actor).get(reverse("desk:release", args=[world.edition.slug]))
    digest = re.search(rb'name="digest" value="([0-9a-f]+)"', page.content)
    return {"act": "release", "digest": digest[1].decode() if digest else "0" * 64, "has_looked": "1"}


def _dates(world: World, actor: str) -> Sent:
    """Send the form of the dates as it is shown, with one date another; without a form, a guess at it."""
    page = client_of(world, actor).get(reverse("desk:dates", args=[world.edition.slug]))
    sent = inputs_of(page.content) if page.status_code == 200 else {"seen_version": "1"}
    return sent | {"held_on": "2024-08-30"}


def inputs_of(page: bytes) -> dict[str, str]:
    """Return names and values of the inputs of a page."""
    found: dict[str, str] = {}
    for tag in re.findall(r"<input[^>]*>", page.decode()):
        attributes = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if "name" in attributes and attributes["name"] != "csrfmiddlewaretoken":
            found[unescape(attributes["name"])] = unescape(attributes.get("value", ""))
    return found


def _comment(_: World, actor: str) -> Sent:
    return {"text": "I agree.", "key": str(uuid.uuid5(uuid.NAMESPACE_URL, f"by {actor}"))}


def _said(**fields: Any) -> Fields:
    return lambda _world, _actor: fields


def _version_of(model: Any, world: World, way: str = "submission") -> str:
    row = model.objects.filter(**{way: world.paper}).first()
    return str(row.version if row else 0)


# Acts that a stage has behind it: they are allowed, and done again they change nothing.
DONE = {("publish_public_list", "published")}

ACTS: dict[str, tuple[Act, ...]] = {
    "edit_metadata": (Act("submissions:edit", _edit),),
    "upload_pdf": (Act("submissions:edit", _upload),),
    "add_remove_coauthor": (Act("submissions:edit", _coauthor),),
    "declare_paper_conflict": (
        Act("submissions:edit", _name_conflict),
        Act("desk:paper_conflicts", lambda world, _: _declared(world.people["listed"].pk)),
    ),
    "withdraw": (
        Act("submissions:withdraw", _said(reason="We found a fault.")),
        Act("submissions:delete", _said()),
    ),
    "desk_reject": (
        Act(
            "desk:desk_reject",
            _said(
                reason="Far too long.", do="reject", subject="Your paper {title}", body="Dear {name}, {title}: {reason}"
            ),
        ),
    ),
    "place_bid": (Act("bidding:place", _said(value="in_a_pinch")),),
    "declare_own_conflict": (
        Act("bidding:place", _said(value="conflict")),
        Act("reviewing:decline", _said(reason="My student's paper.", is_conflict="on")),
    ),
    "propose_assignment": (
        Act("desk:paper_assignments", lambda world, _: {"person": seal(world.people["listed"].pk, "person")}),
        Act("leading:reviewers", lambda world, _: {"person": seal(world.people["listed"].pk, "person")}),
        Act("desk:person_assignments", lambda world, _: {"paper": world.paper.code}, about="listed"),
    ),
    "publish_assignment": (Act("desk:plan_apply", _said()),),
    "unassign_reviewer": (
        Act("desk:paper_assignments", _unassign),
        Act("leading:reviewers", _unassign),
        Act("desk:person_assignments", _unassign, about="last"),
    ),
    "decline_own_assignment": (Act("reviewing:decline", _said(reason="No time.")),),
    "save_review_draft": (Act("reviewing:draft", _draft),),
    "submit_review": (Act("reviewing:review", _submit),),
    "edit_submitted_review": (Act("reviewing:review", _submit),),
    "post_discussion": (
        Act(
            "discussion:post",
            _comment,
        ),
    ),
    "post_rebuttal": (
        Act("rebuttal:write", lambda world, _: {"text": "We thank you.", "version": _version_of(Rebuttal, world)}),
    ),
    "write_meta_review": (
        Act(
            "metareview:write",
            lambda world, _: {
                "text": "They agree.",
                "recommendation": "reject",
                "version": _version_of(MetaReview, world, "assignment__submission"),
            },
        ),
    ),
    "set_decision": (
        Act(
            "desk:decision",
            lambda world, _: {"outcome": "reject", "note": "Sorry.", "version": _version_of(Decision, world)},
        ),
    ),
    "release_decisions": (Act("desk:release", _release, about="edition"),),
    "send_decision_emails": (Act("desk:release", _said(act="send"), about="edition"),),
    "upload_camera_ready": (
        Act(
            "camera_ready:hand_in",
            lambda _world, _actor: {
                "title": "The final title",
                "abstract": "The final abstract.",
                "consents": "on",
                "pdf": _file("final.pdf"),
                "version": "1",
            },
        ),
    ),
    "publish_public_list": (Act("desk:publish_confirm", _said(is_sure="on"), about="edition"),),
    "export_csv_all": (Act("desk:submissions_submission_csv", _said(), about="site", method="GET"),),
    "move_stage": (Act("desk:dates", _dates, about="edition"),),
    "erase_own_account": (
        Act("erase_account", lambda world, actor: {"address": _address(world, actor)}, about="site"),
    ),
}
