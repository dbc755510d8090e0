"""docs/accuracy.md: its parts are written by measurements that do not run together."""

from pathlib import Path

DOCUMENT = Path(__file__).resolve().parents[2] / "docs/accuracy.md"
# The headings of the parts, in their order.
PARTS = ["# Accuracy", "# Accuracy of conclusions", "# Accuracy of changes"]


def parts() -> dict[str, str]:
    """The text of each part that is there, by its heading, which it begins with."""
    found: dict[str, str] = {}
    heading = None
    text = DOCUMENT.read_text() if DOCUMENT.exists() else ""
    for line in text.splitlines(keepends=True):
        if line.rstrip("\n") in PARTS:
            heading = line.rstrip("\n")
            found[heading] = ""
        if heading is not None:
            found[heading] += line
    return {heading: text.rstrip("\n") + "\n" for heading, text in found.items()}


def write(text: str) -> None:
    """Writes the part that the text begins with, and leaves the others."""
    every = {**parts(), heading_of(text): text.rstrip("\n") + "\n"}
    DOCUMENT.write_text("\n".join(every[heading] for heading in PARTS if heading in every))


def is_current(text: str) -> bool:
    return parts().get(heading_of(text)) == text.rstrip("\n") + "\n"


def heading_of(text: str) -> str:
    return text.split("\n", 1)[0]
