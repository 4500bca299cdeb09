"""Reviews, responses, discussion and meta-reviews stand as they were written."""

from collections import Counter

from reviews.models import Assignment, Comment, MetaReview, Rebuttal, Review, ReviewDraft, ReviewVersion
from reviews.models.decision import Outcome
from want.audit.models import Entry
from want.demo.rehearsal.acts.answering import ANSWER
from want.demo.rehearsal.acts.reviewing import answers_of
from want.demo.rehearsal.world import EDITION, World
from want.venues.models import Role

HERE = {"assignment__submission__edition__slug": EDITION}


def every_paper_has_its_reviews(world: World) -> None:
    """See that no paper is under-reviewed, and that each review says what its writer typed."""
    checks = world.checks
    rows = Review.objects.filter(**HERE).select_related("assignment__reviewer", "assignment__submission")
    papers = Counter(review.assignment.submission.code for review in rows)
    checks.equal(papers, Counter({w.code: 3 for w in world.cast.under_review}), "every paper has its three reviews")
    found = [(r.assignment.reviewer.email, r.assignment.submission.code, str(r.overall), _lines(r)) for r in rows]
    wanted = [
        (email, code, answers["Overall score"], answers["Strengths"])
        for email, codes in world.story.duties.items()
        for code in codes
        for answers in [answers_of(world, world.figures[email], world.work(code))]
    ]
    checks.alike(found, wanted, "every review holds what its writer typed")
    versions = Counter(
        ReviewVersion.objects.filter(review__assignment__submission__edition__slug=EDITION).values_list(
            "review__assignment__reviewer__email", "review__assignment__submission__code"
        )
    )
    revised = Counter(world.story.revised)
    expected = Counter({(e, c): 1 + revised[e, c] for e, codes in world.story.duties.items() for c in codes})
    checks.equal(versions, expected, "every version of every review is kept")
    left = ReviewDraft.objects.filter(**HERE, assignment__removed_at=None).exclude(content={}).count()
    checks.equal(left, 0, "no draft lies beside a submitted review")


def _lines(review: Review) -> str:
    """Return the strengths without the sign that browsers put before each end of a line."""
    return review.strengths.replace("\r\n", "\n")


def pseudonyms_are_one_a_person(world: World) -> None:
    """See that a paper's reviewers are Reviewer 1 to 3, each once, and in no order that tells something."""
    rows = Assignment.objects.current().filter(submission__edition__slug=EDITION, role=Role.REVIEWER)
    names: dict[int, list[str]] = {}
    for row in rows.order_by("reviewer__name"):
        names.setdefault(row.submission_id, []).append(row.pseudonym)
    doubled = [told for told in names.values() if len(set(told)) != len(told)]
    world.checks.none(doubled, "no two reviewers of a paper have one pseudonym")
    sorted_ = sum(told == sorted(told) for told in names.values())
    world.checks.holds(sorted_ < len(names), "pseudonyms do not follow the alphabet on every paper")


def responses_stand(world: World) -> None:
    """Compare responses with what authors wrote."""
    rows = Rebuttal.objects.filter(submission__edition__slug=EDITION)
    found = rows.values_list("submission__code", flat=True)
    world.checks.alike(found, world.story.answered, "there is one response from each paper that answered")
    strange = [row.pk for row in rows if not row.text.startswith(ANSWER)]
    world.checks.none(strange, "every response holds what was written in time")


def the_discussion_stands(world: World) -> None:
    """Compare remarks and meta-reviews with what was written, and count the entries of the log."""
    papers = [work.code for work in world.cast.under_review]
    comments = Comment.objects.filter(submission__edition__slug=EDITION)
    said = comments.values_list("writer__email", "submission__code", "text")
    world.checks.alike(said, world.story.remarks, "every remark stands as it was written, two on every paper")
    written = MetaReview.objects.filter(**HERE).select_related("assignment__reviewer", "assignment__submission")
    found = [
        (m.assignment.reviewer.email, m.assignment.submission.code, Outcome(m.recommendation).label) for m in written
    ]
    wanted = [(email, code, world.outcomes[code]) for email, codes in world.story.led.items() for code in codes]
    world.checks.alike(found, wanted, "every area chair has summed up each paper they lead, with their recommendation")
    world.checks.alike((code for _, code, _ in found), papers, "one meta-review stands on every paper")
    verbs = Counter(Entry.objects.filter(edition=EDITION).values_list("verb", flat=True))
    world.checks.equal(verbs["comment.posted"], len(papers) * 2, "the log tells once of each remark")
