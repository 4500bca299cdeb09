from django.db import migrations, models

KEPT = "It was so when the papers came in."


def tell_kept_from_declared(apps, schema_editor):
    """Conflicts that followed once were put down as declared by the person, who must not read them."""
    conflicts = apps.get_model("submissions", "Conflict").objects
    conflicts.filter(reason="declared", because__endswith=KEPT).update(reason="kept", declared_by=None)


def forget_the_difference(apps, schema_editor):
    """Give each the person in conflict as the one who declared it, as before."""
    conflicts = apps.get_model("submissions", "Conflict").objects
    conflicts.filter(reason="kept").update(reason="declared", declared_by=models.F("user"))


class Migration(migrations.Migration):
    dependencies = [("submissions", "0009_people_name_their_own_conflicts")]

    operations = [
        migrations.AlterField(
            model_name="conflict",
            name="reason",
            field=models.CharField(
                choices=[
                    ("author", "an author of this paper"),
                    ("coauthor", "co-author of an author"),
                    ("affiliation", "at the same institution"),
                    ("domain", "with addresses of the same domain"),
                    ("named", "named by the authors"),
                    ("own", "named by themselves"),
                    ("declared", "declared"),
                    ("kept", "as it was when the papers came in"),
                ],
                max_length=12,
            ),
        ),
        migrations.RunPython(tell_kept_from_declared, forget_the_difference),
    ]
