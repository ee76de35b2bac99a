// parameters from, to: a shortest way over direct edges between two entities, by canonical name
MATCH (a:Entity {name: $from}), (b:Entity {name: $to}), p = shortestPath((a)-[*..4]-(b))
WHERE all(r IN relationships(p) WHERE r.facts IS NOT NULL) RETURN p
