"""Play an edition up to a stage: people, papers, invitations, bids, assignment, reviews, decisions, as they would.

Everything goes through the actions that the pages call, with the clock held at the instant at which it happens, so
the demo's data is what use of the system makes, log and mails included. Accounts alone are made directly.
"""

import random
import uuid
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import QuerySet

from reviews.assignment.actions import apply_plan, compute, make_plan
from reviews.assignment.figures import figures_of
from reviews.bidding.actions import place_bid
from reviews.decisions.actions import decide
from reviews.decisions.letters import default_letters
from reviews.decisions.release import release
from reviews.discussion.actions import post_comment
from reviews.metareview.actions import write_meta_review
from reviews.models import Assignment
from reviews.proceedings.actions import publish
from reviews.rebuttal.actions import post_rebuttal
from reviews.reviewing.actions import save_draft as save_review_draft
from reviews.reviewing.actions import submit_review
from reviews.visibility.lists import sight_of
from submissions.camera_ready.actions import hand_in
from submissions.manuscripts.actions import add_manuscript
from submissions.models import Submission
from submissions.states import Status
from submissions.submitting.actions import save_draft, start_draft, submit, withdraw
from submissions.submitting.content import AuthorLine
from want.accounts.models import User
from want.core import clock
from want.demo.casting import fill_committee, make_cast
from want.demo.papers import Paper, papers, review_of
from want.demo.pdf import paper_pdf
from want.demo.timing import EDITION, LIVELY, STEPS, lively_instant, release_instant
from want.venues.models import Edition, Membership, Role
from want.venues.seeding import seed
from want.venues.stages import Stage


