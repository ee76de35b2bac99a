// facts that some passages assert and others negate
MATCH (a:Entity)<-[:SUBJECT]-(f:Fact {polarity: 'asserted'})-[:OBJECT]->(b:Entity),
      (a)<-[:SUBJECT]-(g:Fact {polarity: 'negated', relation: f.relation})-[:OBJECT]->(b)
MATCH (f)-[s:STATED_IN]->(), (g)-[t:STATED_IN]->()
RETURN a.name AS subject, f.relation AS relation, b.name AS object, s.text AS asserted, t.text AS negated ORDER BY f.id, g.id
