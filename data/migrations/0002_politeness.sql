-- What earlier polls taught us that one answer alone does not prove: rhythm, 410s, redirects.
ALTER TABLE sources ADD COLUMN memory TEXT NOT NULL DEFAULT '{}'; -- JSON
CREATE INDEX sources_polled ON sources (polled_at);

-- Addresses that a source had before it moved.
CREATE TABLE source_aliases (
  url TEXT PRIMARY KEY,
  slug TEXT NOT NULL REFERENCES sources (slug) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX source_aliases_slug ON source_aliases (slug);

-- Hosts that asked us to leave all their feeds alone for a while (429, 503).
CREATE TABLE hosts (
  host TEXT PRIMARY KEY,
  not_before TEXT NOT NULL,
  because TEXT NOT NULL
) WITHOUT ROWID;

-- What the operator was told and need not be told again while it lasts.
CREATE TABLE alarms (
  name TEXT PRIMARY KEY,
  since TEXT NOT NULL
) WITHOUT ROWID;
