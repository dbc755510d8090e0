"""Scores what `triage diagnose --batch` reads from the fixtures against what is true of them.

Every recorded error is given in four forms: as text, behind the start of a log line, as a line of a
JSON log, and as an event with the driver's fields. A fact that the given text does not tell counts
as right when it is left out, and as wrong when something else is said. A fact that is told counts
as right only when it is read.
"""

import json
import re
import sys
from collections import defaultdict
from pathlib import Path

import batch
import causes
import document

FIXTURES = Path("fixtures")
FIELDS = ["kind", "dbms", "table", "columns", "constraint", "referenced_table"]
LIMITS = {"kind": 99, "table": 98, "columns": 98, "constraint": 98, "culprit": 97, "silence": 100}
KEY_KINDS = {"unique", "primary_key"}
# Products that speak another one's words: unless something else tells them apart, its name is
# right.
SPEAKS_LIKE = {
    "mariadb": "mysql",
    "tidb": "mysql",
    "cockroachdb": "postgresql",
    "yugabytedb": "postgresql",
}
DEFINITION = re.compile(r"\b(alter\s+table|create\s+unique)\b", re.I)
STATEMENT = re.compile(
    r"\b(insert\s+into|update\s+\S+\s+set|delete\s+from|select\s|alter\s+table|create\s).*", re.I
)


class Sample:
    """One input of the batch, and what is true of it."""

    def __init__(self, name, group, client, form, given, truth, told):
        self.name, self.group, self.client, self.form = name, group, client, form
        self.given, self.truth, self.told = given, truth, told


def mentions(text, name):
    """Whether the name stands in the text as a word that is no part of a path."""
    return re.search(r"(?<![\w$/])" + re.escape(name) + r"(?![\w$/])", text) is not None


def is_told(field, truth, text):
    """Whether a reader of the text alone can know the fact."""
    value = truth.get(field)
    if field in truth.get("untold", []) or not value:
        return False
    if field == "kind" and value == "could_not_create_unique_index":
        # Without the statement MySQL says the same as for a row.
        return DEFINITION.search(text) is not None or "unique index" in text
    if field in ("kind", "dbms"):
        return True
    # psql's excerpt of the statement may be cut on both sides.
    lines = [line for line in text.split("\n") if not line.startswith("LINE ")]
    if field == "table":
        return mentions("\n".join(lines), value)
    if field == "columns" and truth.get("kind") == "check":
        return False  # At best the text has an expression over them.
    # Columns of the failing statement are not those of the constraint, and a key may be named like
    # its column.
    text = "\n".join(STATEMENT.sub("", line) for line in lines)
    if field == "columns" and truth.get("constraint"):
        text = re.sub(r"(?<![\w$])" + re.escape(truth["constraint"]) + r"(?![\w$])", "", text)
    return all(mentions(text, name) for name in (value if isinstance(value, list) else [value]))


def forms_of(record, platform):
    """The error as text, in a log, in a JSON log and as an event."""
    kind = ".".join(part for part in (record.get("module"), record.get("type")) if part)
    text = f"{kind}: {record['message']}" if kind else record["message"]
    yield "text", {"text": text}, text
    yield "log line", {"text": f"2031-05-01 10:00:00,123 ERROR harbour.web: {text}"}, text
    line = json.dumps(
        {"time": "2031-05-01T10:00:00Z", "level": "error", "msg": text}, ensure_ascii=False
    )
    yield "JSON log", {"text": line}, text
    exception = {
        "type": record.get("type"),
        "module": record.get("module") or None,
        "value": record["message"],
    }
    fields = record.get("fields") or {}
    if fields:
        exception["mechanism"] = {"type": "generic", "data": fields}
    told = " ".join([text, *(str(value) for value in fields.values())])
    yield "event", {"event": {"platform": platform, "exception": {"values": [exception]}}}, told


def messages():
    for file in sorted(FIXTURES.glob("messages/*/*.jsonl")):
        client = file.name.split(".")[0]
        for number, line in enumerate(file.read_text().splitlines(), 1):
            record = json.loads(line)
            truth = dict(record["truth"])
            truth.setdefault("dbms", None)
            for form, given, told_in in forms_of(record, None):
                told = {field: is_told(field, truth, told_in) for field in FIELDS}
                yield Sample(
                    f"{file.relative_to(FIXTURES)}:{number}",
                    file.parent.name,
                    client,
                    form,
                    given,
                    truth,
                    told,
                )


