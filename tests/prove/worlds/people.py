"""Everybody of the tables, under names, places and addresses that give away what they are."""

from allauth.account.models import EmailAddress

from reviews.models import Invitation
from reviews.visibility.facts import Fact
from tests import cast
from tests.prove.canaries import word_for
from tests.prove.worlds.world import FACTS_OF_A_REVIEWER, PEOPLE, ROLES, World, takes_part
from want.accounts.models import User
from want.venues.models import Role


def invite_everybody(world: World) -> None:
    for name in PEOPLE:
        words = _name_words(world, name)
        user = User.objects.create_user(
            f"{words['email']}@{word_for(f'host of {name}')}.example",
            None,
            name=f"{words['name'].capitalize()} Person",
            affiliation=f"{words['affiliation'].capitalize()} Institute",
            is_superuser=name == "site_admin",
            is_active=name != "deactivated",
        )
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        world.people[name] = user
        if name in ROLES:
            member = cast.join(world.edition, user, ROLES[name], max_load=5)
            member.topics.set(world.edition.topics.all()[:2])
    _invitation(world, "reviewer_invited", "pending")
    _invitation(world, "reviewer_declined", "declined")


def _name_words(world: World, name: str) -> dict[str, str]:
    """Return the words of a person's name, place and address; canaries where they give a fact away."""
    names = {part: f"{part} of {name}" for part in ("name", "affiliation", "email")}
    own = Fact.AC_IDENTITY if name == "ac_assigned" else None
    facts: dict[str, Fact] = {}
    if name in FACTS_OF_A_REVIEWER and takes_part(world, name):
        facts = dict.fromkeys(names, FACTS_OF_A_REVIEWER[name])
        if name != "ac_assigned":
            facts["email"] = Fact.REVIEWER_EMAILS
    elif name in {"author_contact", "author_coauthor", "author_removed"}:
        facts = {"name": Fact.AUTHOR_IDENTITY, "affiliation": Fact.AUTHOR_IDENTITY, "email": Fact.AUTHOR_EMAILS}
    elif name == "bidder" and world.setting.exists(Fact.BIDS_OTHERS):
        facts = dict.fromkeys(names, Fact.BIDS_OTHERS)
    elif name == "listed":
        facts = dict.fromkeys(names, Fact.PC_ROSTER)
    return {
        part: world.word(facts[part], label, owner=name, own=own, account="member" if name in ROLES else "person")
        if part in facts
        else word_for(label)
        for part, label in names.items()
    }


def _invitation(world: World, name: str, state: str) -> None:
    user, chair = world.people[name], world.people["second_chair"]
    answered = {"answered_at": cast.at(-2)} if state == "declined" else {}
    Invitation.objects.create(
        edition=world.edition,
        role=Role.REVIEWER,
        email=user.email,
        name=user.name,
        invited_by=chair,
        invited_at=cast.at(-3),
        state=state,
        **answered,
    )
