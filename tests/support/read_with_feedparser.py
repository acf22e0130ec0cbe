"""feedparser as others run it: a document in JSON on each line in, what it read of it on each line out."""

import calendar
import json
import sys
import time

import feedparser


def moment(entry, name):
    parsed = entry.get(name + "_parsed")
    if parsed is None:
        return None
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(calendar.timegm(parsed)))


def read(entry):
    source = entry.get("source", {})
    content = [text.value for text in entry.get("content", [])]
    files = [(link.href, link.get("type"), link.get("length")) for link in entry.get("enclosures", [])]
    media = [(file.get("url"), file.get("type"), file.get("filesize")) for file in entry.get("media_content", [])]
    return {
        "id": entry.get("id"),
        "url": entry.get("link"),
        "title": entry.get("title"),
        "published": moment(entry, "published"),
        "updated": moment(entry, "updated"),
        "authors": [author.get("name") or author.get("email") or author.get("href") for author in entry.get("authors", [])],
        "categories": [(tag.get("label") or tag.term, tag.get("scheme")) for tag in entry.get("tags", [])],
        "enclosures": files + media,
        "source": source.get("title"),
        "sourceUrl": source.get("href"),
        "content": content[0] if content else entry.get("summary"),
    }


for line in sys.stdin:
    document = feedparser.parse(
        json.loads(line).encode("utf-8"),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    told = {"isBroken": bool(document.bozo), "entries": [read(entry) for entry in document.entries]}
    print(json.dumps(told), flush=True)
