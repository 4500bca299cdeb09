"""`make demo-reset`: stop the embedded databases and throw away what the demo made. Run as a module, without Django.

Django would start the database first, which is no help when its data is what is broken. Only names that the project
itself writes are removed, so that a WANT_DATA that points at the wrong folder costs nothing.
"""

import os
import shutil
import sys
from pathlib import Path

from want.core import database

ROOT = Path(__file__).resolve().parents[2]
OURS = (
    "postgres",
    "postgres.lock",
    "postgres.new",
    "files",
    "clock",
    "demo.json",
    "played-*",
    "time-*",
    "serving.lock",
)
OURS_IN_TESTS = ("test-postgres", "test-postgres.lock", "test-postgres.new", "test-files")


def main() -> int:
    """Forget the demo; the exit status."""
    if os.environ.get("DATABASE_URL", "").strip():
        print(
            "DATABASE_URL is set, so the demo's data is on that server. Empty that database yourself: nothing was done."
        )
        return 1
    data = Path(os.environ.get("WANT_DATA", "").strip() or ROOT / ".want").resolve()
    for durable in (True, False):
        database.stop(data, durable=durable)
    for name in OURS + OURS_IN_TESTS:
        for path in data.glob(name):
            _remove(path)
    if data.is_dir() and not any(data.iterdir()):
        data.rmdir()
    print(f"The demo's data in {data} is gone. `make demo` starts afresh.")
    return 0


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


if __name__ == "__main__":
    sys.exit(main())
