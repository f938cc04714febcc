"""What all tests share: the sample, the shared folder, the golden switch, hypothesis's profile."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent
# The helpers of the tests (making.py, strategies.py, archives.py) are imported by name.
sys.path.insert(0, str(ROOT / "tests"))

settings.register_profile("gate", max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("long", max_examples=3000, deadline=None)
settings.load_profile("gate")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update-golden` rewrites the goldens; read them before you commit."""
    parser.addoption(
        "--update-golden", action="store_true", help="Rewrite the golden files from what the program gives."
    )


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether goldens are to be rewritten."""
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture(scope="session")
def sample() -> Path:
    """The folder of fictional decisions."""
    return ROOT / "data" / "sample"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real documents beside the project; the test is skipped where it is absent."""
    folder = ROOT.parent / "shared"
    if not (folder / "layouts").is_dir():
        pytest.skip("the shared folder of real documents is not here")
    return folder
