"""Ask pip-audit whether anything installed here has a known weakness: `make audit`.

Its answer is believed only of what it could look up: pip-audit itself says "no known vulnerabilities" of packages that
it found nothing about. Exit 1 where something is known; 0 where nothing is, or where nothing could be asked, which is
then said.
"""

from __future__ import annotations

import json
import subprocess
import sys
import sysconfig
from typing import Any


def verdict(answer: str, errors: str) -> tuple[list[str], int]:
    """The lines to print and the exit code, from what pip-audit wrote as JSON and as errors."""
    try:
        packages: list[dict[str, Any]] = json.loads(answer)["dependencies"]
    except ValueError:
        last = errors.strip().splitlines()[-1:] or ["it said nothing"]
        return [f"not audited: pip-audit could not ask its service ({last[0][:200]})"], 0
    asked = [package for package in packages if "vulns" in package]
    skipped = [package for package in packages if "vulns" not in package]
    lines = [
        f"{package['name']} {package['version']}: {weakness['id']}; mended in {', '.join(weakness['fix_versions'])}"
        for package in asked
        for weakness in package["vulns"]
    ]
    code = 1 if lines else 0
    if skipped:
        lines.append(f"not audited: {len(skipped)} of {len(packages)} packages ({skipped[0]['skip_reason']})")
    if asked:
        weak = sum(bool(package["vulns"]) for package in asked)
        lines.append(f"{len(asked)} packages audited: {weak or 'none'} with a known weakness")
    return lines, code


def main() -> int:
    """Audit the packages of this environment."""
    command = [sys.argv[1], "--path", sysconfig.get_paths()["purelib"], "--skip-editable", "--format", "json"]
    done = subprocess.run(
        [*command, "--progress-spinner", "off", "--timeout", "10"], capture_output=True, text=True, check=False
    )
    lines, code = verdict(done.stdout, done.stderr)
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    return code


if __name__ == "__main__":
    sys.exit(main())
