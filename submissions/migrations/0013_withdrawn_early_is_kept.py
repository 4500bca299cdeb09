from django.db import migrations, models

# As the dates are now; from here on it is stored with the withdrawal.
EARLY = """
UPDATE submissions_submission AS paper SET withdrawn_early = true
  FROM venues_stagewindow AS dates
 WHERE paper.status = 'withdrawn' AND dates.edition_id = paper.edition_id AND dates.stage = 'submission'
   AND paper.withdrawn_at <= dates.closes_at
"""


class Migration(migrations.Migration):
    dependencies = [
        ("submissions", "0012_authors_may_be_doubted"),
        ("venues", "0012_tracks"),
    ]

    operations = [
        migrations.AddField(
            model_name="submission",
            name="withdrawn_early",
            field=models.BooleanField(
                default=False,
                editable=False,
                help_text="Before the deadline as it was then, so that nobody of the committee saw it.",
            ),
        ),
        migrations.RunSQL(EARLY, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.CheckConstraint(
                condition=models.Q(("withdrawn_early", False), ("status", "withdrawn"), _connector="OR"),
                name="withdrawn_early_only_if_withdrawn",
            ),
        ),
    ]
