from django.db import migrations

# The rows that are there stay, and no block was made yet: any places will do.
NUMBERED = """
    UPDATE reviews_textrow AS kept SET place = counted.place
    FROM (SELECT id, row_number() OVER (PARTITION BY edition_id ORDER BY user_id) - 1 AS place FROM reviews_textrow)
        AS counted
    WHERE kept.id = counted.id
"""
# Without blocks the rows would lack columns; all of it is made again by the next refresh.
FORGOTTEN = "DELETE FROM reviews_textrow; DELETE FROM reviews_texttable"


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0021_later_papers_stand_in_blocks"),
    ]

    operations = [migrations.RunSQL(NUMBERED, FORGOTTEN)]
