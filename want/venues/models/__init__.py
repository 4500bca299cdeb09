"""A workshop's editions: call, dates, topics, types, and who holds which role in them; one subject a file."""

from want.venues.models.edition import RESERVED, Edition, EditionQuerySet, Venue, slug_of_edition
from want.venues.models.lists import ApplicationArea, SubmissionType, Topic, Track, name_of_track
from want.venues.models.mail_template import MailTemplate
from want.venues.models.membership import Degree, Membership, MembershipTopic, Role, Seniority
from want.venues.models.window import StageWindow

__all__ = [
    "RESERVED",
    "ApplicationArea",
    "Degree",
    "Edition",
    "EditionQuerySet",
    "MailTemplate",
    "Membership",
    "MembershipTopic",
    "Role",
    "Seniority",
    "StageWindow",
    "SubmissionType",
    "Topic",
    "Track",
    "Venue",
    "name_of_track",
    "slug_of_edition",
]
