// Package neo4j keeps a graph in Neo4j, over Bolt.
//
// Everything that comes from articles travels as a parameter; what stands in a query as a label or a relationship
// type comes from the ontology, is checked again and quoted. Transactions are the driver's managed ones. Writers,
// also of other processes, take turns at the store's own node, so that two loaders can neither deadlock nor miss
// what the other writes.
package neo4j

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/config"

	"github.com/triplewire/triplewire/graph"
	"github.com/triplewire/triplewire/schema"
)

// Options say where the store is and how to get in.
type Options struct {
	URL      string // neo4j://, neo4j+s://, neo4j+ssc://, bolt://, bolt+s://, bolt+ssc://
	User     string // "" for a server without authentication
	Password string
	Database string           // "" for the user's home database
	Ontology *schema.Ontology // whose relations become relationship types

	Patience time.Duration                         // how long to wait for a server that goes away; 0 means two minutes
	Silence  time.Duration                         // how long the server may be silent before Waiting is told; 0 means ten seconds
	Waiting  func(cause error, next time.Duration) // told before each new try, and with 0 of silence, from any goroutine; may be nil
	Config   []func(*config.Config)                // for the driver, such as TlsConfig; may be nil
}

// Store is a graph in a Neo4j database.
type Store struct {
	driver neo4j.DriverWithContext
	opt    Options
	names  names
}

// Open connects to a server and prepares its database where that has not been done.
func Open(ctx context.Context, opt Options) (*Store, error) {
	where, err := address(opt.URL)
	if err != nil {
		return nil, err
	}
	if opt.Patience == 0 {
		opt.Patience = 2 * time.Minute
	}
	if opt.Silence == 0 {
		opt.Silence = 10 * time.Second
	}
	s := &Store{opt: opt}
	if s.names, err = newNames(opt.Ontology); err != nil {
		return nil, err
	}
	auth := neo4j.NoAuth()
	if opt.User != "" || opt.Password != "" {
		auth = neo4j.BasicAuth(opt.User, opt.Password, "")
	}
	settings := append([]func(*config.Config){func(c *config.Config) {
		c.UserAgent = "triplewire"
		c.MaxTransactionRetryTime = 15 * time.Second
	}}, opt.Config...)
	if s.driver, err = neo4j.NewDriverWithContext(opt.URL, auth, settings...); err != nil {
		return nil, fmt.Errorf("opening the store %s: %w: %w", where, err, graph.ErrInvalid)
	}
	if err = s.driver.VerifyConnectivity(ctx); err == nil {
		err = s.prepare(ctx)
	}
	if err != nil {
		err = fmt.Errorf("opening the store %s: %w", where, explain(err))
		return nil, errors.Join(err, s.driver.Close(ctx))
	}
	return s, nil
}

// address gives the part of a URL that may stand in messages, and refuses passwords in it.
func address(raw string) (string, error) {
	u, err := url.Parse(raw)
	if err != nil {
		return "", fmt.Errorf("the address of the store is not a URL: %w", graph.ErrInvalid) // err would show it whole
	}
	if u.User != nil {
		return "", fmt.Errorf("the address of the store must not hold a user or a password: %w", graph.ErrInvalid)
	}
	return u.Scheme + "://" + u.Host, nil
}

// Close ends all connections.
func (s *Store) Close(ctx context.Context) error {
	if err := s.driver.Close(ctx); err != nil {
		return fmt.Errorf("closing the store: %w", err)
	}
	return nil
}

func (s *Store) session(ctx context.Context, mode neo4j.AccessMode) neo4j.SessionWithContext {
	return s.driver.NewSession(ctx, neo4j.SessionConfig{AccessMode: mode, DatabaseName: s.opt.Database})
}

// View runs fn in a read transaction. Neo4j shows it what others commit meanwhile.
func (s *Store) View(ctx context.Context, fn func(graph.Tx) error) error {
	return s.patiently(ctx, func() error {
		session := s.session(ctx, neo4j.AccessModeRead)
		defer session.Close(ctx)
		return s.managed(ctx, session.ExecuteRead, func(t *tx) error { return fn(t) })
	})
}

// Update runs fn in a write transaction that holds the store's own node from its beginning: writers take turns.
func (s *Store) Update(ctx context.Context, fn func(graph.Tx) error) error {
	return s.patiently(ctx, func() error {
		session := s.session(ctx, neo4j.AccessModeWrite)
		defer session.Close(ctx)
		return s.managed(ctx, session.ExecuteWrite, func(t *tx) error {
			if err := t.turn(ctx); err != nil {
				return err
			}
			return fn(t)
		})
	})
}

type execute func(context.Context, neo4j.ManagedTransactionWork, ...func(*neo4j.TransactionConfig)) (any, error)

// managed runs fn in a managed transaction. The driver retries only errors that it gets as it made them, while fn
// may wrap them: it is given the bare one, and the caller the whole.
func (s *Store) managed(ctx context.Context, run execute, fn func(*tx) error) error {
	heard, stop := s.listen()
	defer stop()
	var whole error
	_, err := run(ctx, func(m neo4j.ManagedTransaction) (any, error) {
		whole = fn(newTx(m, &s.names, heard))
		return nil, bare(whole)
	})
	if err != nil && whole != nil && bare(whole) == err { //nolint:errorlint // the very one that fn gave
		return whole
	}
	return err
}

// listen tells Waiting when nothing comes from the server for a while. That is no error: it may be stopped, cut off or
// busy, and the connection holds.
func (s *Store) listen() (heard, stop func()) {
	if s.opt.Waiting == nil {
		return nil, func() {}
	}
	sound, done := make(chan struct{}, 1), make(chan struct{})
	go func() {
		silent := time.Duration(0)
		for {
			select {
			case <-done:
				return
			case <-sound:
				silent = 0
			case <-time.After(s.opt.Silence):
				silent += s.opt.Silence
				s.opt.Waiting(fmt.Errorf("%w for now: it has been silent for %s", graph.ErrUnreachable, silent), 0)
			}
		}
	}()
	heard = func() {
		select {
		case sound <- struct{}{}:
		default: // one is enough
		}
	}
	return heard, func() { close(done) }
}

// bare gives the driver's error inside another one, if there is one.
func bare(err error) error {
	var server *neo4j.Neo4jError
	var connection *neo4j.ConnectivityError
	switch {
	case errors.As(err, &server):
		return server
	case errors.As(err, &connection):
		return connection
	}
	return err
}

// patiently runs fn again while the server is away, until patience ends. All that fn does can be done twice:
// when a connection breaks in the middle of a commit, nobody knows whether it came through.
func (s *Store) patiently(ctx context.Context, fn func() error) error {
	began, pause := time.Now(), time.Second
	for {
		err := fn()
		if err == nil || !away(err) || ctx.Err() != nil || time.Since(began) > s.opt.Patience {
			return explain(err)
		}
		if s.opt.Waiting != nil {
			s.opt.Waiting(explain(err), pause)
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(pause):
		}
		pause = min(2*pause, 8*time.Second)
	}
}

// away tells whether an error means that the server does not answer for now.
func away(err error) bool {
	var connection *neo4j.ConnectivityError
	var limit *neo4j.TransactionExecutionLimit
	var server *neo4j.Neo4jError
	switch {
	case errors.As(err, &connection):
		return !isRefusal(err)
	case errors.As(err, &limit):
		return true
	case errors.As(err, &server):
		return server.IsRetriableTransient()
	}
	return false
}
