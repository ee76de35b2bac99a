package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"time"

	"github.com/triplewire/triplewire/graph"
	"github.com/triplewire/triplewire/graph/sqlite"
	"github.com/triplewire/triplewire/schema"
	"github.com/urfave/cli/v2"
)

// openedStore is a store with the name by which messages call it.
type openedStore struct {
	graph.Store
	name     string
	embedded bool
}

// creation says whether a file that is not there is made.
type creation bool

const (
	mayCreate creation = true
	mustExist creation = false
)

// openStore opens the store of the flags.
func (p *program) openStore(c *cli.Context, create creation) (*openedStore, error) {
	address := c.String("store")
	if address == "" { // an environment twin that is set to nothing
		address = defaultStore
	}
	return p.openAddress(c, address, create)
}

// openAddress opens a store by its address: the scheme says which kind it is.
func (p *program) openAddress(c *cli.Context, address string, create creation) (*openedStore, error) {
	if isServer(address) {
		return p.openServer(c, address)
	}
	scheme, rest, isURL := strings.Cut(address, "://")
	switch {
	case !isURL:
		return openFile(c.Context, address, create)
	case scheme == "sqlite", scheme == "file":
		return openFile(c.Context, rest, create)
	}
	return nil, usagef("--store: no store of the kind %q; there are neo4j://, neo4j+s://, bolt://, or a file", scheme+"://")
}

func openFile(ctx context.Context, path string, create creation) (*openedStore, error) {
	if path == "" {
		return nil, usagef("--store: the name of the file is missing")
	}
	if create == mustExist {
		if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("there is no store %s: `triplewire load ARTICLE` makes it, --store names another: %w",
				path, graph.ErrUnreachable)
		}
	}
	s, err := sqlite.Open(ctx, path, sqlite.Options{Existing: create == mustExist})
	if err != nil {
		return nil, err
	}
	return &openedStore{Store: s, name: path, embedded: true}, nil
}

// closeTime is what closing may take after an interruption.
const closeTime = 10 * time.Second

// close closes the store, also when the run was interrupted.
func (s *openedStore) close() error {
	ctx, cancel := context.WithTimeout(context.Background(), closeTime)
	defer cancel()
	if err := s.Close(ctx); err != nil {
		return fmt.Errorf("closing the store %s: %w", s.name, err)
	}
	return nil
}

// withStore runs f on the store of the flags, which must be there, and closes it.
func (p *program) withStore(c *cli.Context, f func(s *openedStore, o *schema.Ontology) error) error {
	o, err := schema.LoadOntology()
	if err != nil {
		return err
	}
	s, err := p.openStore(c, mustExist)
	if err != nil {
		return err
	}
	return errors.Join(f(s, o), s.close())
}
