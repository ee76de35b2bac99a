package main

import (
	"context"
	"os"
	"sync"
	"testing"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/rogpeppe/go-internal/testscript"
	"github.com/triplewire/triplewire/graph/graphtest"
)

// neo4jForScripts is the server of the script tests, started on first use: the one of NEO4J_URI if it asks for a
// password, else one of our own that does, so that refusals can be seen.
type neo4jForScripts struct {
	t      *testing.T
	once   sync.Once
	server graphtest.Server
	err    error
}

func (n *neo4jForScripts) start() {
	if os.Getenv("NEO4J_URI") != "" && os.Getenv("NEO4J_PASSWORD") != "" {
		n.server.Start(n.t)
		return
	}
	home, err := os.MkdirTemp("", "neo4j-scripts-")
	if err != nil {
		n.err = err
		return
	}
	n.server.Auth = true
	n.err = n.server.Run(home)
}

// run sends one statement to the server.
func (n *neo4jForScripts) run(statement string) error {
	ctx := context.Background()
	driver, err := neo4j.NewDriverWithContext(n.server.URL, neo4j.BasicAuth(n.server.User, n.server.Password, ""))
	if err != nil {
		return err
	}
	defer driver.Close(ctx)
	session := driver.NewSession(ctx, neo4j.SessionConfig{})
	defer session.Close(ctx)
	result, err := session.Run(ctx, statement, nil)
	if err != nil {
		return err
	}
	_, err = result.Consume(ctx)
	return err
}

// script gives the script command `neo4j`, which sets NEO4J_URI and NEO4J_PASSWORD to an empty server, and
// `neo4j STATEMENT`, which changes the server behind the program's back. One script at a time may use it.
func (n *neo4jForScripts) script(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) > 1 {
		ts.Fatalf("usage: neo4j [STATEMENT]")
	}
	n.once.Do(n.start)
	if n.err != nil {
		ts.Fatalf("this test needs Neo4j: set NEO4J_URI, or install Java 17 and Maven: %v", n.err)
	}
	statement := "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS"
	if len(args) == 1 {
		statement = args[0]
	}
	ts.Check(n.run(statement))
	ts.Setenv("NEO4J_URI", n.server.URL)
	ts.Setenv("NEO4J_USER", n.server.User)
	ts.Setenv("NEO4J_PASSWORD", n.server.Password)
}
