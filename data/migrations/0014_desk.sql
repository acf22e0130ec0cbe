-- Who is signed in at the desk. Known by the digest of the session's id: what can be read here opens nothing.
CREATE TABLE sessions (
  digest TEXT PRIMARY KEY,
  made_at TEXT NOT NULL,
  ends_at TEXT NOT NULL
) WITHOUT ROWID;

-- Wrong tokens in a row, by the address they came from; '' is everybody together.
CREATE TABLE guesses (
  address TEXT PRIMARY KEY,
  wrong INTEGER NOT NULL,
  last_at TEXT NOT NULL,
  -- The right one came from there: until then, what others guess does not hold it up.
  trusted_until TEXT
) WITHOUT ROWID;
