-- How often an entry's revision was cleaned again and came out differently: a part of every ETag.
ALTER TABLE entries ADD COLUMN cleanings INTEGER NOT NULL DEFAULT 0;
-- What an older sanitiser has cleaned is found without reading what it cleaned.
CREATE INDEX originals_sanitizer_version ON originals (sanitizer_version);
