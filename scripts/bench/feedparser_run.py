"""feedparser over the feeds named on standard input, twice; the second time is counted."""

import json
import os
import resource
import sys

import feedparser

folder = os.path.join(
    os.environ.get("CORPUS", os.path.join(os.path.dirname(__file__), "../../../shared/corpus")),
    "feeds",
)
names = json.load(sys.stdin)
bodies = [open(os.path.join(folder, name), "rb").read() for name in names]


def cpu():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


entries = 0
start = 0.0
for _ in range(2):
    entries, start = 0, cpu()
    for body in bodies:
        entries += len(feedparser.parse(body).entries)
print(
    json.dumps(
        {
            "cpuSeconds": cpu() - start,
            "megabytes": sum(map(len, bodies)) / 1e6,
            "peakMegabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            "entries": entries,
            "failed": [],
        }
    )
)
