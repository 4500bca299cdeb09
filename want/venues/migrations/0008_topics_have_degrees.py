"""The plain list of a member's topics becomes one with degrees; what was ticked stays, and counts as before."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("venues", "0007_some_count_as_senior"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[],  # the table is there: it was made for the plain list
            state_operations=[
                migrations.CreateModel(
                    name="MembershipTopic",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "membership",
                            models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="venues.membership"),
                        ),
                        ("topic", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="venues.topic")),
                    ],
                    options={"db_table": "venues_membership_topics", "unique_together": {("membership", "topic")}},
                ),
                migrations.AlterField(
                    model_name="membership",
                    name="topics",
                    field=models.ManyToManyField(
                        blank=True, related_name="+", through="venues.MembershipTopic", to="venues.topic"
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="membershiptopic",
            name="degree",
            field=models.PositiveSmallIntegerField(choices=[(1, "some"), (2, "good"), (3, "expert")], default=3),
        ),
        migrations.AddConstraint(
            model_name="membershiptopic",
            constraint=models.CheckConstraint(condition=models.Q(("degree__in", [1, 2, 3])), name="degree_is_known"),
        ),
        migrations.AddField(
            model_name="membership",
            name="seniority",
            field=models.CharField(
                blank=True,
                choices=[
                    ("student", "Student, or first reviews"),
                    ("experienced", "Has reviewed and published in the field"),
                    ("senior", "Leads research, has chaired or edited"),
                ],
                default="",
                max_length=12,
            ),
        ),
    ]
