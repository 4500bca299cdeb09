from django.db import migrations

# Numbers of 16 bits hardly compress, and a row that is lengthened would be unpacked and packed again each time.
COLUMNS = ("words", "meaning", "nearest")


def stored(how: str) -> str:
    """Return the statement that has these columns stored in this way from now on."""
    return f"ALTER TABLE reviews_textrow {', '.join(f'ALTER {column} SET STORAGE {how}' for column in COLUMNS)}"


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0016_texts_are_read_once"),
    ]

    operations = [migrations.RunSQL(stored("EXTERNAL"), stored("EXTENDED"))]
