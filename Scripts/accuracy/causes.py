"""Scores the conclusions of `triage diagnose --batch` for the labelled failures of fixtures/cases.

Each case is given at several levels of evidence, one on top of the other: the message alone, the
event alone, all events of its issue, with the source, with source and schema. A case counts at a
level from which somebody who knows the trade could tell the cause; below it nothing but
"undetermined" is right. A cause on the label said too early counts neither way.

    python3 Scripts/accuracy/causes.py TRIAGE [--misses] [--cases FILE…] [--only TEXT]
"""

import argparse
import json
import sys
from collections import Counter, defaultdict
from pathlib import Path

import batch

FOLDER = Path("fixtures/cases")
ENVELOPES = Path("fixtures/envelopes")
# The applications whose envelopes are recorded with the cause that is expected.
APPLICATIONS = {
    "django": ("python", "fixtures/apps/library_desk"),
    "swift": ("swift", "Examples/SignUpService"),
}
LEVELS = ["message", "event", "history", "source", "schema"]
TITLES = {
    "message": "message alone",
    "event": "event alone",
    "history": "with history",
    "source": "with source",
    "schema": "with source and schema",
}
# Percent decided of the decidable, and right among the decided.
LIMITS = {"event": (65, 90), "source": (85, 92)}
UNDETERMINED = "undetermined"


class Sample:
    """One case at one level of evidence."""

    def __init__(self, case, level, given):
        self.case, self.level, self.given = case, level, given
        self.counts = LEVELS.index(case["decidable"]) <= LEVELS.index(level)


class Verdict:
    """What was said about a sample, against its label."""

    def __init__(self, sample, reply):
        expect = sample.case["expect"]
        conclusion = reply.get("conclusion") or {}
        self.sample = sample
        self.error = reply.get("error")
        self.kind = (reply.get("violation") or {}).get("kind")
        self.cause = conclusion.get("cause")
        self.strength = conclusion.get("strength")
        self.is_decided = self.cause not in (None, UNDETERMINED)
        causes = [expect["cause"], *expect.get("alternatives", [])]
        self.is_labelled = self.cause in causes
        excused = self.is_labelled or self.cause in sample.case.get("pardoned", [])
        self.is_right = self.is_decided and sample.counts and self.is_labelled
        self.is_early = self.is_decided and not sample.counts and excused
        self.is_wrong = self.is_decided and not self.is_right and not self.is_early
        self.is_wrong_certain = self.is_wrong and self.strength == "certain"


class Tally:
    def __init__(self):
        self.cases = self.decided = self.right = self.wrong = self.early = 0

    def add(self, verdict):
        self.cases += verdict.sample.counts
        self.decided += verdict.sample.counts and verdict.is_decided
        self.right += verdict.is_right
        self.wrong += verdict.is_wrong
        self.early += verdict.is_early

    @property
    def decided_share(self):
        return percent(self.decided, self.cases)

    @property
    def right_share(self):
        return percent(self.right, self.right + self.wrong)

    def cells(self):
        return [
            f"{self.cases}",
            f"{self.decided} ({self.decided_share:.0f} %)",
            f"{self.right} of {self.right + self.wrong} ({self.right_share:.0f} %)",
            f"{percent(self.right, self.cases):.0f} %",
            f"{self.early}",
        ]

    def short(self):
        if not self.cases and not self.wrong:
            return ""
        wrong = f", {self.wrong} wrong" if self.wrong else ""
        return f"{self.right} of {self.cases}{wrong}"


def percent(part, whole):
    return 100.0 * part / whole if whole else 100.0


def read_cases(files=None):
    """The given files' cases, or all of the repository."""
    cases = [] if files else list(recorded_envelopes())
    for file in files or sorted(FOLDER.glob("**/*.jsonl")):
        cases += map(json.loads, Path(file).read_text().splitlines())
    repeated = [name for name, count in Counter(case["id"] for case in cases).items() if count > 1]
    if repeated:
        sys.exit(f"causes: given more than once: {', '.join(repeated)}")
    return cases


