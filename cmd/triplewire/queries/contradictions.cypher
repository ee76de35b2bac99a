// facts that some passages assert and others negate, or for which they give other quantities; what only one says tells nothing apart
MATCH (f:Fact {polarity: 'asserted'}), (g:Fact {edge: f.edge})
WITH f, g, g.polarity = 'negated' AS denied, split(f.quantity, ' ') AS q, split(g.quantity, ' ') AS r
WHERE (denied AND (f.quantity IS NULL OR g.quantity IS NULL OR f.quantity = g.quantity)
    OR NOT denied AND f.id < g.id AND q[0] <> r[0] AND tail(q) = tail(r))
  AND coalesce(f.theme = g.theme, true) AND coalesce(f.role = g.role, true) AND coalesce(f.place = g.place, true)
  AND coalesce(split(f.date, '/')[0] <= split(g.date, '/')[-1] + '~' AND split(g.date, '/')[0] <= split(f.date, '/')[-1] + '~', true)
MATCH (a:Entity)<-[:SUBJECT]-(f)-[:OBJECT]->(b:Entity)
MATCH (f)-[s:STATED_IN]->(), (g)-[t:STATED_IN]->()
RETURN CASE WHEN denied THEN 'denied' ELSE 'quantity' END AS why, a.name AS subject, f.relation AS relation, b.name AS object,
  f.quantity AS quantity, g.quantity AS other, s.text AS sentence, t.text AS against ORDER BY f.id, g.id, s.text, t.text
