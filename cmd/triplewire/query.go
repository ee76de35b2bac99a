package main

import (
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/urfave/cli/v2"
)

//go:embed queries/*.cypher
var savedQueries embed.FS

func (p *program) queryCommand() *cli.Command {
	return &cli.Command{
		Name:  "query",
		Usage: "runs a Cypher query that reads, on a Neo4j store",
		UsageText: "triplewire query CYPHER [--param k=v…]\ntriplewire query --saved NAME [--param k=v…]\n\n" +
			"Saved queries: " + strings.Join(savedNames(), ", ") + ". A parameter's value is JSON where it can be read so, else text.",
		ArgsUsage: "one CYPHER query, or --saved NAME",
		Flags: flags(storeFlags(), []cli.Flag{
			formatFlag(tableFormats...),
			stringFlag("saved", "", "`NAME` of a saved query"),
			listFlag("param", "a parameter, `k=v`; may be given several times"),
		}),
		Action: p.query,
	}
}

func (p *program) query(c *cli.Context) error {
	f, err := format(c, tableFormats...)
	if err != nil {
		return err
	}
	cypher, err := cypherOf(c)
	if err != nil {
		return err
	}
	params, err := parameters(c.StringSlice("param"))
	if err != nil {
		return err
	}
	address := c.String("store")
	if !isServer(address) {
		return usagef("Cypher needs Neo4j, and %s is an embedded store: use path, neighbors, timeline, show or export here, or "+
			"bring the graph to a server with `triplewire copy %s neo4j://HOST:7687` and ask there with --store neo4j://HOST:7687", address, address)
	}
	s, err := p.server(c, address)
	if err != nil {
		return err
	}
	var g grid
	err = s.Cypher(c.Context, cypher, params, func(columns []string, row []any) error {
		g.columns = columns
		g.add(row...)
		if f != "jsonl" {
			return nil
		}
		err := g.write(p.stdout, f) // row by row: an answer may be large
		g.rows = nil
		return err
	})
	if err == nil && f != "jsonl" {
		err = g.write(p.stdout, f)
	}
	return errors.Join(err, (&openedStore{Store: s, name: redacted(address)}).close())
}

// cypherOf gives the query: the argument, or a saved one.
func cypherOf(c *cli.Context) (string, error) {
	name := c.String("saved")
	if name == "" {
		args, err := arguments(c, 1, 1)
		if err != nil {
			return "", err
		}
		return args[0], nil
	}
	if c.Args().Present() {
		return "", usagef("query takes CYPHER or --saved, not both")
	}
	data, err := savedQueries.ReadFile("queries/" + name + ".cypher")
	if errors.Is(err, fs.ErrNotExist) {
		return "", usagef("--saved: there is no query %q; there are %s", name, strings.Join(savedNames(), ", "))
	}
	return string(data), err
}

func savedNames() []string {
	files, err := fs.Glob(savedQueries, "queries/*.cypher")
	if err != nil {
		return nil // the pattern is right
	}
	for i, f := range files {
		files[i] = strings.TrimSuffix(strings.TrimPrefix(f, "queries/"), ".cypher")
	}
	return files
}

// parameters reads k=v; a value that is JSON is taken as such, so numbers and lists are possible.
func parameters(list []string) (map[string]any, error) {
	params := map[string]any{}
	for _, kv := range list {
		key, text, ok := strings.Cut(kv, "=")
		if !ok || key == "" {
			return nil, usagef("--param: want k=v, not %q", kv)
		}
		var v any
		dec := json.NewDecoder(strings.NewReader(text))
		dec.UseNumber()
		if err := dec.Decode(&v); err != nil || dec.More() {
			v = text
		}
		if params[key], ok = numbers(v); !ok {
			return nil, fmt.Errorf("--param %s: %s is too large a number", key, text)
		}
	}
	return params, nil
}

// numbers gives integers as such: a count is no floating point number for Cypher.
func numbers(v any) (any, bool) {
	switch v := v.(type) {
	case json.Number:
		if n, err := v.Int64(); err == nil {
			return n, true
		}
		x, err := v.Float64()
		return x, err == nil
	case []any:
		for i := range v {
			var ok bool
			if v[i], ok = numbers(v[i]); !ok {
				return nil, false
			}
		}
	}
	return v, true
}
