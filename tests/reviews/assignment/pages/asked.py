"""What the tests of the pages of the assignment ask for, and how they read them."""

import re

from reviews.assignment.actions import compute
from reviews.models import AssignmentPlan
from want.core.sealed import seal

HOME = "/desk/e/icml2024/assignment/"
BY_HAND = "/desk/e/icml2024/assigned/"
TOKEN = re.compile(r'(?<=csrfmiddlewaretoken" value=")[^"]*')


def text_of(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def plan_by(client, demand: int = 2) -> AssignmentPlan:
    client.post(HOME, {"role": "reviewer", "demand": demand})
    plan = AssignmentPlan.objects.latest("id")
    compute(plan.pk)
    plan.refresh_from_db()
    return plan


def plan_of_another(client, chair, conflicted) -> AssignmentPlan:
    """Let the chair without a conflict make a plan, and sign the other one in."""
    client.force_login(chair)
    plan = plan_by(client)
    client.force_login(conflicted)
    return plan


def url_of(plan, more: str = "") -> str:
    return f"{HOME}plans/{seal(plan.pk, 'plan')}/{more}"


def varied(desk, plan, **changes) -> AssignmentPlan:
    asked = {"demand": plan.demand, "objective": "total"} | changes
    answer = desk.post(url_of(plan, "what-if/"), asked)
    new = AssignmentPlan.objects.latest("id")
    assert (answer.status_code, new.sprung_from) == (302, plan), text_of(answer)
    compute(new.pk)
    new.refresh_from_db()
    return new
