"""People: they sign in by e-mail, may have several verified addresses, and say where they work."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Collate, Lower

from want.core import clock, countries

ORCID = RegexValidator(r"^\d{4}-\d{4}-\d{4}-\d{3}[\dX]$", "An ORCID iD looks like 0000-0002-1825-0097.")


class UserManager(BaseUserManager["User"]):
    """Makes people; addresses are kept in lower case so that one person is found once."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create a person; without a password they sign in by a mailed code."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create a person who keeps the site running (and who does not, by that, see who reviews what)."""
        return self.create_user(email, password, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A person. `email` is the address we write to; others stand in allauth's EmailAddress."""

    email = models.EmailField("e-mail address", max_length=254, unique=True)
    name = models.CharField("full name", max_length=120)
    affiliation = models.CharField(max_length=200, blank=True, help_text="Where you work or study.")
    country = models.CharField(max_length=2, blank=True, choices=countries.choices)
    orcid = models.CharField("ORCID iD", max_length=19, blank=True, validators=[ORCID])
    homepage = models.URLField("home page", blank=True)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=clock.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = "person"
        verbose_name_plural = "people"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email=Lower(Collate("email", "C"))), name="address_is_lower_case"
            ),
            models.CheckConstraint(
                condition=models.Q(country="") | models.Q(country__regex=r"^[A-Z]{2}$"), name="country_is_a_code"
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def is_staff(self) -> bool:
        """Answer the admin's question with no; who may enter the desk is asked of memberships."""
        return self.is_superuser


class AddressOnce(models.Model):
    """An address that was proved to be somebody's and that they took off: letters to it are erased with them."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="addresses_once")
    email = models.EmailField(max_length=254)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "email"], name="address_once")]

    def __str__(self) -> str:
        return f"{self.email}, once of {self.user}"


def display_name(user: User) -> str:
    """Return how allauth's pages and mails address a person."""
    return str(user)
