-- The engine's own full-text index over terms that we compute. `select rowid from action_search($1)` asks it on both engines.
create virtual table action_search using fts5 (terms, tokenize = "unicode61 remove_diacritics 0");
