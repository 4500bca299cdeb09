"""The letters that applying a plan would send, before it does; each only to a chair who may read it."""

from reviews.assignment.applying import Fresh
from reviews.assignment.notifications import assignment_letters
from reviews.assignment.queries import papers_open_to
from reviews.models import Assignment, AssignmentPlan
from reviews.visibility.lists import Sight
from submissions.models import Submission
from want.accounts.models import User
from want.mail.actions import Letter
from want.venues.models import Edition

SHOWN = 3


def preview(plan: AssignmentPlan, edition: Edition, sight: Sight, fresh: Fresh) -> list[Letter]:
    """Return the first letters as they would be sent; they speak of papers that this chair sees, and no others."""
    mine = set(papers_open_to(sight).order_by().values_list("pk", flat=True))
    by_person: dict[int, list[int]] = {}
    for paper, person in fresh.pairs:
        by_person.setdefault(person, []).append(paper)
    readable = [person for person, papers in by_person.items() if mine.issuperset(papers)]
    people = User.objects.filter(pk__in=readable).order_by("name")[:SHOWN]
    papers = Submission.objects.in_bulk({paper for person in people for paper in by_person[person.pk]})
    drafted = [
        Assignment(submission=papers[paper], reviewer=person, role=plan.role)
        for person in people
        for paper in by_person[person.pk]
    ]
    return assignment_letters(edition, sight.moment, sight.terms, drafted)
