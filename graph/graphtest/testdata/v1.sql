PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE article (
	id TEXT PRIMARY KEY, source TEXT NOT NULL, title TEXT NOT NULL, url TEXT NOT NULL, lang TEXT NOT NULL,
	published TEXT NOT NULL, outlet TEXT NOT NULL, forms TEXT NOT NULL, digest TEXT NOT NULL, sketch TEXT NOT NULL,
	story TEXT NOT NULL
);
INSERT INTO article VALUES('a:a711dab53a338de2','https://twins.example/0','On Anna Kern','https://twins.example/0','de','2025-02-01','','[{"id":"Q1","type":"Person","name":"Anna Kern"},{"id":"Q9","type":"Country","name":"Nine"},{"id":"e:hall","type":"Place","name":"Hall"}]','e95cd930c729c098fdd676fe72274213','','a:a711dab53a338de2');
INSERT INTO article VALUES('a:aa97af5bfb41cce1','https://twins.example/1','On Анна Керн','https://twins.example/1','de','2025-02-02','','[{"id":"Q9","type":"Country","name":"Nine"},{"id":"e:anna","type":"Person","name":"Анна Керн"},{"id":"e:hall","type":"Place","name":"Hall"},{"id":"e:nein","type":"Country","name":"Nein"}]','3b004fed9263538cab0973fc000b14ec','','a:aa97af5bfb41cce1');
INSERT INTO article VALUES('a:0565c671d8f8ae39','https://twins.example/2','On Анна Керн','https://twins.example/2','de','2025-02-03','','[{"id":"Q9","type":"Country","name":"Nine"},{"id":"e:anna","type":"Person","name":"Анна Керн"},{"id":"e:nein","type":"Country","name":"Nein"}]','939da1202a066692054a2d68b6855cdb','','a:0565c671d8f8ae39');
INSERT INTO article VALUES('a:75ad0e15ddb9bd97','https://twins.example/3','On Anna Kern','https://twins.example/3','de','2025-02-04','','[{"id":"Q1","type":"Person","name":"Anna Kern"},{"id":"Q2","type":"Person","name":"Otto"},{"id":"e:anna","type":"Person","name":"Анна Керн"}]','7bf602849841debd58b6c61e6c6b9bab','','a:75ad0e15ddb9bd97');
CREATE TABLE band (band TEXT, article TEXT, PRIMARY KEY (band, article)) WITHOUT ROWID;
CREATE TABLE entity (
	id TEXT PRIMARY KEY, type TEXT NOT NULL, name TEXT NOT NULL, iso TEXT NOT NULL, key TEXT NOT NULL, names TEXT NOT NULL
);
INSERT INTO entity VALUES('Q1','Person','Anna Kern','','','["Anna Kern","Анна Керн"]');
INSERT INTO entity VALUES('Q2','Person','Otto','','','["Otto"]');
INSERT INTO entity VALUES('Q9','Country','Nein','','','["Nein","Nine"]');
INSERT INTO entity VALUES('e:hall','Place','Hall','','','["Hall"]');
CREATE TABLE name (key TEXT, entity TEXT, PRIMARY KEY (key, entity)) WITHOUT ROWID;
INSERT INTO name VALUES('annakern','Q1');
INSERT INTO name VALUES('аннакерн','Q1');
INSERT INTO name VALUES('otto','Q2');
INSERT INTO name VALUES('nein','Q9');
INSERT INTO name VALUES('nine','Q9');
INSERT INTO name VALUES('hall','e:hall');
CREATE TABLE fact (
	id TEXT PRIMARY KEY, relation TEXT NOT NULL,
	subject TEXT NOT NULL, object TEXT NOT NULL, place TEXT NOT NULL, attribution TEXT NOT NULL,
	stated TEXT NOT NULL, -- the four roles as stated, where merges made them others; else ''
	theme TEXT NOT NULL, date TEXT NOT NULL, quantity TEXT NOT NULL, role TEXT NOT NULL,
	polarity TEXT NOT NULL, modality TEXT NOT NULL, confidence REAL NOT NULL
);
INSERT INTO fact VALUES('f:5e6a969c18f9160d','WARNED','Q1','Q9','','','{"subject":"e:anna","object":"Q9","place":"","attribution":""}','','2025-01-02','','','asserted','actual',0.9000000000000000222);
INSERT INTO fact VALUES('f:a6db7d77d829c783','VISITED','Q1','Q9','e:hall','','{"subject":"e:anna","object":"e:nein","place":"e:hall","attribution":""}','','','','','asserted','actual',0.4000000000000000222);
INSERT INTO fact VALUES('f:b7ed0ec538d8b1c7','WARNED','Q1','Q9','','','{"subject":"e:anna","object":"Q9","place":"","attribution":""}','','','','','asserted','actual',0.69999999999999995559);
INSERT INTO fact VALUES('f:c3c6696c13b402ee','VISITED','Q1','Q9','e:hall','','','','','','','asserted','actual',0.59999999999999997779);
INSERT INTO fact VALUES('f:cc184c804abe2780','WARNED','Q1','Q9','','','{"subject":"e:anna","object":"e:nein","place":"","attribution":""}','','','','','asserted','actual',0.2000000000000000111);
INSERT INTO fact VALUES('f:dca079e725a8d2f4','MET','Q1','Q2','','','','','','','','asserted','actual',0.5);
INSERT INTO fact VALUES('f:e7499196e5a4f73f','MET','Q1','Q2','','','{"subject":"Q2","object":"e:anna","place":"","attribution":""}','','','','','asserted','actual',0.5);
INSERT INTO fact VALUES('f:f43a683621b8c002','WARNED','Q1','Q9','','','{"subject":"e:anna","object":"Q9","place":"","attribution":""}','','','','','negated','actual',0.29999999999999998889);
INSERT INTO fact VALUES('f:f9b2c981264c755c','WARNED','Q1','Q9','','','','','','','','asserted','actual',0.5);
CREATE TABLE statement (
	fact TEXT, article TEXT, start INTEGER, stop INTEGER, text TEXT NOT NULL, confidence REAL NOT NULL,
	PRIMARY KEY (fact, article, start, stop)
) WITHOUT ROWID;
INSERT INTO statement VALUES('f:5e6a969c18f9160d','a:0565c671d8f8ae39',0,30,'Анна Керн WARNED Nine.',0.9000000000000000222);
INSERT INTO statement VALUES('f:a6db7d77d829c783','a:aa97af5bfb41cce1',31,62,'Анна Керн VISITED Nein.',0.4000000000000000222);
INSERT INTO statement VALUES('f:b7ed0ec538d8b1c7','a:aa97af5bfb41cce1',0,30,'Анна Керн WARNED Nine.',0.69999999999999995559);
INSERT INTO statement VALUES('f:c3c6696c13b402ee','a:a711dab53a338de2',23,46,'Anna Kern VISITED Nine.',0.59999999999999997779);
INSERT INTO statement VALUES('f:cc184c804abe2780','a:0565c671d8f8ae39',62,92,'Анна Керн WARNED Nein.',0.2000000000000000111);
INSERT INTO statement VALUES('f:dca079e725a8d2f4','a:75ad0e15ddb9bd97',0,19,'Anna Kern MET Otto.',0.5);
INSERT INTO statement VALUES('f:e7499196e5a4f73f','a:75ad0e15ddb9bd97',20,47,'Otto MET Анна Керн.',0.5);
INSERT INTO statement VALUES('f:f43a683621b8c002','a:0565c671d8f8ae39',31,61,'Анна Керн WARNED Nine.',0.29999999999999998889);
INSERT INTO statement VALUES('f:f9b2c981264c755c','a:a711dab53a338de2',0,22,'Anna Kern WARNED Nine.',0.5);
CREATE TABLE edge (
	subject TEXT, relation TEXT, object TEXT,
	facts INTEGER NOT NULL, negated INTEGER NOT NULL, articles INTEGER NOT NULL, sources INTEGER NOT NULL,
	first TEXT NOT NULL, last TEXT NOT NULL, polarity TEXT NOT NULL, modality TEXT NOT NULL, confidence REAL NOT NULL,
	PRIMARY KEY (subject, relation, object)
) WITHOUT ROWID;
INSERT INTO edge VALUES('Q1','MET','Q2',2,0,1,1,'2025-02-04','2025-02-04','asserted','actual',0.5);
INSERT INTO edge VALUES('Q1','VISITED','Q9',2,0,2,2,'2025-02-01','2025-02-02','asserted','actual',0.59999999999999997779);
INSERT INTO edge VALUES('Q1','WARNED','Q9',5,1,3,3,'2025-01-02','2025-02-03','asserted','actual',0.9000000000000000222);
CREATE TABLE merge (source TEXT PRIMARY KEY, target TEXT NOT NULL, note TEXT NOT NULL) WITHOUT ROWID;
INSERT INTO merge VALUES('e:anna','Q1','one person');
INSERT INTO merge VALUES('e:nein','Q9','');
CREATE INDEX article_source ON article (source);
CREATE INDEX article_story ON article (story);
CREATE INDEX band_article ON band (article);
CREATE INDEX name_entity ON name (entity);
CREATE INDEX fact_edge ON fact (subject, relation, object);
CREATE INDEX fact_object ON fact (object);
CREATE INDEX fact_place ON fact (place) WHERE place <> '';
CREATE INDEX fact_attribution ON fact (attribution) WHERE attribution <> '';
CREATE INDEX fact_date ON fact (date);
CREATE INDEX statement_article ON statement (article);
CREATE INDEX edge_object ON edge (object);
COMMIT;
PRAGMA application_id=1953524855;
PRAGMA user_version=1;
