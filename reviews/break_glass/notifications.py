"""The letter that tells a chair that somebody looks behind the glass."""

from reviews.models import GlassSession
from want.accounts.models import User
from want.mail.actions import Letter
from want.mail.letters import letter


def opened(session: GlassSession, chair: User) -> Letter:
    """Return the letter to one chair."""
    return letter(
        "break_glass/opened",
        {"session": session, "edition": session.edition, "name": str(chair), "who": str(session.user)},
        key=f"glass:{session.pk}:{chair.pk}",
        to=chair.email,
        edition=session.edition.slug,
    )
