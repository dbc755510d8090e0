"""Compares a report with what is known to be wrong in the app."""

import dataclasses

from scenarios import Failure


@dataclasses.dataclass(frozen=True)
class Verdict:
    scenario: str
    database: str
    found: str  # What the collector said, in a few words.
    mistakes: tuple[str, ...]

    @property
    def passed(self) -> bool:
        return not self.mistakes


def mistakes(report: dict, failure: Failure) -> tuple[str, ...]:
    """What the report says wrongly; empty when it is right."""
    culprit = report["culprit"] or {}
    found = {
        "exception": report["exception"]["type"],
        "culprit": f"{culprit.get('path')}:{culprit.get('function')}",
        **concluded(report),
    }
    accepted = {
        "culprit": failure.culprits[:1],
        "kind": (failure.kind, *failure.kinds_ok),
        "table": (failure.table,),
        "columns": (set(failure.columns),),
        "cause": (failure.cause,),
    }
    wrong = [
        f"{name} is {found[name]}, not {' or '.join(map(str, values))}"
        for name, values in accepted.items()
        if found[name] not in values
    ]
    if not (found["exception"] or "").endswith(failure.exception):
        wrong.append(f"exception is {found['exception']}, not {failure.exception}")
    return tuple(wrong)


def concluded(report: dict) -> dict:
    """Kind, table, columns and cause; named by the message or implied by a convention."""
    violation = report["violation"]
    if violation is None:
        return {"kind": None, "table": None, "columns": set(), "cause": report["conclusion"]}
    inferred = violation["inferred"]
    return {
        "kind": violation["kind"],
        "table": violation["table"] or inferred["table"],
        "columns": set(violation["columns"] or inferred["columns"]),
        "cause": report["conclusion"]["cause"],
    }


def in_words(report: dict) -> str:
    found = concluded(report)
    if found["kind"] is None:
        return f"{report['exception']['type']}: no diagnosis"
    columns = ", ".join(sorted(found["columns"]))
    strength = report["conclusion"]["strength"]
    return f"{found['cause']} ({strength}): {found['kind']} {found['table']}({columns})"


def table(verdicts: list[Verdict]) -> str:
    """One line for each verdict, in columns; mistakes below their line."""
    width = max((len(verdict.scenario) for verdict in verdicts), default=0)
    lines = []
    for verdict in verdicts:
        mark = "ok" if verdict.passed else "FAIL"
        lines.append(
            f"{mark:5}{verdict.database:11} {verdict.scenario:{width}}  {verdict.found}"
        )
        lines += [f"{'':17}{'':{width}}  {mistake}" for mistake in verdict.mistakes]
    return "\n".join(lines)
