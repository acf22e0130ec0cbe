-- What is compared of each entry to tell whether another tells the same story, and where that has
-- put it. What an older ladder has placed is placed anew in the background; 0 is older than any.
CREATE TABLE tellings (
  key TEXT PRIMARY KEY REFERENCES entries (key) ON DELETE CASCADE,
  ladder_version INTEGER NOT NULL DEFAULT 0,
  -- Of `story_clock` when it was placed: who decides on what was placed meanwhile decides again.
  tick INTEGER NOT NULL DEFAULT 0,
  -- Names all that are tied together, however far apart they then are.
  neighbourhood TEXT NOT NULL,
  page TEXT, -- what it leads to, under one name for all its addresses
  signature TEXT, -- JSON; NULL: not compared yet
  marks TEXT, -- JSON: those of it in `marks`
  because TEXT -- JSON: what ties it to its cluster, and how
) WITHOUT ROWID;
CREATE INDEX tellings_neighbourhood ON tellings (neighbourhood);
CREATE INDEX tellings_ladder_version ON tellings (ladder_version);
CREATE INDEX tellings_tick ON tellings (tick);

-- What tellings are looked up by: two that may tell the same mostly share one. By nothing else, so
-- that each is one row; entries stay, and so it needs no way back from them.
CREATE TABLE marks (
  mark INTEGER NOT NULL,
  sort_at TEXT NOT NULL,
  key TEXT NOT NULL,
  PRIMARY KEY (mark, sort_at, key)
) WITHOUT ROWID;

-- Counts what was placed, in batches.
CREATE TABLE story_clock (one INTEGER PRIMARY KEY CHECK (one = 1), tick INTEGER NOT NULL);
INSERT INTO story_clock (one, tick) VALUES (1, 1);

-- What the operator says of an entry. No run of the ladder writes here.
CREATE TABLE story_decisions (
  key TEXT PRIMARY KEY REFERENCES entries (key) ON DELETE CASCADE,
  duplicate_of TEXT REFERENCES entries (key), -- NULL: of none
  is_apart INTEGER NOT NULL, -- whatever likeness says
  decided_at TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX story_decisions_duplicate_of ON story_decisions (duplicate_of);

-- The id of another entry of its cluster, under which the shown one was known before.
ALTER TABLE entries ADD COLUMN served_id TEXT;
CREATE INDEX entries_with_duplicates ON entries (sort_at DESC, key DESC) WHERE withdrawn_at IS NULL;

-- Duplicates are filed as well, for whoever asks to see them.
ALTER TABLE entry_topics ADD COLUMN is_duplicate INTEGER NOT NULL DEFAULT 0;

-- Held by the database, whoever writes: a filing knows whether its entry is shown, and an entry that
-- is new or changed is placed anew, at the latest in the background.
CREATE TRIGGER filed_as_duplicate AFTER INSERT ON entry_topics
WHEN EXISTS (SELECT 1 FROM entries WHERE key = NEW.key AND lead IS NOT NULL)
BEGIN
  UPDATE entry_topics SET is_duplicate = 1
  WHERE topic = NEW.topic AND sort_at = NEW.sort_at AND key = NEW.key;
END;
CREATE TRIGGER lead_changed AFTER UPDATE OF lead ON entries WHEN OLD.lead IS NOT NEW.lead
BEGIN
  UPDATE entry_topics SET is_duplicate = NEW.lead IS NOT NULL WHERE key = NEW.key;
END;
CREATE TRIGGER entry_added AFTER INSERT ON entries
BEGIN
  INSERT INTO tellings (key, neighbourhood) VALUES (NEW.key, NEW.key) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER entry_changed AFTER UPDATE OF fingerprint, withdrawn_at ON entries
WHEN OLD.fingerprint <> NEW.fingerprint OR OLD.withdrawn_at IS NOT NEW.withdrawn_at
BEGIN
  UPDATE tellings SET ladder_version = 0 WHERE key = NEW.key;
END;

-- Which of a cluster is shown may change with who is official.
CREATE TRIGGER source_promoted AFTER UPDATE OF settings ON sources
WHEN coalesce(OLD.settings ->> 'official', 0) <> coalesce(NEW.settings ->> 'official', 0)
BEGIN
  UPDATE tellings SET ladder_version = 0
  WHERE key IN (SELECT key FROM entries WHERE source = NEW.slug);
END;

INSERT INTO tellings (key, neighbourhood) SELECT key, key FROM entries;
