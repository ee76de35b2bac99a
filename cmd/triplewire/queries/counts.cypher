// how much there is of what
MATCH (n) UNWIND labels(n) AS label WITH label, count(*) AS n WHERE NOT label IN ['Entity', 'Triplewire'] RETURN label, n ORDER BY n DESC, label
