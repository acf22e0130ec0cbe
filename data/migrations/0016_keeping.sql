-- What retention has removed and its feed may still hold, so that it does not come back as new.
CREATE TABLE forgotten (
  key TEXT PRIMARY KEY,
  source TEXT NOT NULL, -- slug
  at TEXT NOT NULL,
  missing_since TEXT -- its source's document does not hold it since then
) WITHOUT ROWID;
CREATE INDEX forgotten_here ON forgotten (source) WHERE missing_since IS NULL;
CREATE INDEX forgotten_missing ON forgotten (missing_since) WHERE missing_since IS NOT NULL;

-- Down to where in a stream entries were removed, and when: a feed that does not reach so far has
-- not changed by it. The steps of a staircase, those that another stands above are not kept.
CREATE TABLE removals (
  slug TEXT NOT NULL,
  sort_at TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (slug, sort_at)
) WITHOUT ROWID;

-- How far the present or the last run of retention is. One row.
CREATE TABLE retention (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  rules TEXT NOT NULL, -- JSON: all that says how long entries are kept, when it began
  cutoffs TEXT NOT NULL, -- JSON: the moments these came to
  scope INTEGER NOT NULL, -- which part of the rules it is at
  after_sort_at TEXT NOT NULL, -- the last entry it looked at there
  after_key TEXT NOT NULL,
  removed TEXT NOT NULL, -- JSON: how many entries of each source
  begun_at TEXT NOT NULL,
  ended_at TEXT,
  last TEXT, -- JSON: what the last run that removed anything did
  -- The last entry whose marks were taken out, for it is older than stories are compared.
  unmarked_sort_at TEXT NOT NULL DEFAULT '',
  unmarked_key TEXT NOT NULL DEFAULT ''
);

-- Few sources say how long their entries are kept; they are asked for at every turn of the cron.
CREATE INDEX sources_keep ON sources (slug) WHERE settings ->> 'keep' IS NOT NULL;

-- A source that is back under another slug is looked for by where it was first.
CREATE INDEX sources_first_url ON sources (first_url);

-- An import under way, or the one this newsroom came from. One row.
CREATE TABLE imports (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  archive TEXT NOT NULL, -- its digest
  lines INTEGER NOT NULL, -- of it that are here
  digest TEXT NOT NULL, -- of these
  -- JSON: the newsroom's own row. Written last, for without it nothing is shown.
  newsroom TEXT,
  begun_at TEXT NOT NULL,
  finished_at TEXT
);
