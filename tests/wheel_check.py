"""Build the wheel, install it alone in a fresh environment, and use it from another folder.

Run by `make test`. Exits 1, saying what failed, when the installed program does not work on its own.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = "23-902-391.txt"
REFERENCE = "23 902 391"


def run(*command: str, cwd: Path) -> str:
    """What `command` prints on standard output; stops the check where it fails."""
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"wheel check: {' '.join(command)} gave {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def main() -> None:
    """The whole check, in a folder of its own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run(sys.executable, "-m", "build", "--wheel", "--outdir", str(folder), str(ROOT), cwd=folder)
        (wheel,) = folder.glob("*.whl")
        venv.create(folder / "env", with_pip=True)
        programs = folder / "env" / "bin"
        run(str(programs / "pip"), "install", "--quiet", "--disable-pip-version-check", str(wheel), cwd=folder)
        shutil.copy(ROOT / "data" / "sample" / SAMPLE, folder)
        lgsco = str(programs / "lgsco")
        run(lgsco, "--help", cwd=folder)
        run(lgsco, "ingest", SAMPLE, cwd=folder)
        found = run(lgsco, "search", "damp", "--format", "refs", cwd=folder)
        if found.strip() != REFERENCE:
            sys.exit(f"wheel check: expected {REFERENCE}, found {found!r}")
        run(lgsco, "show", REFERENCE, cwd=folder)
        run(lgsco, "check", cwd=folder)
        run(lgsco, "datasette", "public", cwd=folder)
        for part in ("templates/lgsco/home.html", "static/lgsco.css"):
            if not (folder / "public" / part).is_file():
                sys.exit(f"wheel check: lgsco datasette wrote no {part}")
        run(str(programs / "python"), "-m", "archive", "categories", cwd=folder)
        migrations = run(
            str(programs / "python"), "-c", "import archive.resources as r; print(r.resource('migrations'))", cwd=folder
        ).strip()
        run(str(programs / "sqlite-utils"), "migrate", "other.db", migrations, cwd=folder)
    sys.stdout.write(f"wheel check: {wheel.name} installs and works alone\n")


if __name__ == "__main__":
    main()