def recorded_envelopes():
    """The recordings that other tests use as well; with their source they must be understood."""
    for framework, (language, source) in APPLICATIONS.items():
        for file in sorted((ENVELOPES / framework).glob("*.expected.json")):
            expect = json.loads(file.read_text())
            name = file.name.removesuffix(".expected.json")
            yield {
                "id": f"{Path(source).name}/{name}",
                "expect": expect,
                "decidable": "source",
                "language": language,
                "framework": framework,
                "database": expect["dbms"],
                "envelope": (file.parent / f"{name}.envelope").read_text(),
                "source": source,
            }


def is_negative(case):
    return case["expect"]["cause"] is None


def samples_of(case):
    """The case at each level for which it has the evidence."""
    events = case.get("events") or ([case["event"]] if "event" in case else [])
    form = "envelope" if "envelope" in case else "text"
    alone = {"event": events[-1]} if events else {form: case[form]}
    if is_negative(case):
        # The whole evidence at once: nothing of it may be taken for a violation.
        yield Sample({**case, "decidable": "event"}, "event", alone)
        return
    if message := case.get("message") or (events and message_of(events[-1])):
        yield Sample(case, "message", {"text": message})
    yield Sample(case, "event", alone)
    everything = {"events": events} if len(events) > 1 else alone
    if len(events) > 1:
        yield Sample(case, "history", everything)
    source = {key: case[key] for key in ("files", "source", "culprit") if key in case}
    if source:
        yield Sample(case, "source", {**everything, **source})
        if "schema" in case:
            yield Sample(case, "schema", {**everything, **source, "schema": case["schema"]})


def message_of(event):
    """The last line that a log would show of the event."""
    chain = event.get("exception") or []
    values = chain.get("values") if isinstance(chain, dict) else chain
    if not values:
        return None
    last = values[-1]
    name = ".".join(part for part in (last.get("module"), last.get("type")) if part)
    return f"{name}: {last.get('value')}"


