"""`python -m archive` is `lgsco`."""

from archive.cli import run

if __name__ == "__main__":
    run()
