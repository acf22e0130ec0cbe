-- What was asked about an entry beyond its feed, so that an entry that did not change is not asked
-- about at every poll, and one that its feed tells less of than we know does not change back.
CREATE TABLE enrichments (
  key TEXT PRIMARY KEY REFERENCES entries (key) ON DELETE CASCADE,
  as_fed TEXT NOT NULL, -- digest of what the feed said of the entry then
  outcome TEXT NOT NULL,
  asked_at TEXT NOT NULL
) WITHOUT ROWID;