class CauseScore:
    """Everything that is counted over the verdicts."""

    def __init__(self, verdicts):
        self.negatives = [v for v in verdicts if is_negative(v.sample.case)]
        self.verdicts = [v for v in verdicts if not is_negative(v.sample.case)]
        self.levels = {level: Tally() for level in LEVELS}
        self.by = {name: defaultdict(lambda: defaultdict(Tally)) for name in GROUPS}
        self.confused = {"event": Counter(), "source": Counter()}
        self.at = {}
        for verdict in self.verdicts:
            self.add(verdict)
        self.pairs = list(self.judged_pairs())

    def add(self, verdict):
        case, level = verdict.sample.case, verdict.sample.level
        self.at[case["id"], level] = verdict
        self.levels[level].add(verdict)
        for name, value in GROUPS.items():
            self.by[name][value(case)][level].add(verdict)
        if level in self.confused and verdict.is_wrong:
            self.confused[level][case["expect"]["cause"], verdict.cause] += 1

    def judged_pairs(self):
        """Each near miss and its twin, with the level at which both are right first, if any."""
        told = {case_id: case for (case_id, _), case in self.at.items()}
        for (case_id, level), verdict in self.at.items():
            twin = verdict.sample.case.get("pair")
            if level != "event" or twin not in told:
                continue
            right = [
                level
                for level in LEVELS
                if all(self.is_right_from(name, level) for name in (case_id, twin))
            ]
            yield case_id, twin, right[0] if right else None

    def is_right_from(self, case_id, level):
        """Whether the case is right with this much evidence, or all that it has of it."""
        had = [one for one in LEVELS[: LEVELS.index(level) + 1] if (case_id, one) in self.at]
        return bool(had) and self.at[case_id, had[-1]].is_right

    def problems(self):
        for level, (decided, right) in LIMITS.items():
            tally = self.levels[level]
            if tally.decided_share < decided:
                yield f"{TITLES[level]}: {tally.decided_share:.1f} % decided, {decided} % wanted"
            if tally.right_share < right:
                yield f"{TITLES[level]}: {tally.right_share:.1f} % right, {right} % wanted"
        for verdict in self.verdicts:
            if verdict.is_wrong_certain:
                yield f"{told(verdict)}: certain, and wrong"
        for verdict in self.negatives:
            if verdict.kind or verdict.is_decided:
                yield f"{told(verdict)}: taken for a violation"

    def document(self):
        silent = sum(not (v.kind or v.is_decided) for v in self.negatives)
        apart = sum(level is not None for _, _, level in self.pairs)
        cases = len({case_id for case_id, _ in self.at})
        lines = [
            "# Accuracy of conclusions",
            "",
            f"{cases} failures whose cause is known (`fixtures/cases`), each with more and more",
            "evidence. A case counts where its evidence suffices for somebody who knows the trade;",
            "before that only silence is right. Early: the right cause before it could be known.",
            "",
            "| evidence | decidable | decided | right of decided | right in all | early |"
            " at least |",
            "|---|---|---|---|---|---|---|",
        ]
        for level in LEVELS:
            limit = LIMITS.get(level)
            wanted = f"{limit[0]} % decided, {limit[1]} % right" if limit else ""
            lines.append(
                " | ".join([f"| {TITLES[level]}", *self.levels[level].cells(), f"{wanted} |"])
            )
        wrong = sum(v.is_wrong_certain for v in self.verdicts)
        lines += [
            "",
            f"Wrong and called certain: {wrong}. Events that are no constraint failures: {silent}"
            f" of {len(self.negatives)} without a diagnosis.",
            f"Near misses told apart: {apart} of {len(self.pairs)} pairs,"
            f" {sum(level in ('message', 'event') for _, _, level in self.pairs)} of them by the"
            " event alone.",
        ]
        for name in GROUPS:
            lines += self.table(name)
        for level, counts in self.confused.items():
            lines += ["", f"## Confused, {TITLES[level]}", "", "| is | was called | times |"]
            lines.append("|---|---|---|")
            rows = sorted(counts.items(), key=lambda row: (-row[1], row[0]))
            lines += [f"| {truth} | {said} | {count} |" for (truth, said), count in rows]
        return "\n".join([*lines, ""])

    def table(self, name):
        lines = [
            "",
            f"## Conclusions by {name}",
            "",
            f"| {name} | " + " | ".join(TITLES[level] for level in LEVELS) + " |",
            "|---|" + "---|" * len(LEVELS),
        ]
        for value, tallies in sorted(self.by[name].items()):
            cells = " | ".join(tallies[level].short() for level in LEVELS)
            lines.append(f"| {value} | {cells} |")
        return lines

    def misses(self):
        for verdict in self.verdicts:
            if verdict.is_wrong or (verdict.sample.counts and not verdict.is_decided):
                yield told(verdict)


GROUPS = {
    "cause": lambda case: case["expect"]["cause"],
    "framework": lambda case: case.get("framework") or case["language"],
    "database": lambda case: case["database"],
}


def told(verdict):
    case = verdict.sample.case
    said = f"{verdict.cause} ({verdict.strength})" if verdict.cause else verdict.error or "nothing"
    return f"{case['id']} {verdict.sample.level}: {said}, is {case['expect']['cause']}"


def score(tool, cases):
    samples = [sample for case in cases for sample in samples_of(case)]
    replies = batch.ask(tool, [sample.given for sample in samples])
    return CauseScore([Verdict(*pair) for pair in zip(samples, replies)])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("tool")
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--cases", nargs="+", help="other files of cases")
    parser.add_argument("--only", default="", help="cases whose id has this text")
    options = parser.parse_args()
    cases = [case for case in read_cases(options.cases) if options.only in case["id"]]
    result = score(options.tool, cases)
    print(result.document())
    if options.misses:
        print(*result.misses(), sep="\n")
    problems = list(result.problems())
    for problem in problems:
        print(f"causes: {problem}", file=sys.stderr)
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
