"""What others ask of people's accounts."""

from allauth.account.models import EmailAddress

from want.accounts.models import User


def verified_addresses(user: User) -> list[str]:
    """Return the addresses that are proved to be this person's, in lower case, the main one first."""
    addresses = EmailAddress.objects.filter(user=user, verified=True).order_by("-primary", "email")
    return list(addresses.values_list("email", flat=True))


def person_with(email: str) -> User | None:
    """Return the person to whom an address is proved to belong."""
    address = EmailAddress.objects.filter(email=email.strip().lower(), verified=True).select_related("user").first()
    return address.user if address else None
