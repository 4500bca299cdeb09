from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0022_rows_of_similarities_have_places"),
    ]

    operations = [
        migrations.AlterField(
            model_name="textrow",
            name="place",
            field=models.PositiveIntegerField(help_text="Which of the rows of a block is the person's."),
        ),
        migrations.AddConstraint(
            model_name="textrow",
            constraint=models.UniqueConstraint(fields=("edition", "place"), name="one_place_in_blocks_a_person"),
        ),
    ]