class Play:
    """One edition being played, act by act. `drawn` holds the paper that was made up for each submission."""

    def __init__(self, *, paper_count: int, random_seed: int, say: Callable[[str], None]) -> None:
        seed()
        self.edition = Edition.objects.with_calendar().get(slug=EDITION)
        self.rng = random.Random(random_seed)
        self.say = say
        self.paper_count = paper_count
        self.drawn: dict[int, Paper] = {}  # by the key of the submission
        self.windows = self.edition.calendar.windows

    def up_to(self, stage: Stage) -> datetime:
        """Play everything before `stage` wholly and `stage` half; return the instant the clock should show."""
        acts: dict[Stage, Callable[[bool], None]] = {
            Stage.SUBMISSION: self._submission,
            Stage.BIDDING: self._bidding,
            Stage.REVIEWING: self._reviewing,
            Stage.REBUTTAL: self._rebuttal,
            Stage.DISCUSSION: self._discussion,
            Stage.DECIDING: self._deciding,
            Stage.RELEASED: self._released,
            Stage.PUBLISHED: self._published,
        }
        for step in STEPS:
            is_last = step is stage
            self.say(f"{step.label} …")
            acts[step](is_last)
            if is_last:
                break
        return lively_instant(self.edition, stage)

    # Papers

    def _submission(self, is_last: bool) -> None:
        self.cast = make_cast(self.edition, self.paper_count, self.rng)
        fill_committee(self.edition, self.cast, self.paper_count, self.rng)
        window = self.windows[Stage.SUBMISSION]
        share = LIVELY[Stage.SUBMISSION] if is_last else 0.999
        span = (window.closes_at - window.opens_at) * share
        # People come late: the closer the deadline, the more of them.
        moments = sorted(window.opens_at + span * self.rng.betavariate(4, 1) for _ in range(self.paper_count))
        for number, (paper, instant) in enumerate(zip(papers(self.paper_count, self.rng), moments, strict=True)):
            with clock.frozen(instant):
                self._hand_in_paper(paper, number)
        if not is_last:
            self._withdraw_one()

    def _hand_in_paper(self, paper: Paper, number: int) -> None:
        contact = self.cast.chairs[1] if number == 0 else self.cast.authors[number % len(self.cast.authors)]
        submission = start_draft(self.edition, by=contact)
        self.drawn[submission.pk] = paper
        lines = [self._line(contact, is_contact=True), *self._coauthors(contact, number)]
        save_draft(submission, self._content(paper), lines, seen_version=None, by=contact)
        if number % 17 == 5:
            return  # a draft that nobody finished
        upload = SimpleUploadedFile("paper.pdf", self._pdf(paper), "application/pdf")
        add_manuscript(submission, upload, by=contact)
        submission.refresh_from_db()
        submit(submission, by=contact)

    def _content(self, paper: Paper) -> dict[str, object]:
        topics, areas = list(self.edition.topics.all()), list(self.edition.areas.all())
        return {
            "title": paper.title,
            "abstract": paper.abstract,
            "tldr": paper.tldr,
            "keywords": paper.keywords,
            "topics": [topics[i].pk for i in paper.topics if i < len(topics)],
            "areas": [areas[i].pk for i in paper.areas if i < len(areas)],
            "submission_type": self.edition.submission_types.first().pk,
        }

    def _line(self, user: User, *, is_contact: bool = False) -> AuthorLine:
        return AuthorLine(user.name, user.email, user.affiliation, is_contact)

    def _coauthors(self, contact: User, number: int) -> Iterator[AuthorLine]:
        others = self.rng.sample([u for u in self.cast.authors if u != contact], self.rng.choice([0, 1, 2, 2, 3]))
        yield from (self._line(user) for user in others)
        if number % 5 == 2:
            yield AuthorLine(f"Guest Writer {number}", f"guest{number}@elsewhere.example", "No account yet")

    def _pdf(self, paper: Paper, *, authors: str = "Anonymous authors") -> bytes:
        return paper_pdf(paper.title, paper.abstract, authors=authors, pages=self.rng.randrange(4, 9))

    def _withdraw_one(self) -> None:
        submission = self._in_review().last()
        with clock.frozen(self.windows[Stage.SUBMISSION].closes_at + timedelta(hours=3)):
            withdraw(submission, "We found an error in the main experiment.", by=submission.created_by)

    def _in_review(self) -> QuerySet[Submission]:
        return self.edition.submissions.filter(status=Status.SUBMITTED).order_by("id")

    # Committee at work

    def _bidding(self, is_last: bool) -> None:
        window = self.windows[Stage.BIDDING]
        submissions = list(self._in_review().prefetch_related("topics"))
        reviewers = list(self.edition.memberships.filter(role=Role.REVIEWER).select_related("user"))
        bidders = reviewers[: len(reviewers) // 2] if is_last else reviewers
        with clock.frozen(window.opens_at + (window.closes_at - window.opens_at) * 0.4):
            for membership in bidders:
                self._bid(membership, submissions)

    def _bid(self, membership: Membership, submissions: list[Submission]) -> None:
        known = {topic.pk for topic in membership.topics.all()}
        conflicted = set(membership.user.conflicts.values_list("submission_id", flat=True))
        open_to = [s for s in submissions if s.pk not in conflicted]
        for submission in self.rng.sample(open_to, min(8, len(open_to))):
            shared = known & {topic.pk for topic in submission.topics.all()}
            values = ["eager", "willing", "willing"] if shared else ["in_a_pinch", "not_willing"]
            place_bid(submission, self.rng.choice(values), by=membership.user)

    def _reviewing(self, is_last: bool) -> None:
        window = self.windows[Stage.REVIEWING]
        with clock.frozen(window.opens_at - timedelta(hours=12)):
            for role, demand in ((Role.AREA_CHAIR, 1), (Role.REVIEWER, self.edition.reviews_per_paper)):
                for chair in self.cast.chairs:  # each leaves the papers they have a conflict with to the others
                    self._assign(chair, role, demand)
        self._write_reviews(
            0.55 if is_last else 0.99, until=lively_instant(self.edition, Stage.REVIEWING) if is_last else None
        )

    def _assign(self, chair: User, role: Role, demand: int) -> None:
        """Let a chair make and apply a plan, if papers that they may deal with lack people."""
        if figures_of(self.edition, role, sight_of(chair, self.edition)).lacking:
            plan = make_plan(self.edition, role=role, demand=demand, by=chair)
            compute(plan.pk)
            plan.refresh_from_db()
            apply_plan(plan, by=chair)

    def _write_reviews(self, share: float, *, until: datetime | None) -> None:
        window = self.windows[Stage.REVIEWING]
        span = (until or window.closes_at) - window.opens_at
        leniency: dict[int, float] = {}
        for assignment in self._reviewer_assignments():
            instant = window.opens_at + span * self.rng.betavariate(3, 1.5) * 0.99
            bias = leniency.setdefault(assignment.reviewer_id, self.rng.gauss(0, 0.4))
            answers = review_of(self.drawn[assignment.submission_id].quality, bias, self.rng)
            luck = self.rng.random()
            with clock.frozen(instant):
                if luck < share:
                    submit_review(assignment, answers, seen_version=None, by=assignment.reviewer)
                elif luck < share + 0.2:
                    content = {"strengths": str(answers["strengths"]), "overall": str(answers["overall"])}
                    save_review_draft(assignment, content, seen_version=None, by=assignment.reviewer)

    def _reviewer_assignments(self, role: Role = Role.REVIEWER) -> list[Assignment]:
        current = Assignment.objects.current().filter(submission__edition=self.edition, role=role)
        return list(current.select_related("submission", "reviewer").order_by("id"))

    def _rebuttal(self, is_last: bool) -> None:
        window = self.windows[Stage.REBUTTAL]
        submissions = list(self._in_review())
        answering = submissions[: len(submissions) // 3] if is_last else submissions[: len(submissions) * 3 // 4]
        with clock.frozen(window.opens_at + (window.closes_at - window.opens_at) * 0.4):
            for submission in answering:
                text = (
                    "We thank the reviewers. A tuned baseline is now in table 3; the gain shrinks to **8 %** but holds."
                )
                post_rebuttal(submission, text, seen_version=None, by=submission.created_by)

    def _discussion(self, is_last: bool) -> None:
        window = self.windows[Stage.DISCUSSION]
        with clock.frozen(window.opens_at + (window.closes_at - window.opens_at) * 0.4):
            for assignment in self._reviewer_assignments(Role.AREA_CHAIR)[::2]:
                text = "The authors have answered the question of the baseline. Does this change your view?"
                self._comment(assignment, text)
            for assignment in self._reviewer_assignments()[::4]:
                if hasattr(assignment, "review"):
                    self._comment(assignment, "It does; I would raise my score by one.")
        if not is_last:
            self._meta_reviews()

    def _comment(self, assignment: Assignment, text: str) -> None:
        key = uuid.UUID(int=self.rng.getrandbits(128))
        post_comment(assignment.submission, text, key=key, by=assignment.reviewer)

    def _meta_reviews(self) -> None:
        with clock.frozen(self.windows[Stage.DISCUSSION].closes_at - timedelta(hours=5)):
            for assignment in self._reviewer_assignments(Role.AREA_CHAIR):
                if assignment.submission.status != Status.SUBMITTED:
                    continue
                quality = self.drawn[assignment.submission_id].quality
                text = "The reviewers agree on the value of the question; the experiments support the main claim."
                write_meta_review(
                    assignment, text=text, recommendation=_outcome(quality), seen_version=None, by=assignment.reviewer
                )

    # Decisions

    def _deciding(self, is_last: bool) -> None:
        submissions = list(self._in_review())
        chosen = submissions[: len(submissions) * 2 // 3] if is_last else submissions
        with clock.frozen(self.windows[Stage.DISCUSSION].closes_at + timedelta(hours=20)):
            for submission in chosen:
                by = next(c for c in self.cast.chairs if not submission.conflicts.filter(user=c).exists())
                outcome = _outcome(self.drawn[submission.pk].quality)
                decide(submission, outcome, note="", seen_version=None, by=by)

    def _released(self, is_last: bool) -> None:  # noqa: ARG002 (release is one act: there is no half of it)
        with clock.frozen(release_instant(self.edition)):
            release(self.edition, default_letters(self.edition), by=self.cast.chairs[0])
        self._refresh()

    def _published(self, is_last: bool) -> None:  # noqa: ARG002
        window = self.windows[Stage.CAMERA_READY]
        accepted = self.edition.submissions.filter(status=Status.ACCEPTED).order_by("id")
        for submission in accepted:
            with clock.frozen(window.opens_at + (window.closes_at - window.opens_at) * self.rng.uniform(0.2, 0.95)):
                self._camera_ready(submission)
        with clock.frozen(window.closes_at + timedelta(days=1)):
            publish(self.edition, by=self.cast.chairs[0])
        self._refresh()

    def _camera_ready(self, submission: Submission) -> None:
        paper = self.drawn[submission.pk]
        names = ", ".join(author.name for author in submission.authors.current())
        upload = SimpleUploadedFile("final.pdf", self._pdf(paper, authors=names), "application/pdf")
        hand_in(
            submission,
            title=submission.title,
            abstract=submission.abstract,
            code_url="",
            consents=True,
            upload=upload,
            by=submission.created_by,
        )

    def _refresh(self) -> None:
        self.edition = Edition.objects.with_calendar().get(pk=self.edition.pk)


def _outcome(quality: float) -> str:
    if quality > 1.1:
        return "oral"
    return "poster" if quality > -0.3 else "reject"
