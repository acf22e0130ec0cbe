-- What our feeds tell of any source: a part of what every kept document was made from.
ALTER TABLE newsroom ADD COLUMN sources_version INTEGER NOT NULL DEFAULT 0;

CREATE TRIGGER sources_added AFTER INSERT ON sources BEGIN
  UPDATE newsroom SET sources_version = sources_version + 1;
END;

-- By what it says and not by the moment, for two changes may fall into one second.
CREATE TRIGGER sources_told AFTER UPDATE ON sources
WHEN new.slug <> old.slug OR new.url <> old.url OR new.settings <> old.settings
  OR new.changed_at <> old.changed_at
  OR json_remove(coalesce(new.feed, '{}'), '$.updated')
     <> json_remove(coalesce(old.feed, '{}'), '$.updated')
BEGIN
  UPDATE newsroom SET sources_version = sources_version + 1;
END;

-- A topic that was taken out of the newsroom keeps its stream, so that its readers are told (410).
ALTER TABLE streams ADD COLUMN ended_at TEXT;

-- The copies of an entry stand beside it in every feed.
CREATE INDEX entries_lead ON entries (lead) WHERE lead IS NOT NULL;

-- Few entries in a language among many are found without reading the many.
CREATE INDEX entries_language ON entries (lower(head ->> 'language'))
WHERE lead IS NULL AND withdrawn_at IS NULL;