def negatives():
    for number, line in enumerate(
        (FIXTURES / "messages/negatives.txt").read_text().splitlines(), 1
    ):
        if not line or line.startswith("#") or "\t" not in line:
            continue
        kind, text = line.split("\t", 1)
        text = text.replace("\\n", "\n")
        name = f"messages/negatives.txt:{number}"
        truth, told = {"kind": None}, {"kind": True}
        whole = text if kind == "-" else f"{kind}: {text}"
        yield Sample(name, "negatives", "negatives", "text", {"text": whole}, truth, told)
        if kind != "-":
            module, _, type_ = kind.rpartition(".")
            event = {
                "exception": {"values": [{"type": type_, "module": module or None, "value": text}]}
            }
            yield Sample(name, "negatives", "negatives", "event", {"event": event}, truth, told)
    for file in sorted(FIXTURES.glob("negatives/**/*.txt")):
        given = {"text": file.read_text()}
        yield Sample(
            str(file.relative_to(FIXTURES)),
            "negatives",
            "negatives",
            "text",
            given,
            {"kind": None},
            {"kind": True},
        )


def traces():
    for file in sorted(FIXTURES.glob("traces/*/truth.json")):
        for name, truth in json.loads(file.read_text()).items():
            text = (file.parent / name).read_text()
            told = {field: is_told(field, truth, text) for field in FIELDS}
            told["kind"] = True
            yield Sample(
                f"{file.parent.relative_to(FIXTURES)}/{name}",
                file.parent.name,
                "trace",
                "trace",
                {"text": text},
                truth,
                told,
            )
    for file in sorted(FIXTURES.glob("envelopes/*/truth.json")):
        for name, truth in json.loads(file.read_text()).items():
            text = (file.parent / name).read_text()
            told = {field: bool(truth.get(field)) for field in FIELDS}
            told["kind"] = True
            yield Sample(
                f"{file.parent.relative_to(FIXTURES)}/{name}",
                f"{file.parent.name} events",
                "envelope",
                "envelope",
                {"envelope": text},
                truth,
                told,
            )


def is_right(field, sample, violation):
    truth = sample.truth.get(field)
    read = violation.get(field) if violation else None
    if field == "kind":
        is_key = truth in KEY_KINDS or not sample.told["kind"]
        return read == truth or (is_key and read == "unique")
    if field == "dbms":
        return read in (truth, SPEAKS_LIKE.get(truth))
    if field == "columns":
        read, truth = read or [], truth or []
    # A printed statement has the names as somebody typed them, the message as the database folds
    # them.
    return folded(read) == folded(truth) or (not read and not sample.told[field])


def folded(names):
    if isinstance(names, list):
        return [name.lower() for name in names]
    return names.lower() if names else names


def culprit_rights(sample, reply):
    """Whether place, function and operation are right, for what has a truth."""
    if "culprit" not in sample.truth:
        return {}
    truth, read = sample.truth["culprit"], reply.get("culprit")
    if truth is None or read is None:
        return {"culprit": truth is None and read is None}
    rights = {
        "culprit": all(read.get(key) == truth.get(key) for key in ("path", "line", "function"))
    }
    if truth.get("operation"):
        rights["operation"] = read.get("operation") == truth["operation"]
    return rights


class Tally:
    def __init__(self):
        self.right, self.all = defaultdict(int), defaultdict(int)

    def count(self, field, right):
        self.right[field] += right
        self.all[field] += 1

    def percent(self, field):
        return 100.0 * self.right[field] / self.all[field] if self.all[field] else None

    def cell(self, field):
        return f"{self.right[field]} of {self.all[field]}" if self.all[field] else ""


