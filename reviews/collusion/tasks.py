"""Background work of the report, run by `manage.py work`."""

from django_tasks import task

from reviews.collusion.computing import compute


@task()
def compute_report(report_id: int) -> None:
    """Compute a report."""
    compute(report_id)
