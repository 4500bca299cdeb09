"""What matching keeps: terms and vectors of texts, similarities made of them, an edition's formula, scores from a file.

All but the formula and the uploaded scores can be made again at any time.
"""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from submissions.models import Submission
from want.core import clock
from want.venues.models import Edition


class TextVector(models.Model):
    """What a text means to an encoder: float16 numbers, kept under the text's digest so that none is made twice."""

    digest = models.CharField(max_length=64)
    encoder = models.CharField(max_length=60)
    vector = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["digest", "encoder"], name="one_vector_a_text")]

    def __str__(self) -> str:
        return f"{self.digest[:8]} by {self.encoder}"


class TextTerms(models.Model):
    """The terms of a text as numbers, and how often each occurs: some 2 kB, kept so that no text is read twice."""

    digest = models.CharField(max_length=64)
    reading = models.PositiveSmallIntegerField(help_text="Which way the text was read (reviews.affinity.terms).")
    terms = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["digest", "reading"], name="one_reading_a_text")]

    def __str__(self) -> str:
        return f"{self.digest[:8]} by reading {self.reading}"


class TextTable(models.Model):
    """The columns of an edition's table of similarities: its papers, in the order of the rows' numbers.

    Those that came since all was computed are named by the blocks that hold them, and have the numbers after these.
    """

    edition = models.OneToOneField(Edition, on_delete=models.CASCADE, related_name="text_table")
    papers = ArrayField(models.BigIntegerField(), default=list)
    digests = ArrayField(models.CharField(max_length=64), default=list)
    gone = ArrayField(models.PositiveIntegerField(), default=list, help_text="Columns whose paper went or was edited.")
    changes = models.PositiveIntegerField(default=0, help_text="How often rows or columns were changed.")
    encoder = models.CharField(max_length=60, blank=True, help_text="Empty: by words alone.")
    reading = models.PositiveSmallIntegerField(default=0, help_text="Which way the texts were read.")
    frequency = models.BinaryField(help_text="In how many texts each term occurs that is in several, packed.")
    texts = models.PositiveIntegerField(default=0, help_text="Of how many texts the frequencies are.")
    made_at = models.DateTimeField(default=clock.now)
    asked_at = models.DateTimeField(null=True, help_text="When it was asked to be brought up to date, if nobody began.")
    read = models.PositiveIntegerField(default=0, help_text="How many texts are read, while they are.")
    to_read = models.PositiveIntegerField(default=0, help_text="Of how many; 0 while none are read.")
    told_at = models.DateTimeField(null=True, help_text="When these two counts were written.")

    def __str__(self) -> str:
        return f"similarities of {self.edition}"


class TextRow(models.Model):
    """How near a person's papers are to each paper of the table: float16 numbers, NaN where nothing is known.

    What it holds counts. The columns after its last one stand in blocks.
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="text_rows")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    place = models.PositiveIntegerField(help_text="Which of the rows of a block is the person's.")
    digest = models.CharField(max_length=64, help_text="Of all their texts: another profile has another.")
    texts = ArrayField(models.BigIntegerField(), default=list)
    words = models.BinaryField()
    meaning = models.BinaryField()
    nearest = models.BinaryField(help_text="Which of `texts` is nearest to each paper, as 16-bit numbers.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "user"], name="one_row_of_texts_a_person"),
            models.UniqueConstraint(fields=["edition", "place"], name="one_place_in_blocks_a_person"),
        ]

    def __str__(self) -> str:
        return f"similarities of {self.user_id}"


class TextBlock(models.Model):
    """Some columns that came after the rows were made, kept beside them: a row of the same numbers a person."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="text_blocks")
    start = models.PositiveIntegerField(help_text="The number of its first column.")
    papers = ArrayField(models.BigIntegerField())
    digests = ArrayField(models.CharField(max_length=64))
    people = models.PositiveIntegerField(help_text="How many rows it has; nothing is known in those of nobody.")
    words = models.BinaryField()
    meaning = models.BinaryField()
    nearest = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "start"], name="one_block_a_column")]

    def __str__(self) -> str:
        return f"similarities to {len(self.papers)} later papers"


class UploadedUse(models.TextChoices):
    """What becomes of scores from a file."""

    JOIN = "join", "Mean of the uploaded score and the similarity of texts"
    REPLACE = "replace", "The uploaded score instead of the similarity of texts, where there is one"


share = (MinValueValidator(0.0), MaxValueValidator(1.0))


class MatchFormula(models.Model):
    """How the parts of an affinity combine in an edition; without a row the default holds (reviews.affinity.score)."""

    edition = models.OneToOneField(Edition, on_delete=models.CASCADE, related_name="match_formula")
    text = models.FloatField(default=0.5, validators=share)
    topics = models.FloatField(default=0.5, validators=share)
    bid_base = models.FloatField(default=1.5, validators=(MinValueValidator(1.0), MaxValueValidator(3.0)))
    uploaded_use = models.CharField(max_length=8, choices=UploadedUse, default=UploadedUse.JOIN)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(text__gte=0, text__lte=1, topics__gte=0, topics__lte=1), name="weights_are_shares"
            ),
            models.CheckConstraint(
                condition=models.Q(text__gt=0) | models.Q(topics__gt=0), name="something_is_weighed"
            ),
            models.CheckConstraint(condition=models.Q(bid_base__gte=1, bid_base__lte=3), name="bids_never_turn_round"),
        ]

    def __str__(self) -> str:
        return f"{self.text:g} text, {self.topics:g} topics, bids {self.bid_base:g}"


class UploadedScore(models.Model):
    """A score from a file, of a reviewer and a paper. Who may see affinities sees it, and nobody else."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="uploaded_scores")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    value = models.FloatField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["submission", "user"], name="one_uploaded_score_a_pair")]

    def __str__(self) -> str:
        return f"{self.value:g}"


class BiddingLock(models.Model):
    """Bids are taken no longer, whatever the dates say: a chair's deliberate act, which can be taken back."""

    edition = models.OneToOneField(Edition, on_delete=models.CASCADE, related_name="bidding_lock")
    locked_at = models.DateTimeField(default=clock.now)
    locked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"locked on {self.locked_at:%Y-%m-%d}"
