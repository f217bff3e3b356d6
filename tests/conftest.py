"""
What holds for every test: Hypothesis profiles, no network, where the shared data are.

`HYPOTHESIS_PROFILE` chooses how many examples a property gets: `quick` (the default), `ci` or `thorough`. A test that
needs more or fewer than others takes a share of the profile's number. After a thorough run stands a table of how many
examples each promise got: those that Hypothesis says it ran, none taken for granted.
"""

import os
import signal
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.statistics import collector

# ── Hypothesis ───────────────────────────────────────────────────────────────────────────────────────────────────

# An article with all its records is more than a health check expects, and no test may depend on the clock.
_COMMON: dict[str, Any] = {
    "deadline": None,
    "suppress_health_check": (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example),
}
# In CI the same examples come each time, so that a change is judged by what it changes; `thorough` looks further.
_CI = bool(os.environ.get("CI"))
# To explain a failure takes a hundred examples more, also for `find`, which fails on purpose.
settings.register_profile("quick", max_examples=20, phases=set(Phase) - {Phase.explain}, derandomize=_CI, **_COMMON)
settings.register_profile("ci", max_examples=200, print_blob=True, derandomize=_CI, **_COMMON)
settings.register_profile("thorough", max_examples=2_000, print_blob=True, **_COMMON)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


# ── Signals ──────────────────────────────────────────────────────────────────────────────────────────────────────

# A shell that runs the tests beside itself has interrupts ignored, and so would have every process that they start.
signal.signal(signal.SIGINT, signal.default_int_handler)


# ── Counting ─────────────────────────────────────────────────────────────────────────────────────────────────────


class Tally(NamedTuple):
    """What Hypothesis tried of some tests."""

    tests: int = 0
    examples: int = 0
    """Examples that ran to the end of a test: those that were filtered out or failed do not count."""
    failures: int = 0
    """Different errors that were found."""

    def __add__(self, other: object) -> "Tally":
        return Tally(*map(sum, zip(self, other, strict=True))) if isinstance(other, Tally) else NotImplemented


def tally(statistics: dict[str, Any]) -> Tally:
    """What one run of a property tried, by Hypothesis' own statistics."""
    phases = [phase for phase in statistics.values() if isinstance(phase, dict) and "test-cases" in phase]
    return Tally(
        examples=sum(case["status"] == "valid" for phase in phases for case in phase["test-cases"]),
        failures=max((phase["distinct-failures"] for phase in phases), default=0),
    )


def tally_table(tallies: dict[int | None, Tally]) -> Iterator[str]:
    """Lines of a Markdown table: a row for each promise, then what belongs to none, then the sum of the promises."""
    promised = {number: found for number, found in tallies.items() if number is not None}
    rows: list[tuple[object, Tally]] = sorted(promised.items())
    rows.append(("1 to 13", sum((found for number, found in promised.items() if number <= 13), Tally())))
    rows.append(("none", tallies.get(None, Tally())))
    yield "| promise | properties | examples | failed |"
    yield "|---|--:|--:|--:|"
    for name, found in rows:
        yield f"| {name} | {found.tests:,} | {found.examples:,} | {found.failures:,} |"


_tallies: dict[int | None, Tally] = {}


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Listen to what Hypothesis tells its own plugin."""
    told: list[Tally] = []
    listener = collector.value

    def listen(statistics: Any) -> None:
        told.append(tally(statistics))
        if listener is not None:
            listener(statistics)

    try:
        with collector.with_value(listen):
            return (yield)
    finally:
        if told:
            mark = item.get_closest_marker("promise")
            number = mark.args[0] if mark else None
            _tallies[number] = sum(told, _tallies.get(number, Tally()) + Tally(tests=1))


def pytest_configure(config: pytest.Config) -> None:
    """Make the mark known."""
    config.addinivalue_line("markers", "promise(number): the promise of docs/reliability.md that a property proves")


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say how many examples each promise got, where that is worth saying."""
    if settings.get_current_profile_name() == "thorough" and _tallies:
        terminalreporter.section("examples of each promise")
        for line in tally_table(_tallies):
            terminalreporter.write_line(line)


# ── No network ───────────────────────────────────────────────────────────────────────────────────────────────────

_NETWORK = frozenset(
    {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.sendto"}
)
_attempts: list[str] = []


class NetworkError(RuntimeError):
    """Something tried to reach the network during a test."""


_LOOPBACK = frozenset({"127.0.0.1", "::1", "::ffff:127.0.0.1", "localhost"})
_allowed: set[str] = set()


def _is_allowed(event: str, arguments: tuple[Any, ...]) -> bool:
    """Whether somebody has asked for this machine to be reached, and it is this machine that is reached."""
    host = arguments[1] if event in ("socket.connect", "socket.sendto") else arguments[0]
    return (host[0] if isinstance(host, tuple) else host) in _allowed


def _refuse_network(event: str, arguments: tuple[Any, ...]) -> None:
    if event in _NETWORK and not _is_allowed(event, arguments):
        if isinstance(arguments[0], socket.socket) and arguments[0].family == getattr(socket, "AF_UNIX", None):
            return
        # Whoever catches the error fails all the same, since the attempt is remembered.
        _attempts.append(f"{event} {arguments[1:] if 'connect' in event else arguments}")
        raise NetworkError(_attempts[-1])


sys.addaudithook(_refuse_network)


@pytest.fixture
def network_attempts() -> list[str]:
    """What this test has tried to reach; a test that empties the list vouches for it."""
    return _attempts


@pytest.fixture(scope="module")
def loopback() -> Iterator[None]:
    """Let a module of tests reach this machine itself: Spark is two programs that talk over it."""
    _allowed.update(_LOOPBACK)
    yield
    _allowed.clear()


@pytest.fixture(autouse=True)
def _no_network() -> Iterator[None]:
    """Fail a test that has tried to reach the network, even if somebody swallowed the error."""
    yield
    tried = list(_attempts)
    _attempts.clear()
    assert not tried, f"tried to reach the network: {tried}"


# ── Shared data ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="session")
def data_dir() -> Path:
    """The folder of foreign corpora: `NEWSCLAIMS_TEST_DATA`, or `shared/data` beside the checkout."""
    named = os.environ.get("NEWSCLAIMS_TEST_DATA")
    folder = Path(named) if named else Path(__file__).resolve().parents[2] / "shared" / "data"
    if not folder.is_dir():
        pytest.skip(f"no foreign corpora at {folder}; set NEWSCLAIMS_TEST_DATA to their folder")
    return folder