class Score:
    """What was read rightly, counted over everything and by each way to group it."""

    def __init__(self):
        self.total = Tally()
        self.by = {name: defaultdict(Tally) for name in ("database", "client", "form", "runtime")}
        self.misses = []

    def add(self, sample, reply):
        is_trace = "culprit" in sample.truth
        for field, right in rights(sample, reply).items():
            if field == "kind" and sample.truth.get("kind") is None:
                field = "silence"
            self.total.count(field, right)
            for tally in self.tallies(sample, is_trace):
                tally.count(field, right)
            if not right:
                truth = sample.truth.get(field)
                read = what_was_read(field, reply)
                self.misses.append(
                    f"{sample.name} ({sample.form}) {field}: {read!r}, not {truth!r}"
                )

    def tallies(self, sample, is_trace):
        if is_trace:
            return [self.by["runtime"][sample.group]]
        if sample.client == "negatives":
            return [self.by["form"][sample.form]]
        return [
            self.by["database"][sample.group],
            self.by["client"][sample.client],
            self.by["form"][sample.form],
        ]

    def below_limits(self):
        for field, limit in LIMITS.items():
            share = self.total.percent(field)
            if share is not None and share < limit:
                yield f"{field}: {share:.1f} % are right, at least {limit} % are wanted"

    def document(self):
        fields = [*FIELDS, "silence"]
        overall = [
            f"| {field} | {self.total.cell(field)} | {self.total.percent(field):.1f} % | {limit} |"
            for field in [*fields, "culprit", "operation", "exception"]
            if self.total.all[field]
            for limit in [f"{LIMITS[field]:.0f} %" if field in LIMITS else ""]
        ]
        return "\n".join(
            [
                "# Accuracy",
                "",
                "Written by `make score`: the command line tool is asked for every message and",
                "trace of `fixtures/`, and for every text that only looks alike. A fact that",
                "the text does not tell is right when it is left out.",
                "",
                "| field | right | share | at least |",
                "|---|---|---|---|",
                *overall,
                *section("By database", "database", self.by["database"], fields),
                *section("By client", "client", self.by["client"], fields),
                *section("By form of the input", "form", self.by["form"], fields),
                *section(
                    "Traces and events",
                    "runtime",
                    self.by["runtime"],
                    ["exception", *fields, "culprit", "operation"],
                ),
                "",
            ]
        )


def rights(sample, reply):
    """For each field that the sample is asked for whether it was read rightly."""
    violation = reply.get("violation")
    asked = ["kind"] if sample.truth.get("kind") is None else FIELDS
    found = {
        field: is_right(field, sample, violation)
        for field in asked
        if field in sample.truth and (field != "dbms" or sample.truth["dbms"])
    }
    found |= culprit_rights(sample, reply)
    if sample.truth.get("exception") and "culprit" in sample.truth:
        found["exception"] = what_was_read("exception", reply) == sample.truth["exception"]
    return found


def what_was_read(field, reply):
    if field in ("culprit", "operation"):
        return reply.get("culprit")
    if field == "exception":
        return (reply.get("exception") or {}).get("type")
    return (reply.get("violation") or {}).get("kind" if field == "silence" else field)


def section(title, head, tallies, fields):
    """A heading and a Markdown table: right of all, by field."""
    lines = ["", f"## {title}", "", f"| {head} | " + " | ".join(fields) + " |"]
    lines.append("|---|" + "---|" * len(fields))
    for name, tally in sorted(tallies.items()):
        lines.append(f"| {name} | " + " | ".join(tally.cell(field) for field in fields) + " |")
    return lines


def main():
    tool, options = sys.argv[1], sys.argv[2:]
    samples = [*messages(), *negatives(), *traces()]
    score = Score()
    given = [sample.given for sample in samples]
    for sample, reply in zip(samples, batch.ask(tool, given, "--show-values")):
        score.add(sample, reply)
    conclusions = causes.score(tool, causes.read_cases())
    texts = [score.document(), conclusions.document()]
    print(*texts, sep="\n")
    if "--misses" in options:
        print(*score.misses, *conclusions.misses(), sep="\n")
    if "--write" in options:
        for text in texts:
            document.write(text)
    problems = [*score.below_limits(), *conclusions.problems()]
    if not all(map(document.is_current, texts)):
        problems.append("docs/accuracy.md is not current: run Scripts/score --write")
    for problem in problems:
        print(f"score: {problem}", file=sys.stderr)
    print(f"{len(samples)} inputs, {len(score.misses)} fields read wrongly or not at all")
    sys.exit(1 if problems else 0)


main()
