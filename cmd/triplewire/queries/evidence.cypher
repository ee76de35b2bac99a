// parameters a, b: every sentence that states a fact between two entities, by canonical name
MATCH (x:Entity {name: $a}), (y:Entity {name: $b}), (f:Fact)
WHERE (f)-[:SUBJECT]->(x) AND (f)-[:OBJECT]->(y) OR (f)-[:SUBJECT]->(y) AND (f)-[:OBJECT]->(x)
MATCH (f)-[s:STATED_IN]->(article:Article)
RETURN coalesce(f.date, article.published) AS date, f.relation AS relation, f.theme AS theme, s.text AS sentence, article.source AS article ORDER BY date, f.id
