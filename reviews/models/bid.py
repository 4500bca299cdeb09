"""A bid: how gladly a reviewer would review a paper."""

from django.conf import settings
from django.db import models

from submissions.models import Submission
from want.core import clock


class BidValue(models.TextChoices):
    """The five answers, from the gladdest down; the same words as reviews.affinity.score.Bid."""

    EAGER = "eager", "Eager"
    WILLING = "willing", "Willing"
    IN_A_PINCH = "in_a_pinch", "In a pinch"
    NOT_WILLING = "not_willing", "Not willing"
    CONFLICT = "conflict", "I have a conflict"


OFFERS = (BidValue.EAGER, BidValue.WILLING, BidValue.IN_A_PINCH)  # whoever says one of these would review the paper


class Bid(models.Model):
    """One reviewer's bid on one paper. Nobody but its writer and the unconflicted chairs sees it."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="bids")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="bids")
    value = models.CharField(max_length=12, choices=BidValue)
    placed_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["submission", "user"], name="one_bid_a_paper")]
        indexes = [models.Index(fields=["user", "submission"], name="bids_of_reviewer")]

    def __str__(self) -> str:
        return self.get_value_display()
