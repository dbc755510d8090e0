"""Asks `triage diagnose --batch`, on all cores."""

import concurrent.futures
import json
import os
import subprocess
import sys

# Neighbours share their source, which a process reads once; yet no core shall wait for the last.
CHUNKS_PER_CORE = 4


def ask(tool, inputs, *options):
    """The replies to the inputs, in their order."""
    lines = [json.dumps({"id": str(number), **given}) for number, given in enumerate(inputs)]
    cores = os.cpu_count() or 1
    size = -(-len(lines) // (cores * CHUNKS_PER_CORE)) or 1
    chunks = [lines[start : start + size] for start in range(0, len(lines), size)]

    def replies(chunk):
        done = subprocess.run(
            [tool, "diagnose", "--batch", *options, "-"],
            input="".join(line + "\n" for line in chunk),
            text=True,
            capture_output=True,
        )
        found = [json.loads(line) for line in done.stdout.splitlines()]
        if len(found) != len(chunk):
            sys.exit(f"{len(chunk)} lines in, {len(found)} out: {done.stderr.strip()}")
        return found

    with concurrent.futures.ThreadPoolExecutor(cores) as pool:
        return [reply for part in pool.map(replies, chunks) for reply in part]
