"""An author of a submission, in order, with or without an account."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Collate, Lower

from submissions.models.submission import Submission
from want.core import clock


class AuthorQuerySet(models.QuerySet["Author"]):
    """The small vocabulary of authors."""

    def current(self) -> "AuthorQuerySet":
        """Keep those who are authors now; removed ones stay as rows, for the log and for the policy."""
        return self.filter(removed_at=None)


class Author(models.Model):
    """A line of the author list. `user` is set once somebody has verified `email`; only then is the paper theirs."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="authors")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    email = models.EmailField(max_length=254, blank=True, help_text="May still be empty in a draft.")
    affiliation = models.CharField(max_length=200, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="authorships"
    )
    is_contact = models.BooleanField("contact author", default=False)
    added_at = models.DateTimeField(default=clock.now, editable=False)
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = AuthorQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "email"],
                condition=models.Q(removed_at=None) & ~models.Q(email=""),
                name="one_line_an_author",
            ),
            models.CheckConstraint(
                condition=models.Q(email=Lower(Collate("email", "C"))), name="author_address_is_lower_case"
            ),
        ]
        indexes = [
            models.Index(fields=["user", "submission"], name="papers_of_author"),
            models.Index(fields=["email"], name="papers_of_address"),
        ]

    def __str__(self) -> str:
        return self.name
