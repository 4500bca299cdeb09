import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

# Numbers of 16 bits hardly compress, and of what is not compressed a part is read without the rest.
COLUMNS = ("words", "meaning", "nearest")
STORED = f"ALTER TABLE reviews_textblock {', '.join(f'ALTER {column} SET STORAGE EXTERNAL' for column in COLUMNS)}"


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0020_reports_look_at_plans"),
    ]

    operations = [
        migrations.CreateModel(
            name="TextBlock",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("start", models.PositiveIntegerField(help_text="The number of its first column.")),
                ("papers", django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                (
                    "digests",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=64), size=None),
                ),
                (
                    "people",
                    models.PositiveIntegerField(help_text="How many rows it has; nothing is known in those of nobody."),
                ),
                ("words", models.BinaryField()),
                ("meaning", models.BinaryField()),
                ("nearest", models.BinaryField()),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="text_blocks", to="venues.edition"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("edition", "start"), name="one_block_a_column")],
            },
        ),
        migrations.RunSQL(STORED, migrations.RunSQL.noop),
        migrations.AddField(
            model_name="texttable",
            name="changes",
            field=models.PositiveIntegerField(default=0, help_text="How often rows or columns were changed."),
        ),
        migrations.AddField(
            model_name="texttable",
            name="gone",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.PositiveIntegerField(),
                default=list,
                help_text="Columns whose paper went or was edited.",
                size=None,
            ),
        ),
        migrations.AddField(
            model_name="textrow",
            name="place",
            field=models.PositiveIntegerField(help_text="Which of the rows of a block is the person's.", null=True),
        ),
    ]
