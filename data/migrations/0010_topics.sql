-- Places that topics refer to.
CREATE TABLE gazetteers (
  slug TEXT PRIMARY KEY,
  definition TEXT NOT NULL -- JSON: the gazetteer's file
) WITHOUT ROWID;

ALTER TABLE topics ADD COLUMN managed_by TEXT NOT NULL DEFAULT 'data' CHECK (managed_by IN ('data', 'api'));
-- Digest of all that decides whether an entry belongs, and of the one that what is stored is filed by.
ALTER TABLE topics ADD COLUMN rule TEXT NOT NULL DEFAULT '';
ALTER TABLE topics ADD COLUMN filed_by TEXT NOT NULL DEFAULT '';

-- How far the stored entries are filed by rules that have changed. One row, while there is something to do.
CREATE TABLE refiling (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  rules TEXT NOT NULL, -- which; when they change again, it begins again
  after TEXT NOT NULL, -- key of the last entry that is done
  done INTEGER NOT NULL,
  entries INTEGER NOT NULL,
  begun_at TEXT NOT NULL
);

-- Where entries belong by the changed rules, if elsewhere: shown to nobody until all are done.
CREATE TABLE refiled (
  key TEXT PRIMARY KEY REFERENCES entries (key) ON DELETE CASCADE,
  -- Of the text that was read; a poll that has changed it since has filed it as well.
  revision INTEGER NOT NULL,
  cleanings INTEGER NOT NULL,
  topics TEXT NOT NULL -- JSON
) WITHOUT ROWID;
