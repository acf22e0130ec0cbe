-- What its operators did. Written before it is done, so that a crash leaves a trace.
CREATE TABLE audit (
  id INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  who TEXT NOT NULL CHECK (who IN ('token', 'desk', 'files')),
  address TEXT, -- where the request came from, as far as it is known
  method TEXT NOT NULL,
  path TEXT NOT NULL,
  what TEXT NOT NULL, -- in words
  status INTEGER, -- of the answer; NULL: begun, and not known to have ended
  detail TEXT NOT NULL -- JSON, without secrets
);
CREATE INDEX audit_at ON audit (at);

-- What is counted for good, by name; and what takes long to count, as it was at that moment.
CREATE TABLE counters (
  name TEXT PRIMARY KEY,
  value INTEGER NOT NULL,
  counted_at TEXT
) WITHOUT ROWID;

-- How a source does, in one word. Held by the database, whoever writes; a column of its own, since an
-- index on what it follows from would be written at every poll, and this one only when it changes.
ALTER TABLE sources ADD COLUMN state TEXT NOT NULL DEFAULT 'new';
-- Its polls and what they brought, counted in the row that every poll writes anyway.
ALTER TABLE sources ADD COLUMN polls_fresh INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sources ADD COLUMN polls_not_modified INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sources ADD COLUMN polls_gone INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sources ADD COLUMN polls_failed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sources ADD COLUMN entries_added INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sources ADD COLUMN entries_changed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sources ADD COLUMN entries_duplicate INTEGER NOT NULL DEFAULT 0;
-- Its last polls, the newest last. The last column: who does not ask for it does not read it.
ALTER TABLE sources ADD COLUMN polls TEXT NOT NULL DEFAULT '[]'; -- JSON

CREATE VIEW source_states AS
SELECT slug, CASE
  WHEN settings ->> 'paused' THEN 'paused'
  WHEN memory ->> 'endedAt' IS NOT NULL THEN 'ended'
  WHEN last_report IS NULL THEN 'new'
  WHEN failures = 0 AND last_report ->> 'outcome' <> 'failed' THEN 'answering'
  ELSE 'failing' END AS state
FROM sources;
CREATE TRIGGER source_state_added AFTER INSERT ON sources
BEGIN
  UPDATE sources SET state = (SELECT state FROM source_states WHERE slug = NEW.slug)
  WHERE slug = NEW.slug AND state <> (SELECT state FROM source_states WHERE slug = NEW.slug);
END;
CREATE TRIGGER source_state_changed AFTER UPDATE OF settings, memory, last_report, failures ON sources
BEGIN
  UPDATE sources SET state = (SELECT state FROM source_states WHERE slug = NEW.slug)
  WHERE slug = NEW.slug AND state <> (SELECT state FROM source_states WHERE slug = NEW.slug);
END;
UPDATE sources SET state = (SELECT v.state FROM source_states v WHERE v.slug = sources.slug);
CREATE INDEX sources_state ON sources (state, slug) WHERE retired_at IS NULL;
CREATE INDEX sources_private ON sources (slug) WHERE retired_at IS NULL AND settings ->> 'private';

-- When the cron last came. One row.
CREATE TABLE cycle (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  -- The first of the cycles that came one after another without a gap until now.
  unbroken_since TEXT NOT NULL,
  began_at TEXT NOT NULL,
  milliseconds INTEGER NOT NULL
);

-- What is told to the operator's webhook, kept until it has arrived or is given up.
CREATE TABLE alerts (
  id TEXT PRIMARY KEY,
  at TEXT NOT NULL,
  payload TEXT NOT NULL, -- the bytes that are signed and sent, at every attempt the same
  attempts INTEGER NOT NULL DEFAULT 0,
  next_attempt_at TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX alerts_next_attempt_at ON alerts (next_attempt_at);
-- The alert that told of it: of several that see it at once, one alone is told.
ALTER TABLE alarms ADD COLUMN alert TEXT;
