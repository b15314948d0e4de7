#!/usr/bin/env python3
"""Compares an executed notebook with the stored one: compare.py STORED EXECUTED.

Every cell of code must show what its metadata expect and the MIME types that are stored; it may show more.
"""
import json
import re
import sys


def types(cell):
    return {mime for output in cell["outputs"] for mime in output.get("data", {})}


def texts(cell):
    for output in cell["outputs"]:
        if output.get("name") == "stdout":
            yield "".join(output["text"])
        if "text/plain" in output.get("data", {}):
            yield "".join(output["data"]["text/plain"])


def failures(stored, executed):
    for output in executed["outputs"]:
        if output["output_type"] == "error":
            yield output["ename"] + ": " + output["evalue"]
    expect = stored["metadata"].get("expect", {})
    missing = (types(stored) | set(expect.get("mime", []))) - types(executed)
    if missing:
        yield "no output of type " + ", ".join(sorted(missing))
    if "text" in expect and not any(re.search(expect["text"], text) for text in texts(executed)):
        yield "no text with " + expect["text"] + " in " + " | ".join(texts(executed))


def main(stored, executed):
    cells = [[cell for cell in json.load(open(file))["cells"] if cell["cell_type"] == "code"] for file in (stored, executed)]
    wrong = [
        f"{stored}, cell of code {number}: {text}"
        for number, (before, after) in enumerate(zip(*cells), 1)
        for text in failures(before, after)
    ]
    print("\n".join(wrong), end="\n" if wrong else "", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
