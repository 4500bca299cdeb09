"""The assignment holds: enough reviewers, nobody over their load, no conflict; derived ties are those of the cast."""

import re
from collections import Counter

from reviews.models import Assignment, Bid, PlannedPair
from reviews.models.bid import BidValue
from submissions.models import Conflict, Submission
from want.audit.models import Entry
from want.demo.rehearsal.story import Told
from want.demo.rehearsal.world import EDITION, World
from want.venues.models import Role

LIKENESS = re.compile(r"similar to their “([^”]*)” \(\d\.\d\d\)")
DEMAND = ((Role.AREA_CHAIR, 1), (Role.REVIEWER, 3))  # people a paper


def conflicts_are_those_of_the_cast(world: World) -> None:
    """Compare the conflicts that were derived with those worked out anew, for everybody who serves."""
    cast = world.cast
    serving = {guest.figure.email for guest in [*cast.working_area_chairs, *cast.working_reviewers]}
    serving |= {figure.email for figure in cast.chairs}
    rows = Conflict.objects.filter(submission__edition__slug=EDITION, user__email__in=serving)
    codes = {work.code for work in cast.under_review}
    found = {(email, code) for email, code in rows.values_list("user__email", "submission__code") if code in codes}
    wanted = {(email, work.code) for email in serving for work in cast.under_review if world.is_tied(email, work)}
    world.checks.none(sorted(wanted - found), f"no conflict of {len(wanted)} is missed")
    world.checks.none(sorted(found - wanted), "nobody is kept from a paper without a reason")


def bids_stand_as_they_were_placed(world: World) -> None:
    """Compare the bids with what people chose."""
    rows = Bid.objects.filter(submission__edition__slug=EDITION).values_list("user__email", "submission__code", "value")
    found = [(email, code, BidValue(value).label) for email, code, value in rows]
    wanted = [(email, code, said) for (email, code), said in world.story.bids.items()]
    world.checks.alike(found, wanted, "every bid stands as it was placed")


def the_assignment_holds(world: World) -> None:
    """See that every paper has its people, nobody is over their load, and nobody has a conflict."""
    rows = list(
        Assignment.objects.current()
        .filter(submission__edition__slug=EDITION)
        .values_list("role", "reviewer__email", "submission__code")
    )
    checks = world.checks
    papers = Counter((role, code) for role, _, code in rows)
    wanted = {(role.value, work.code): number for role, number in DEMAND for work in world.cast.under_review}
    if world.story.is_assigned:
        sentence = "every paper in review has an area chair and three reviewers, others have none"
        checks.equal(papers, Counter(wanted), sentence)
    else:
        checks.none(rows, "nobody has a paper before there is an assignment")
    loads, most = Counter((role, email) for role, email, _ in rows), _loads(world)
    # A chair who makes a plan does not see the places that papers take from which they are kept: those do not count.
    hidden = {
        work.code for work in world.cast.works if any(world.is_tied(chair.email, work) for chair in world.cast.chairs)
    }
    seen = Counter((role, email) for role, email, code in rows if code not in hidden)
    over = [(who, load, most.get(who)) for who, load in loads.items() if who not in most or seen[who] > most[who]]
    checks.none(over, "nobody is over their load by papers that every chair sees, and nobody without the role has one")
    tied = [(email, code) for _, email, code in rows if world.is_tied(email, world.work(code))]
    checks.none(tied, "nobody is assigned to a paper with which they have a conflict")
    reviewers = [(email, code) for role, email, code in rows if role == Role.REVIEWER]
    across = [pair for pair in reviewers if world.cast.is_off_track(pair[0], world.work(pair[1]))]
    checks.none(across, "nobody reviews a paper of a track in which they do not serve")
    checks.none(_doubled(rows), "nobody has a paper in two roles")


def the_assignment_was_put_to_the_test(world: World) -> None:
    """See that loads and conflicts were in the way of it, of both roles, and that bids told on it."""
    rows = Assignment.objects.current().filter(submission__edition__slug=EDITION)
    given = set(rows.filter(role=Role.REVIEWER).values_list("reviewer__email", "submission__code"))
    loads = Counter(email for email, _ in given)
    cast, checks = world.cast, world.checks
    full = [guest for guest in cast.working_reviewers if loads[guest.figure.email] == guest.load]
    checks.holds(full, "some reviewers have as many papers as they said they take")
    for what, guests in (("reviewers", cast.working_reviewers), ("area chairs", cast.working_area_chairs)):
        tied = [
            (guest, work) for guest in guests for work in cast.under_review if world.is_tied(guest.figure.email, work)
        ]
        checks.holds(tied, f"some {what} had to be kept from papers ({len(tied)} times)")
    emails = [guest.figure.email for guest in cast.working_reviewers]
    apart = [email for email in emails for work in cast.under_review if cast.is_off_track(email, work)]
    checks.holds(apart, f"some reviewers had to be kept from papers of another track ({len(apart)} times)")
    gladly, not_so = _share(world, given, {"Eager", "Willing"}), _share(world, given, {"In a pinch", "Not willing"})
    checks.holds(gladly > not_so, "bids tell on the assignment", f"Given gladly {gladly:.2f}, else {not_so:.2f}.")


