CREATE INDEX person_name IF NOT EXISTS FOR (n:Person) ON (n.name);
CREATE INDEX organization_name IF NOT EXISTS FOR (n:Organization) ON (n.name);
CREATE INDEX country_name IF NOT EXISTS FOR (n:Country) ON (n.name);
CREATE INDEX place_name IF NOT EXISTS FOR (n:Place) ON (n.name);
CREATE INDEX group_name IF NOT EXISTS FOR (n:Group) ON (n.name);
CREATE INDEX occasion_name IF NOT EXISTS FOR (n:Occasion) ON (n.name);
CREATE INDEX product_name IF NOT EXISTS FOR (n:Product) ON (n.name);
CREATE CONSTRAINT entity_id IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT fact_id IF NOT EXISTS FOR (n:Fact) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT article_id IF NOT EXISTS FOR (n:Article) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT merge_id IF NOT EXISTS FOR (n:Merge) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT person_id IF NOT EXISTS FOR (n:Person) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT organization_id IF NOT EXISTS FOR (n:Organization) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT country_id IF NOT EXISTS FOR (n:Country) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT place_id IF NOT EXISTS FOR (n:Place) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT group_id IF NOT EXISTS FOR (n:Group) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT occasion_id IF NOT EXISTS FOR (n:Occasion) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT product_id IF NOT EXISTS FOR (n:Product) REQUIRE n.id IS UNIQUE;
CREATE INDEX fact_edge IF NOT EXISTS FOR (n:Fact) ON (n.edge);
CREATE INDEX fact_relation IF NOT EXISTS FOR (n:Fact) ON (n.relation);
CREATE INDEX fact_date IF NOT EXISTS FOR (n:Fact) ON (n.date);
CREATE INDEX article_published IF NOT EXISTS FOR (n:Article) ON (n.published);
CREATE INDEX article_source IF NOT EXISTS FOR (n:Article) ON (n.source);
CREATE INDEX article_story IF NOT EXISTS FOR (n:Article) ON (n.story);
CREATE FULLTEXT INDEX entity_names IF NOT EXISTS FOR (n:Entity) ON EACH [n.name, n.names] OPTIONS {indexConfig: {`fulltext.analyzer`: 'standard-folding'}};
CREATE FULLTEXT INDEX entity_keys IF NOT EXISTS FOR (n:Entity) ON EACH [n.keys] OPTIONS {indexConfig: {`fulltext.analyzer`: 'keyword'}};
CREATE FULLTEXT INDEX article_bands IF NOT EXISTS FOR (n:Article) ON EACH [n.bands] OPTIONS {indexConfig: {`fulltext.analyzer`: 'keyword'}};
CREATE CONSTRAINT store_id IF NOT EXISTS FOR (n:Triplewire) REQUIRE n.id IS UNIQUE;
MERGE (n:Triplewire {id: 'store'}) SET n.version = 1, n.turn = 0;
UNWIND [{`bands`: [], `digest`: '939da1202a066692054a2d68b6855cdb', `forms`: '[{\u0022id\u0022:\u0022Q9\u0022,\u0022type\u0022:\u0022Country\u0022,\u0022name\u0022:\u0022Nine\u0022},{\u0022id\u0022:\u0022e:anna\u0022,\u0022type\u0022:\u0022Person\u0022,\u0022name\u0022:\u0022Анна Керн\u0022},{\u0022id\u0022:\u0022e:nein\u0022,\u0022type\u0022:\u0022Country\u0022,\u0022name\u0022:\u0022Nein\u0022}]', `id`: 'a:0565c671d8f8ae39', `lang`: 'de', `outlet`: null, `published`: '2025-02-03', `sketch`: null, `source`: 'https://twins.example/2', `story`: 'a:0565c671d8f8ae39', `title`: 'On Анна Керн', `url`: 'https://twins.example/2'},
{`bands`: [], `digest`: '7bf602849841debd58b6c61e6c6b9bab', `forms`: '[{\u0022id\u0022:\u0022Q1\u0022,\u0022type\u0022:\u0022Person\u0022,\u0022name\u0022:\u0022Anna Kern\u0022},{\u0022id\u0022:\u0022Q2\u0022,\u0022type\u0022:\u0022Person\u0022,\u0022name\u0022:\u0022Otto\u0022},{\u0022id\u0022:\u0022e:anna\u0022,\u0022type\u0022:\u0022Person\u0022,\u0022name\u0022:\u0022Анна Керн\u0022}]', `id`: 'a:75ad0e15ddb9bd97', `lang`: 'de', `outlet`: null, `published`: '2025-02-04', `sketch`: null, `source`: 'https://twins.example/3', `story`: 'a:75ad0e15ddb9bd97', `title`: 'On Anna Kern', `url`: 'https://twins.example/3'},
{`bands`: [], `digest`: 'e95cd930c729c098fdd676fe72274213', `forms`: '[{\u0022id\u0022:\u0022Q1\u0022,\u0022type\u0022:\u0022Person\u0022,\u0022name\u0022:\u0022Anna Kern\u0022},{\u0022id\u0022:\u0022Q9\u0022,\u0022type\u0022:\u0022Country\u0022,\u0022name\u0022:\u0022Nine\u0022},{\u0022id\u0022:\u0022e:hall\u0022,\u0022type\u0022:\u0022Place\u0022,\u0022name\u0022:\u0022Hall\u0022}]', `id`: 'a:a711dab53a338de2', `lang`: 'de', `outlet`: null, `published`: '2025-02-01', `sketch`: null, `source`: 'https://twins.example/0', `story`: 'a:a711dab53a338de2', `title`: 'On Anna Kern', `url`: 'https://twins.example/0'},
{`bands`: [], `digest`: '3b004fed9263538cab0973fc000b14ec', `forms`: '[{\u0022id\u0022:\u0022Q9\u0022,\u0022type\u0022:\u0022Country\u0022,\u0022name\u0022:\u0022Nine\u0022},{\u0022id\u0022:\u0022e:anna\u0022,\u0022type\u0022:\u0022Person\u0022,\u0022name\u0022:\u0022Анна Керн\u0022},{\u0022id\u0022:\u0022e:hall\u0022,\u0022type\u0022:\u0022Place\u0022,\u0022name\u0022:\u0022Hall\u0022},{\u0022id\u0022:\u0022e:nein\u0022,\u0022type\u0022:\u0022Country\u0022,\u0022name\u0022:\u0022Nein\u0022}]', `id`: 'a:aa97af5bfb41cce1', `lang`: 'de', `outlet`: null, `published`: '2025-02-02', `sketch`: null, `source`: 'https://twins.example/1', `story`: 'a:aa97af5bfb41cce1', `title`: 'On Анна Керн', `url`: 'https://twins.example/1'}] AS row CREATE (n:Article) SET n = row;
UNWIND [{`id`: 'Q9', `iso`: null, `key`: null, `keys`: ['nein', 'nine'], `name`: 'Nein', `names`: ['Nein', 'Nine']}] AS row CREATE (n:Entity:`Country`) SET n = row;
UNWIND [{`id`: 'Q1', `iso`: null, `key`: null, `keys`: ['annakern', 'аннакерн'], `name`: 'Anna Kern', `names`: ['Anna Kern', 'Анна Керн']},
{`id`: 'Q2', `iso`: null, `key`: null, `keys`: ['otto'], `name`: 'Otto', `names`: ['Otto']}] AS row CREATE (n:Entity:`Person`) SET n = row;
UNWIND [{`id`: 'e:hall', `iso`: null, `key`: null, `keys`: ['hall'], `name`: 'Hall', `names`: ['Hall']}] AS row CREATE (n:Entity:`Place`) SET n = row;
UNWIND [{`attribution`: null, `confidence`: 0.9, `date`: '2025-01-02', `edge`: 'Q1\u001FWARNED\u001FQ9', `id`: 'f:5e6a969c18f9160d', `modality`: 'actual', `object`: 'Q9', `place`: null, `polarity`: 'asserted', `quantity`: null, `relation`: 'WARNED', `role`: null, `stated`: 'e:anna\u001FQ9\u001F\u001F', `subject`: 'Q1', `theme`: null},
{`attribution`: null, `confidence`: 0.4, `date`: null, `edge`: 'Q1\u001FVISITED\u001FQ9', `id`: 'f:a6db7d77d829c783', `modality`: 'actual', `object`: 'Q9', `place`: 'e:hall', `polarity`: 'asserted', `quantity`: null, `relation`: 'VISITED', `role`: null, `stated`: 'e:anna\u001Fe:nein\u001Fe:hall\u001F', `subject`: 'Q1', `theme`: null},
{`attribution`: null, `confidence`: 0.7, `date`: null, `edge`: 'Q1\u001FWARNED\u001FQ9', `id`: 'f:b7ed0ec538d8b1c7', `modality`: 'actual', `object`: 'Q9', `place`: null, `polarity`: 'asserted', `quantity`: null, `relation`: 'WARNED', `role`: null, `stated`: 'e:anna\u001FQ9\u001F\u001F', `subject`: 'Q1', `theme`: null},
{`attribution`: null, `confidence`: 0.6, `date`: null, `edge`: 'Q1\u001FVISITED\u001FQ9', `id`: 'f:c3c6696c13b402ee', `modality`: 'actual', `object`: 'Q9', `place`: 'e:hall', `polarity`: 'asserted', `quantity`: null, `relation`: 'VISITED', `role`: null, `stated`: null, `subject`: 'Q1', `theme`: null},
{`attribution`: null, `confidence`: 0.2, `date`: null, `edge`: 'Q1\u001FWARNED\u001FQ9', `id`: 'f:cc184c804abe2780', `modality`: 'actual', `object`: 'Q9', `place`: null, `polarity`: 'asserted', `quantity`: null, `relation`: 'WARNED', `role`: null, `stated`: 'e:anna\u001Fe:nein\u001F\u001F', `subject`: 'Q1', `theme`: null},
{`attribution`: null, `confidence`: 0.5, `date`: null, `edge`: 'Q1\u001FMET\u001FQ2', `id`: 'f:dca079e725a8d2f4', `modality`: 'actual', `object`: 'Q2', `place`: null, `polarity`: 'asserted', `quantity`: null, `relation`: 'MET', `role`: null, `stated`: null, `subject`: 'Q1', `theme`: null},
{`attribution`: null, `confidence`: 0.5, `date`: null, `edge`: 'Q1\u001FMET\u001FQ2', `id`: 'f:e7499196e5a4f73f', `modality`: 'actual', `object`: 'Q2', `place`: null, `polarity`: 'asserted', `quantity`: null, `relation`: 'MET', `role`: null, `stated`: 'Q2\u001Fe:anna\u001F\u001F', `subject`: 'Q1', `theme`: null},
{`attribution`: null, `confidence`: 0.3, `date`: null, `edge`: 'Q1\u001FWARNED\u001FQ9', `id`: 'f:f43a683621b8c002', `modality`: 'actual', `object`: 'Q9', `place`: null, `polarity`: 'negated', `quantity`: null, `relation`: 'WARNED', `role`: null, `stated`: 'e:anna\u001FQ9\u001F\u001F', `subject`: 'Q1', `theme`: null},
{`attribution`: null, `confidence`: 0.5, `date`: null, `edge`: 'Q1\u001FWARNED\u001FQ9', `id`: 'f:f9b2c981264c755c', `modality`: 'actual', `object`: 'Q9', `place`: null, `polarity`: 'asserted', `quantity`: null, `relation`: 'WARNED', `role`: null, `stated`: null, `subject`: 'Q1', `theme`: null}] AS row MATCH (s:Entity {id: row.subject}) MATCH (o:Entity {id: row.object}) CREATE (n:Fact) SET n = row CREATE (n)-[:SUBJECT]->(s) CREATE (n)-[:OBJECT]->(o);
UNWIND [{`e`: 'e:hall', `f`: 'f:a6db7d77d829c783'},
{`e`: 'e:hall', `f`: 'f:c3c6696c13b402ee'}] AS row MATCH (n:Fact {id: row.f}) MATCH (e:Entity {id: row.e}) CREATE (n)-[:AT]->(e);
UNWIND [{`a`: 'a:0565c671d8f8ae39', `f`: 'f:5e6a969c18f9160d', `p`: {`confidence`: 0.9, `end`: 30, `start`: 0, `text`: 'Анна Керн WARNED Nine.'}},
{`a`: 'a:aa97af5bfb41cce1', `f`: 'f:a6db7d77d829c783', `p`: {`confidence`: 0.4, `end`: 62, `start`: 31, `text`: 'Анна Керн VISITED Nein.'}},
{`a`: 'a:aa97af5bfb41cce1', `f`: 'f:b7ed0ec538d8b1c7', `p`: {`confidence`: 0.7, `end`: 30, `start`: 0, `text`: 'Анна Керн WARNED Nine.'}},
{`a`: 'a:a711dab53a338de2', `f`: 'f:c3c6696c13b402ee', `p`: {`confidence`: 0.6, `end`: 46, `start`: 23, `text`: 'Anna Kern VISITED Nine.'}},
{`a`: 'a:0565c671d8f8ae39', `f`: 'f:cc184c804abe2780', `p`: {`confidence`: 0.2, `end`: 92, `start`: 62, `text`: 'Анна Керн WARNED Nein.'}},
{`a`: 'a:75ad0e15ddb9bd97', `f`: 'f:dca079e725a8d2f4', `p`: {`confidence`: 0.5, `end`: 19, `start`: 0, `text`: 'Anna Kern MET Otto.'}},
{`a`: 'a:75ad0e15ddb9bd97', `f`: 'f:e7499196e5a4f73f', `p`: {`confidence`: 0.5, `end`: 47, `start`: 20, `text`: 'Otto MET Анна Керн.'}},
{`a`: 'a:0565c671d8f8ae39', `f`: 'f:f43a683621b8c002', `p`: {`confidence`: 0.3, `end`: 61, `start`: 31, `text`: 'Анна Керн WARNED Nine.'}},
{`a`: 'a:a711dab53a338de2', `f`: 'f:f9b2c981264c755c', `p`: {`confidence`: 0.5, `end`: 22, `start`: 0, `text`: 'Anna Kern WARNED Nine.'}}] AS row MATCH (f:Fact {id: row.f}) MATCH (a:Article {id: row.a}) CREATE (f)-[s:STATED_IN]->(a) SET s = row.p;
UNWIND [{`id`: 'e:anna', `into`: 'Q1', `note`: 'one person'},
{`id`: 'e:nein', `into`: 'Q9', `note`: ''}] AS row CREATE (n:Merge) SET n = row;
UNWIND [{`o`: 'Q2', `p`: {`articles`: 1, `confidence`: 0.5, `facts`: 2, `first`: '2025-02-04', `last`: '2025-02-04', `modality`: 'actual', `negated`: 0, `polarity`: 'asserted', `sources`: 1}, `s`: 'Q1'}] AS row MATCH (a:Entity {id: row.s}) MATCH (b:Entity {id: row.o}) CREATE (a)-[r:`MET`]->(b) SET r = row.p;
UNWIND [{`o`: 'Q9', `p`: {`articles`: 2, `confidence`: 0.6, `facts`: 2, `first`: '2025-02-01', `last`: '2025-02-02', `modality`: 'actual', `negated`: 0, `polarity`: 'asserted', `sources`: 2}, `s`: 'Q1'}] AS row MATCH (a:Entity {id: row.s}) MATCH (b:Entity {id: row.o}) CREATE (a)-[r:`VISITED`]->(b) SET r = row.p;
UNWIND [{`o`: 'Q9', `p`: {`articles`: 3, `confidence`: 0.9, `facts`: 5, `first`: '2025-01-02', `last`: '2025-02-03', `modality`: 'actual', `negated`: 1, `polarity`: 'asserted', `sources`: 3}, `s`: 'Q1'}] AS row MATCH (a:Entity {id: row.s}) MATCH (b:Entity {id: row.o}) CREATE (a)-[r:`WARNED`]->(b) SET r = row.p;
