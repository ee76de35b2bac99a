-- The records of package graph. Keys are byte strings in their own order (collation BINARY).
CREATE TABLE article (
	id TEXT PRIMARY KEY, source TEXT NOT NULL, title TEXT NOT NULL, url TEXT NOT NULL, lang TEXT NOT NULL,
	published TEXT NOT NULL, outlet TEXT NOT NULL, forms TEXT NOT NULL, digest TEXT NOT NULL, sketch TEXT NOT NULL,
	story TEXT NOT NULL
);
CREATE INDEX article_source ON article (source);
CREATE INDEX article_story ON article (story);
CREATE TABLE band (band TEXT, article TEXT, PRIMARY KEY (band, article)) WITHOUT ROWID;
CREATE INDEX band_article ON band (article);

CREATE TABLE entity (
	id TEXT PRIMARY KEY, type TEXT NOT NULL, name TEXT NOT NULL, iso TEXT NOT NULL, key TEXT NOT NULL, names TEXT NOT NULL
);
CREATE TABLE name (key TEXT, entity TEXT, PRIMARY KEY (key, entity)) WITHOUT ROWID;
CREATE INDEX name_entity ON name (entity);

CREATE TABLE fact (
	id TEXT PRIMARY KEY, relation TEXT NOT NULL,
	subject TEXT NOT NULL, object TEXT NOT NULL, place TEXT NOT NULL, attribution TEXT NOT NULL,
	stated TEXT NOT NULL, -- the four roles as stated, where merges made them others; else ''
	theme TEXT NOT NULL, date TEXT NOT NULL, quantity TEXT NOT NULL, role TEXT NOT NULL,
	polarity TEXT NOT NULL, modality TEXT NOT NULL, confidence REAL NOT NULL,
	same TEXT NOT NULL DEFAULT '' -- the id of what it says after merges, where that is another one
);
CREATE INDEX fact_same ON fact (same) WHERE same <> '';
-- each index costs a page for nearly every fact, whose ids are random: facts by object are found through their edges
CREATE INDEX fact_edge ON fact (subject, relation, object);
CREATE INDEX fact_place ON fact (place) WHERE place <> '';
CREATE INDEX fact_attribution ON fact (attribution) WHERE attribution <> '';

CREATE TABLE statement (
	fact TEXT, article TEXT, start INTEGER, stop INTEGER, text TEXT NOT NULL, confidence REAL NOT NULL,
	PRIMARY KEY (fact, article, start, stop)
) WITHOUT ROWID;
CREATE INDEX statement_article ON statement (article);

CREATE TABLE edge (
	subject TEXT, relation TEXT, object TEXT,
	facts INTEGER NOT NULL, negated INTEGER NOT NULL, articles INTEGER NOT NULL, sources INTEGER NOT NULL,
	first TEXT NOT NULL, last TEXT NOT NULL, polarity TEXT NOT NULL, modality TEXT NOT NULL, confidence REAL NOT NULL,
	PRIMARY KEY (subject, relation, object)
) WITHOUT ROWID;
CREATE INDEX edge_object ON edge (object);

CREATE TABLE merge (source TEXT PRIMARY KEY, target TEXT NOT NULL, note TEXT NOT NULL) WITHOUT ROWID;
