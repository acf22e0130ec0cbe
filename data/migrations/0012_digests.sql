-- Of all that an entry was cleaned from: one that comes with the same need not be cleaned to be known.
ALTER TABLE originals ADD COLUMN digest TEXT;
