// who supplied whom with what, and which sentence says so
MATCH (a:Entity)<-[:SUBJECT]-(f:Fact {relation: 'SUPPLIED'})-[:OBJECT]->(b:Entity), (f)-[s:STATED_IN]->(article:Article)
RETURN a.name AS supplier, f.theme AS goods, b.name AS recipient, s.text AS sentence, article.source AS article ORDER BY f.id
