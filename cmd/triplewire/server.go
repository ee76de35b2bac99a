package main

import (
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/triplewire/triplewire/graph/neo4j"
	"github.com/triplewire/triplewire/schema"
	"github.com/urfave/cli/v2"
)

// server opens the Neo4j store at an address.
func (p *program) server(c *cli.Context, address string) (*neo4j.Store, error) {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return nil, usagef("--store: %q is not an address such as neo4j://localhost:7687", redacted(address))
	}
	user := c.String("user")
	if u.User != nil {
		if _, given := u.User.Password(); given {
			return nil, usagef("--store: no password in the address, it would show in process lists; set TRIPLEWIRE_PASSWORD or use --password-file")
		}
		user, u.User = u.User.Username(), nil
	}
	secret, err := password(c.String("password-file"))
	if err != nil {
		return nil, err
	}
	if secret == "" {
		user = "" // a server that asks for no password asks for no user either
	}
	o, err := schema.LoadOntology()
	if err != nil {
		return nil, err
	}
	return neo4j.Open(c.Context, neo4j.Options{URL: u.String(), User: user, Password: secret, Database: c.String("database"), Ontology: o,
		Waiting: func(cause error, next time.Duration) {
			if next == 0 {
				p.log.Warnf("%v; waiting", cause)
				return
			}
			p.log.Warnf("the store is away, trying again in %s: %v", next.Round(time.Millisecond), cause)
		}})
}

// isServer tells addresses of a Neo4j server.
func isServer(address string) bool {
	scheme, _, _ := strings.Cut(address, "://")
	switch scheme {
	case "neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc":
		return strings.Contains(address, "://")
	}
	return false
}

func (p *program) openServer(c *cli.Context, address string) (*openedStore, error) {
	s, err := p.server(c, address)
	if err != nil {
		return nil, err
	}
	return &openedStore{Store: s, name: redacted(address)}, nil
}

// redacted takes user and password out of an address.
func redacted(address string) string {
	scheme, rest, _ := strings.Cut(address, "://")
	if i := strings.LastIndex(rest, "@"); i >= 0 {
		rest = rest[i+1:]
	}
	return fmt.Sprintf("%s://%s", scheme, rest)
}
