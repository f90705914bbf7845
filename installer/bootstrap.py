#!/usr/bin/env python3
"""The one entry to Gridroom from a checkout: set everything up, then run, test, check, measure.

    python3 installer/bootstrap.py run            start the program (without a display: play the duty tour)
    python3 installer/bootstrap.py run -- ARGS    the command gridroom with ARGS
    python3 installer/bootstrap.py test [ARGS]    every test, without a display; ARGS go to pytest
    python3 installer/bootstrap.py check          ruff, mypy, import-linter, SQL snapshot
    python3 installer/bootstrap.py bench [NAME…]  the measurements
    python3 installer/bootstrap.py soak           the long runs

Standard library only. This file must be readable for any Python 3, so that an old one can be told what is wrong;
everything newer stands in the modules beside it, which are imported after that check.
"""

import sys

OLDEST = (3, 11)


def too_old(version):
    """One sentence if this Python cannot run the program, else an empty text."""
    if tuple(version[:2]) >= OLDEST:
        return ""
    return (
        f"Gridroom needs Python {OLDEST[0]}.{OLDEST[1]} or newer, not {version[0]}.{version[1]}, {sys.executable}.\n"
        "Debian 12 has it as python3; on Windows install it from python.org, then start this again with it."
    )


def main(arguments):
    """Carry out one command line; returns the exit code."""
    complaint = too_old(sys.version_info)
    if complaint:
        sys.stderr.write(complaint + "\n")
        return 2
    from bootstrap_commands import carry_out

    return carry_out(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
