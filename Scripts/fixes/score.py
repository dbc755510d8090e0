"""What became of all bugs, as the last part of docs/accuracy.md."""

import statistics
from collections.abc import Callable

import document
from proof import Outcome

# Of the bugs, in percent: below it the build fails.
PROVEN_LIMIT = 85

INTRODUCTION = f"""\
# Accuracy of changes

Written by `Scripts/test-fixes --write`: every bug of `fixtures/apps` is raised for real on a
real database, captured by the app's own error client, and handed to `triage fix --verify`.
Proposed: there is a change to apply and a test for it. Proven: the test fails before the change
and passes after it. Unharmed: what passed of the app's own tests passes after it. Seconds: from
the event to the proven branch, apart from the time in which the app's tests ran (median). Below
{PROVEN_LIMIT} % proven, or when a change harms a suite, the build fails.
"""
COLUMNS: list[tuple[str, Callable[[Outcome], bool]]] = [
    ("proposed", lambda outcome: outcome.is_proposed),
    ("applies", lambda outcome: outcome.applies),
    ("proven", lambda outcome: outcome.is_proven),
    ("suite unharmed", lambda outcome: outcome.suite_is_unharmed),
]


def part(outcomes: list[Outcome]) -> str:
    by_app = table("app", outcomes, lambda o: f"{o.app.name} ({o.app.built_with})", timed=True)
    by_cause = table("cause", outcomes, lambda outcome: outcome.bug.causes[0])
    by_engine = table("database", outcomes, lambda outcome: outcome.bug.engine)
    unproven = [
        f"- {outcome.app.name}: {outcome.bug.name} ({outcome.bug.causes[0]}): {why(outcome)}"
        for outcome in sorted(outcomes, key=lambda o: (o.app.name, o.bug.name))
        if not outcome.is_proven
    ]
    paragraphs = [INTRODUCTION, by_app, by_cause, by_engine]
    if unproven:
        paragraphs.append("Not proven:\n\n" + "\n".join(unproven) + "\n")
    return "\n".join(paragraphs)


def why(outcome: Outcome) -> str:
    """In one line, without what differs from run to run."""
    if outcome.cause not in outcome.bug.causes:
        return f"called {outcome.cause}"
    return outcome.trouble.split("\n", 1)[0].rstrip(":")


def table(
    head: str, outcomes: list[Outcome], group: Callable[[Outcome], str], timed: bool = False
) -> str:
    groups: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        groups.setdefault(group(outcome), []).append(outcome)
    names = [head, "bugs", *(name for name, _ in COLUMNS), *(["seconds"] if timed else [])]
    lines = [row(names), "|---" * len(names) + "|"]
    lines += [row(cells(name, groups[name], timed)) for name in sorted(groups)]
    if timed:
        lines.append(row(cells("all", outcomes, timed)))
    return "\n".join(lines) + "\n"


def cells(name: str, outcomes: list[Outcome], timed: bool) -> list[str]:
    counts = [str(sum(holds(outcome) for outcome in outcomes)) for _, holds in COLUMNS]
    return [name, str(len(outcomes)), *counts, *([median(outcomes)] if timed else [])]


def median(outcomes: list[Outcome]) -> str:
    seconds = [outcome.seconds for outcome in outcomes if outcome.seconds is not None]
    return f"{statistics.median(seconds):.1f}" if seconds else ""


def row(values: list[str]) -> str:
    return "| " + " | ".join(values) + " |"


def problems(outcomes: list[Outcome]) -> list[str]:
    """Why the outcomes are not good enough."""
    proven = 100 * sum(outcome.is_proven for outcome in outcomes) / len(outcomes)
    found = [
        f"{outcome.app.name}: the change for {outcome.bug.name} breaks the app's own tests"
        for outcome in outcomes
        if not outcome.suite_is_unharmed
    ]
    if proven < PROVEN_LIMIT:
        found.append(f"{proven:.0f} % of the bugs are proven, at least {PROVEN_LIMIT} % are wanted")
    return found


def is_current(outcomes: list[Outcome]) -> bool:
    """Whether the document says the same, apart from the seconds."""
    written = document.parts().get(document.heading_of(INTRODUCTION), "")
    return untimed(written) == untimed(part(outcomes))


def untimed(text: str) -> list[str]:
    lines, timed = [], False
    for line in text.splitlines():
        timed = line.endswith("| seconds |") or (timed and line.startswith("|"))
        lines.append(line.rsplit("|", 2)[0] if timed else line)
    return lines
