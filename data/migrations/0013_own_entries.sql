-- What the operator has written, drafts and what is not due yet among it. Among `entries` stands only
-- what may be shown: whoever reads those needs to know of neither.
CREATE TABLE own_entries (
  slug TEXT PRIMARY KEY, -- the key of its entry
  -- JSON: the entry's file. NULL: it is gone from data/, or an older version did not keep it.
  definition TEXT,
  managed_by TEXT NOT NULL CHECK (managed_by IN ('data', 'api')),
  changed_at TEXT NOT NULL,
  -- How often it was written: who carries out an older one leaves the newer one due.
  version INTEGER NOT NULL DEFAULT 1,
  held TEXT CHECK (held IN ('draft', 'scheduled')), -- why it is not shown
  due_at TEXT -- when it is to be carried out among the entries; NULL: it is
) WITHOUT ROWID;
CREATE INDEX own_entries_due ON own_entries (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX own_entries_held ON own_entries (held, definition ->> 'published' DESC, slug DESC)
WHERE held IS NOT NULL;

-- Those that were applied before this table was; the next time data/ is applied tells what they are.
INSERT INTO own_entries (slug, managed_by, changed_at)
SELECT key, 'data', changed_at FROM entries WHERE source IS NULL AND withdrawn_at IS NULL;

-- What the operator has withdrawn, whatever its source says of it. Without a reference to the entry:
-- one that is deleted and then brought again is still withdrawn.
CREATE TABLE withdrawals (
  key TEXT PRIMARY KEY,
  withdrawn_at TEXT NOT NULL,
  because TEXT -- in words, if the operator gave any
) WITHOUT ROWID;

-- What its source says: its publisher, or the operator's own definition of it. `withdrawn_at` is what
-- comes of that and of the operator's word, and all that readers' queries look at.
ALTER TABLE entries ADD COLUMN source_withdrew_at TEXT;
ALTER TABLE entries ADD COLUMN source_withdrew_because TEXT;
UPDATE entries SET source_withdrew_at = withdrawn_at, source_withdrew_because = withdrawn_because
WHERE withdrawn_at IS NOT NULL;

-- A poll, a better sanitiser or a changed rule may file at the moment in which the operator withdraws.
CREATE TRIGGER withdrawn_is_not_filed BEFORE INSERT ON entry_topics
WHEN EXISTS (SELECT 1 FROM entries WHERE key = NEW.key AND withdrawn_at IS NOT NULL)
BEGIN
  SELECT RAISE(IGNORE);
END;

-- The operator looks at what readers do not see, newest first.
CREATE INDEX entries_withdrawn ON entries (sort_at DESC, key DESC) WHERE withdrawn_at IS NOT NULL;
CREATE INDEX entries_duplicate ON entries (sort_at DESC, key DESC)
WHERE lead IS NOT NULL AND withdrawn_at IS NULL;
