"""Words, names, places and codes as data: tables and small rules, never code."""

from pathlib import Path

ROOT = Path(__file__).parent


def root() -> Path:
    """The folder that holds MANIFEST.toml and every resource file."""
    return ROOT
