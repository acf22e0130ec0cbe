-- The newsroom itself: title, description, contact, language. One row.
CREATE TABLE newsroom (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  settings TEXT NOT NULL, -- JSON
  changed_at TEXT NOT NULL
);

CREATE TABLE topics (
  slug TEXT PRIMARY KEY,
  definition TEXT NOT NULL, -- JSON: the topic's file
  changed_at TEXT NOT NULL
) WITHOUT ROWID;

-- One row for each topic, and one for `all`. The version moves with every write that changes the
-- topic's entries; a document made from it is looked up by that number.
CREATE TABLE streams (
  slug TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  -- When an entry last left it, or its definition changed: no entry that is in it can tell.
  changed_at TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE sources (
  slug TEXT PRIMARY KEY,
  url TEXT NOT NULL,
  first_url TEXT NOT NULL,
  settings TEXT NOT NULL, -- JSON: what the operator says
  managed_by TEXT NOT NULL CHECK (managed_by IN ('data', 'api')),
  feed TEXT, -- JSON: what the feed says of itself
  changed_at TEXT NOT NULL,
  validators TEXT, -- JSON
  hints TEXT NOT NULL DEFAULT '{}', -- JSON
  failures INTEGER NOT NULL DEFAULT 0,
  polled_at TEXT,
  next_poll_at TEXT NOT NULL,
  because TEXT NOT NULL,
  -- A message that polls it is under way until then.
  queued_until TEXT,
  last_report TEXT, -- JSON
  -- No longer listed: polled no more, while what it brought stays.
  retired_at TEXT
);
-- Of the sources that are polled, each has an address of its own.
CREATE UNIQUE INDEX sources_url ON sources (url) WHERE retired_at IS NULL;
CREATE INDEX sources_due ON sources (next_poll_at);

CREATE TABLE entries (
  key TEXT PRIMARY KEY,
  id TEXT NOT NULL,
  source TEXT REFERENCES sources (slug), -- NULL: the operator's own
  lead TEXT, -- key of the entry that is shown instead
  sort_at TEXT NOT NULL,
  first_seen_at TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  updated TEXT NOT NULL,
  revision INTEGER NOT NULL,
  fingerprint TEXT NOT NULL,
  withdrawn_at TEXT, -- shown no more since then
  withdrawn_because TEXT,
  head TEXT NOT NULL, -- JSON: what it says, without its content
  content TEXT -- clean HTML
);
CREATE INDEX entries_id ON entries (id);
CREATE INDEX entries_source ON entries (source);
CREATE INDEX entries_shown ON entries (sort_at DESC, key DESC) WHERE lead IS NULL AND withdrawn_at IS NULL;

-- The shown entries of each topic, in the order they are read.
CREATE TABLE entry_topics (
  topic TEXT NOT NULL,
  sort_at TEXT NOT NULL,
  key TEXT NOT NULL REFERENCES entries (key) ON DELETE CASCADE,
  evidence TEXT NOT NULL, -- JSON
  PRIMARY KEY (topic, sort_at DESC, key DESC)
) WITHOUT ROWID;
CREATE INDEX entry_topics_key ON entry_topics (key);

-- An entry as its publisher wrote it, so that a better sanitiser can start again from there.
CREATE TABLE originals (
  key TEXT PRIMARY KEY REFERENCES entries (key) ON DELETE CASCADE,
  sanitizer_version INTEGER NOT NULL,
  written TEXT NOT NULL -- JSON
) WITHOUT ROWID;

-- What an entry said before each change.
CREATE TABLE revisions (
  key TEXT NOT NULL REFERENCES entries (key) ON DELETE CASCADE,
  revision INTEGER NOT NULL,
  changed_at TEXT NOT NULL,
  updated TEXT NOT NULL,
  head TEXT NOT NULL,
  content TEXT,
  PRIMARY KEY (key, revision)
) WITHOUT ROWID;
