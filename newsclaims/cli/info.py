"""`newsclaims info`: versions, and which extras are there."""

import platform
from importlib.metadata import PackageNotFoundError, requires, version

import click

from newsclaims import __version__
from newsclaims.article import SCHEMA_VERSION
from newsclaims.cli._console import out


@click.command("info")
def command() -> None:
    """Print versions, and which extras are installed; paste it into a report of a fault."""
    out(f"newsclaims {__version__}, data model {SCHEMA_VERSION}")
    python = f"{platform.python_version()} ({platform.python_implementation()})"
    out(f"Python {python} on {platform.system()} {platform.machine()}")
    extras: dict[str, list[str]] = {}
    for requirement in _requirements():
        name, _, marker = requirement.partition(";")
        extra = marker.split("extra ==")[-1].strip().strip("'\"") if "extra ==" in marker else ""
        extras.setdefault(extra, []).append(name.split("[")[0].strip().rstrip("<>=~!.0123456789 "))
    out("\nInstalled with it:")
    for package in extras.pop("", []):
        out(f"  {package:<18} {_version(package) or 'missing'}")
    out("\nExtras:")
    for extra, packages in sorted(extras.items()):
        wanted = [package for package in packages if package != "newsclaims"]
        if not wanted:
            continue
        missing = [package for package in wanted if _version(package) is None]
        state = "installed" if not missing else f"pip install 'newsclaims[{extra}]'"
        out(f"  {extra:<18} {state}")


def _requirements() -> list[str]:
    try:
        return requires("newsclaims") or []
    except PackageNotFoundError:  # run from a folder that was never installed
        return []


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
