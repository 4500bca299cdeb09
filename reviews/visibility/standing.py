"""How a person stands to a paper, and so what they may see of it now: for one paper or for many, by one query.

Whoever shows a fact of one paper calls `see`; lists of papers are in `lists.py`.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser

from reviews.visibility.case import Case, Standing, Terms
from reviews.visibility.facts import Fact
from reviews.visibility.policy import may_see, visible_facts
from reviews.visibility.ties import ties_of
from submissions.models import Submission
from submissions.states import Status
from want.accounts.models import User
from want.core.verdict import Verdict
from want.venues.models import Edition
from want.venues.stages import Moment, Stage

__all__ = ["Seen", "case_of", "see", "see_many", "standing_of", "standings_of", "terms_of"]

Viewer = User | AnonymousUser


@dataclass(frozen=True, slots=True)
class Seen:
    """What one person may see of one paper at one moment. Pages build their records from this."""

    case: Case
    moment: Moment
    facts: frozenset[Fact]

    @property
    def standing(self) -> Standing:
        """Return how the person stands to the paper."""
        return self.case.standing

    def may(self, *facts: Fact) -> bool:
        """Tell whether the person may see all of these facts."""
        return self.facts.issuperset(facts)

    def verdict(self, fact: Fact) -> Verdict:
        """Answer Yes, or No with a sentence for this person."""
        return may_see(fact, self.case)


def see(user: Viewer, submission: Submission, moment: Moment | None = None) -> Seen:
    """Return what this person may see of the paper at `moment` (now, when it is not given)."""
    moment = moment or submission.edition.moment()
    return _seen(standing_of(user, submission), submission, moment)


def see_many(user: Viewer, submissions: Iterable[Submission], moment: Moment) -> dict[int, Seen]:
    """Return what this person may see of each of these papers of one edition, by primary key."""
    papers = list(submissions)
    standings = standings_of(user, papers)
    return {paper.pk: _seen(standings[paper.pk], paper, moment) for paper in papers}


def standing_of(user: Viewer, submission: Submission) -> Standing:
    """Return how this person stands to the paper."""
    ties = ties_of(user, [submission.edition_id], code=submission.code)
    return ties[submission.edition_id].standing(submission.pk)


def standings_of(user: Viewer, submissions: Iterable[Submission]) -> dict[int, Standing]:
    """Return how this person stands to each of the papers, by primary key."""
    papers = list(submissions)
    ties = ties_of(user, {paper.edition_id for paper in papers})
    return {paper.pk: ties[paper.edition_id].standing(paper.pk) for paper in papers}


def case_of(standing: Standing, submission: Submission, moment: Moment) -> Case:
    """Return the policy's question for a person of this standing before this paper."""
    terms = terms_of(submission.edition, moment)
    return Case(standing, Status(submission.status), moment.stage, terms)


def terms_of(edition: Edition, moment: Moment | None = None) -> Terms:
    """Return what the edition has settled about seeing."""
    moment = moment or edition.moment()
    response = moment.calendar.windows.get(Stage.REBUTTAL)
    published_at = moment.calendar.published_at
    return Terms(
        ac_sees_authors=edition.ac_sees_authors,
        ac_manages=edition.ac_manages,
        ac_emails=edition.ac_emails,
        ac_sees_decision=edition.ac_sees_decision,
        ac_browse=edition.ac_browse,
        pc_browse=edition.pc_browse,
        bid_pdf=edition.bid_pdf,
        reviewers_know_each_other=edition.reviewers_know_each_other,
        reviewers_see_ac=edition.reviewers_see_ac,
        scores_to_authors=edition.scores_to_authors,
        public_roster=edition.public_roster,
        four_eyes=edition.four_eyes,
        rebuttal_has_begun=response is not None and response.opens_at <= moment.at,
        is_published=published_at is not None and published_at <= moment.at,
    )


def _seen(standing: Standing, submission: Submission, moment: Moment) -> Seen:
    case = case_of(standing, submission, moment)
    return Seen(case, moment, visible_facts(case))
