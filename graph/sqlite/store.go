// Package sqlite is the embedded store: a graph in one SQLite file, without a server.
//
// Readers never wait. Writers, also of other processes, take turns transaction by transaction; one that does not
// get its turn in time gets graph.ErrBusy. The file survives the death of its writer at any moment: what was
// committed stays, what was not is gone.
package sqlite

import (
	"context"
	"database/sql"
	_ "embed"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"github.com/triplewire/triplewire/graph"
	"github.com/triplewire/triplewire/schema"
)

//go:embed schema.sql
var tables string

// applicationID marks files as ours: "tplw" in ASCII.
const applicationID = 0x74706c77

// Options say how a file is opened. The zero value is good.
type Options struct {
	Wait     time.Duration // for the turn to write; 0 means 30 seconds
	Existing bool          // refuse to create the file
}

// Store is a graph in one file.
type Store struct {
	db   *sql.DB
	path string
	wait time.Duration
}

// Open opens the file, and makes it and its folder where they do not exist.
func Open(ctx context.Context, path string, opt Options) (*Store, error) {
	if opt.Wait == 0 {
		opt.Wait = 30 * time.Second
	}
	s := &Store{path: path, wait: opt.Wait}
	if err := s.open(ctx, opt); err != nil {
		return nil, fmt.Errorf("opening the store %s: %w", path, s.explain(err))
	}
	return s, nil
}

func (s *Store) open(ctx context.Context, opt Options) (err error) {
	if opt.Existing {
		if _, err := os.Stat(s.path); err != nil {
			return fmt.Errorf("%w: %w", err, graph.ErrUnreachable)
		}
	} else if err := os.MkdirAll(filepath.Dir(s.path), 0o777); err != nil {
		return fmt.Errorf("%w: %w", err, graph.ErrUnreachable)
	}
	query := url.Values{"_pragma": {
		"busy_timeout(" + strconv.FormatInt(s.wait.Milliseconds(), 10) + ")",
		// facts have random ids, so that a transaction touches pages all over the file: they are small, and the log takes
		// many of them before they go to their places, each once; the system keeps in memory what the cache does not
		"page_size(2048)", "journal_mode(WAL)", "synchronous(NORMAL)", "wal_autocheckpoint(32768)", "cache_size(-49152)", "temp_store(MEMORY)",
	}}
	name := url.URL{Scheme: "file", Opaque: url.PathEscape(s.path), RawQuery: query.Encode()}
	if s.db, err = sql.Open("sqlite", name.String()); err != nil {
		return err
	}
	if err = s.prepare(ctx); err != nil {
		err = errors.Join(err, s.db.Close())
	}
	return err
}

// prepare makes the tables of a new file, takes an old one forward, and refuses files that are not ours.
func (s *Store) prepare(ctx context.Context) error {
	version, err := s.version(ctx, s.db)
	if version == graph.Version || err != nil {
		return err
	}
	return s.inTx(ctx, "BEGIN IMMEDIATE", func(c *sql.Conn) error {
		version, err := s.version(ctx, c) // somebody may have been faster
		if err != nil || version == graph.Version {
			return err
		}
		if version > 0 {
			return forward(ctx, c, version)
		}
		_, err = c.ExecContext(ctx, tables+fmt.Sprintf("PRAGMA application_id=%d; PRAGMA user_version=%d;", applicationID, graph.Version))
		return err
	})
}

// forward takes a file from the version that wrote it to the present one: all of it, or nothing.
func forward(ctx context.Context, c *sql.Conn, version int) error {
	o, err := schema.LoadOntology()
	if err != nil {
		return err
	}
	for ; version < graph.Version; version++ {
		if _, err := c.ExecContext(ctx, room(version)); err != nil {
			return err
		}
		if err := graph.Forward(ctx, &tx{c}, o, version); err != nil {
			return err
		}
	}
	_, err = c.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version=%d", version))
	return err
}

// room gives the statements that make room for what the version after this one keeps.
func room(version int) string {
	switch version {
	case 1:
		return "ALTER TABLE fact ADD COLUMN same TEXT NOT NULL DEFAULT ''; CREATE INDEX fact_same ON fact (same) WHERE same <> '';" +
			"DROP INDEX fact_object; DROP INDEX fact_date;"
	}
	return ""
}

type querier interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// version gives the version that wrote the file, 0 for an empty one.
func (s *Store) version(ctx context.Context, q querier) (version int, err error) {
	var id, count int
	err = q.QueryRowContext(ctx, `SELECT (SELECT application_id FROM pragma_application_id), (SELECT user_version FROM pragma_user_version),
		(SELECT count(*) FROM sqlite_schema)`).Scan(&id, &version, &count)
	switch {
	case err != nil:
		return 0, err
	case count == 0:
		return 0, nil
	case id != applicationID:
		return 0, errors.New("it is a database of another program")
	}
	_, err = graph.CheckVersion(version)
	return version, err
}

// View runs fn in a transaction that sees one state of the file.
func (s *Store) View(ctx context.Context, fn func(graph.Tx) error) error {
	return s.explain(s.inTx(ctx, "BEGIN", func(c *sql.Conn) error { return fn(&tx{c}) }))
}

// Update runs fn in a transaction that no other writer comes between.
func (s *Store) Update(ctx context.Context, fn func(graph.Tx) error) error {
	return s.explain(s.inTx(ctx, "BEGIN IMMEDIATE", func(c *sql.Conn) error {
		// a newer program may have taken the file forward since it was opened
		if version, err := s.version(ctx, c); err != nil || version != graph.Version {
			return errors.Join(fmt.Errorf("%s is no longer the store that was opened: %w", s.path, graph.ErrVersion), err)
		}
		return fn(&tx{c})
	}))
}

// inTx begins and ends transactions by hand: database/sql cannot ask for the right to write at the beginning.
func (s *Store) inTx(ctx context.Context, begin string, fn func(*sql.Conn) error) (err error) {
	c, err := s.db.Conn(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, c.Close()) }()
	if _, err = c.ExecContext(ctx, begin); err != nil {
		return err
	}
	if err = fn(c); err == nil {
		_, err = c.ExecContext(ctx, "COMMIT")
	}
	if err != nil {
		// a context that has ended must not keep the transaction open; one that SQLite has rolled back itself is no matter
		_, _ = c.ExecContext(context.WithoutCancel(ctx), "ROLLBACK")
	}
	return err
}

// Close closes the file.
func (s *Store) Close(context.Context) error {
	if err := s.db.Close(); err != nil {
		return fmt.Errorf("closing the store %s: %w", s.path, s.explain(err))
	}
	return nil
}

// explain joins SQLite's errors with those that callers tell apart.
func (s *Store) explain(err error) error {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return err
	}
	code := e.Code() & 0xff
	if e.Code() == sqlite3.SQLITE_IOERR_SHMSIZE { // no room for the index of the log, which opening makes
		code = sqlite3.SQLITE_FULL
	}
	switch code {
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return fmt.Errorf("%s: %w (waited %s; try again when it is done, or load into Neo4j, where loaders work side by side)", s.path, graph.ErrBusy, s.wait)
	case sqlite3.SQLITE_FULL:
		return fmt.Errorf("%s: %w; what was loaded before is kept: make room and run again: %w", s.path, graph.ErrFull, err)
	case sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH:
		return fmt.Errorf("%s: %w: %w", s.path, graph.ErrUnreachable, err)
	case sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT:
		return fmt.Errorf("%s is not a store, or is damaged: %w", s.path, err)
	}
	return err
}
