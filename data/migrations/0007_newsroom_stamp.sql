-- Another with every change of settings or topics: who holds what was read under it need not read again.
ALTER TABLE newsroom ADD COLUMN stamp TEXT NOT NULL DEFAULT '';