def reasons_name_own_papers(world: World) -> None:
    """See that a plan says of whom papers are known which of these is near, of nobody else, and that chairs read it."""
    story, checks = world.story, world.checks
    planned = PlannedPair.objects.filter(plan__edition__slug=EDITION, plan__role=Role.REVIEWER)
    named, wrong = [], []
    for email, because in planned.values_list("reviewer__email", "because"):
        said = LIKENESS.findall(because)
        named += said
        if len(said) != bool(story.own_papers.get(email)) or not set(said) <= set(story.own_papers.get(email, ())):
            wrong.append((email, because))
    checks.none(wrong, "reasons name an own paper of everybody who pasted some, and of nobody else")
    checks.holds(named, f"some with papers of their own were proposed ({len(named)} times)")
    unread = [title for title in named if not any(title in page for page in story.plans)]
    checks.none(unread, "chairs read on a plan's page which own paper is near")
    regions = [page for page in story.plans if "Regions of the world" not in page]
    checks.none(regions, "a plan tells the regions of which the countries are stated")


def _share(world: World, given: set[Told], answers: set[str]) -> float:
    """Return which part of the reviewers' bids with these answers came to be assigned."""
    reviewers = {guest.figure.email for guest in world.cast.working_reviewers}
    bids = {pair for pair, said in world.story.bids.items() if said in answers and pair[0] in reviewers}
    return len(bids & given) / max(1, len(bids))


def everybody_finds_their_papers(world: World) -> None:
    """Compare what people's own lists showed with the rows."""
    current = Assignment.objects.current().filter(submission__edition__slug=EDITION)
    for role, told in ((Role.REVIEWER, world.story.duties), (Role.AREA_CHAIR, world.story.led)):
        rows = current.filter(role=role).values_list("reviewer__email", "submission__code")
        listed = [(email, code) for email, codes in told.items() for code in codes]
        world.checks.alike(listed, rows, f"every {role.label.lower()} finds exactly their papers in their list")


def letters_of_assignment_are_due(world: World) -> None:
    """Expect one letter a person and plan, one for what is given by hand, one for what is taken away."""
    numbers = dict(Submission.objects.filter(edition__slug=EDITION).values_list("pk", "number"))
    rows = Assignment.objects.filter(submission__edition__slug=EDITION, plan__isnull=False).order_by("id")
    acts: dict[tuple[str, str, str], list[int]] = {}
    for row in rows.select_related("reviewer"):
        acts.setdefault((row.reviewer.email, row.role, str(row.assigned_at)), []).append(numbers[row.submission_id])
    for (email, _, _), papers in acts.items():
        world.expect_mail("assigned", email, number=papers[0] if len(papers) == 1 else 0)


def the_log_tells_of_plans(world: World) -> None:
    """See that plans and bids were logged."""
    verbs = Counter(Entry.objects.filter(edition=EDITION).values_list("verb", flat=True))
    world.checks.equal(verbs["bid.placed"], len(world.story.bids), "the log tells once of each bid")
    world.checks.holds(verbs["assignment.applied"] >= 2, "the log tells of the plans that were applied", str(verbs))


def _loads(world: World) -> dict[tuple[str, str], int]:
    """Return how many papers each takes in each role: what they said when they accepted, else the edition's number."""
    edition, cast = world.edition(), world.cast
    reviewers = {(Role.REVIEWER.value, g.figure.email): g.load for g in cast.working_reviewers}
    area_chairs = {(Role.AREA_CHAIR.value, g.figure.email): g.load for g in cast.working_area_chairs}
    usual = {Role.REVIEWER.value: edition.papers_per_reviewer, Role.AREA_CHAIR.value: edition.papers_per_area_chair}
    return {key: load or usual[key[0]] for key, load in (reviewers | area_chairs).items()}


def _doubled(rows: list[tuple[str, str, str]]) -> list[tuple[str, str]]:
    pairs = Counter((email, code) for _, email, code in rows)
    return [pair for pair, times in pairs.items() if times > 1]
