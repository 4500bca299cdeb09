from django.db import migrations, models

# Who was taken off a list without ever having worked on the paper leaves no trace any more: anybody could list anybody.
FORGET = """
DELETE FROM submissions_author AS line USING submissions_submission AS paper
 WHERE paper.id = line.submission_id AND line.removed_at IS NOT NULL
   AND line.user_id IS DISTINCT FROM paper.created_by_id
   AND NOT EXISTS (
       SELECT 1 FROM audit_entry AS entry
        WHERE entry.submission_id = paper.id AND entry.actor_id = line.user_id
          AND (entry.verb LIKE 'submission.%%' OR entry.verb = 'manuscript.added'))
"""


def forget_strangers(apps, schema_editor):
    """Delete the lines of those who were listed by others and taken off again."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(FORGET, [])


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0001_initial"),
        ("submissions", "0011_some_addresses_come_late"),
    ]

    operations = [
        migrations.AddField(
            model_name="submission",
            name="authors_doubted",
            field=models.BooleanField(
                default=False, editable=False, help_text="A chair found that it lists people who wrote nothing of it."
            ),
        ),
        migrations.RunPython(forget_strangers, migrations.RunPython.noop),
    ]
