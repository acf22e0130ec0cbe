-- The newest entries of a source are read whenever it brings something new, to see whether it is
-- something old under a new id.
DROP INDEX entries_source;
CREATE INDEX entries_source ON entries (source, sort_at DESC);
