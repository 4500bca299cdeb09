"""What the policy is asked about: a person's standing to a paper, its state, the edition's terms. Pure."""

from dataclasses import dataclass
from enum import StrEnum

from submissions.states import Status
from want.venues.stages import Stage


@dataclass(frozen=True, slots=True)
class Terms:
    """What an edition has settled about seeing. The defaults are the strict, usual choice."""

    ac_sees_authors: bool = False  # assigned area chairs learn the authors' names
    ac_manages: bool = True  # assigned area chairs help to assign, so they see bids and affinities
    ac_emails: bool = False  # assigned area chairs see reviewers' addresses, not only a relay
    ac_sees_decision: bool = False  # assigned area chairs see a decision before its release
    ac_browse: bool = False  # area chairs may browse all papers they have no conflict with
    pc_browse: bool = False  # reviewers may, once bidding is over
    bid_pdf: bool = False  # bidders may open PDFs, not only titles and abstracts
    reviewers_know_each_other: bool = False  # reviewers of one paper see one another's names
    reviewers_see_ac: bool = False  # reviewers see the area chair's name
    scores_to_authors: bool = True  # reviews show authors their numeric scores too
    public_roster: bool = False  # the committee is listed in public
    four_eyes: bool = True  # a second chair confirms a release; about doing, no rule of seeing uses it
    # No settings: whether the author-response window has opened (without one, authors wait for the release) and whether
    # the programme was published (an edition may be archived without).
    rebuttal_has_begun: bool = False
    is_published: bool = False


class AssignmentState(StrEnum):
    """How far one reviewer's assignment to one paper is."""

    NONE = "none"
    OPEN = "open"  # assigned, review not submitted
    DONE = "done"  # review submitted
    REMOVED = "removed"  # was assigned once; keeps nothing from it


@dataclass(frozen=True, slots=True)
class Standing:
    """How one person stands to one paper. `standing.py` builds it; the default is the public."""

    is_signed_in: bool = False
    is_active: bool = True

    # Accepted roles in the edition.
    is_chair: bool = False
    is_area_chair: bool = False
    is_reviewer: bool = False

    is_superuser: bool = False
    has_broken_glass: bool = False  # a superuser's open, recorded session of seeing everything

    is_author: bool = False  # listed now, under a verified address
    is_contact: bool = False
    is_unverified_author: bool = False  # listed under an address of theirs that is not verified
    is_former_author: bool = False

    is_conflicted: bool = False
    is_assigned_area_chair: bool = False
    assignment: AssignmentState = AssignmentState.NONE

    # Known, and worth nothing: they only show that nobody forgot them.
    has_pending_invitation: bool = False
    has_declined_invitation: bool = False
    is_author_elsewhere: bool = False


PUBLIC = Standing()


@dataclass(frozen=True, slots=True)
class Case:
    """One question's circumstances; equal cases have equal answers."""

    standing: Standing
    status: Status
    stage: Stage
    terms: Terms
