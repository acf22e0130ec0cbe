-- The words of each entry, by the row of the entry; the texts themselves stay where they are. What
-- is in it are the tokens our own rules cut a text into, so that a character of a script without
-- spaces is a word here; porter brings English words to their stems.
CREATE VIRTUAL TABLE entry_words USING fts5(
  words,
  content = '',
  contentless_delete = 1,
  tokenize = 'porter unicode61 remove_diacritics 0 categories ''L* N* M* Co'''
);
