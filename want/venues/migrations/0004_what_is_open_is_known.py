"""Stages that were open before the site could tell of it are told of by nobody: the chairs have done so by hand."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models.functions import Now


def leave_out_what_has_opened(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Switch the letter off where it would come late."""
    apps.get_model("venues", "StageWindow").objects.filter(opens_at__lte=Now()).update(is_announced=False)


class Migration(migrations.Migration):
    dependencies = [("venues", "0003_people_are_told_of_openings")]

    operations = [migrations.RunPython(leave_out_what_has_opened, migrations.RunPython.noop)]
