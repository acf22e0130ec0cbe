-- An entry is asked about by its address.
CREATE INDEX entries_url ON entries (head ->> 'url');
