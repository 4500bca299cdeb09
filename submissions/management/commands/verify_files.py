"""`manage.py verify_files`: read every stored file and say which are missing, changed or named by no paper."""

from typing import Any

from django.core.management import BaseCommand, CommandError

from submissions.manuscripts.verifying import verified

SAID = {
    "missing": "missing: a paper names it and it is not there",
    "changed": "changed: its bytes are not those that were taken",
    "orphaned": "orphaned: no paper names it",
}


class Command(BaseCommand):
    """Ends with an error when a file is missing or changed, so that a timer can tell somebody."""

    help = "Hash all stored files anew and compare them with what the database says."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 (Django's signature)
        """Report, worst last."""
        report = verified()
        for kind in ("orphaned", "changed", "missing"):
            for place in getattr(report, kind):
                self.stdout.write(f"{place}  {SAID[kind]}")
        self.stdout.write(
            f"{report.whole} files are as they were taken, {len(report.changed)} changed, "
            f"{len(report.missing)} missing, {len(report.orphaned)} orphaned."
        )
        if not report.is_good:
            raise CommandError("Bring the missing and changed files back from a backup; see docs/operations.md.")
