package graph

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/triplewire/triplewire/schema"
)

// Bounds of a Stream: what one transaction takes, how long its first article waits for more, and how far those who
// add may run ahead. Memory stays flat whoever is faster.
const (
	streamArticles = 32
	streamFacts    = 1000
	streamLinger   = 5 * time.Second
	streamQueue    = 2 * streamArticles
)

// Stream loads documents as they come: any number of goroutines add them to a bounded queue, and one writer brings them
// into the store batch by batch, while the next ones are being made.
type Stream struct {
	o     *schema.Ontology
	queue chan *checked
	ctx   context.Context
	stop  context.CancelCauseFunc
	done  sync.WaitGroup
}

// checked is a document that waits for the writer, with what was wrong with it.
type checked struct {
	version  *version // nil if the document cannot be stored
	rejected []Rejection
}

// NewStream starts a writer. It tells what each batch came to, in a goroutine of its own. The stream must be closed.
func NewStream(ctx context.Context, s Store, o *schema.Ontology, tell func(*Report)) *Stream {
	st := &Stream{o: o, queue: make(chan *checked, streamQueue)}
	st.ctx, st.stop = context.WithCancelCause(ctx)
	st.done.Go(func() {
		// what could not be written ends the stream for those who add, too
		st.stop(st.write(s, tell))
	})
	return st
}

// Add checks a document and queues it. It waits while the queue is full. Documents that one goroutine adds are loaded
// in its order: of two versions of one article the later counts.
func (st *Stream) Add(d *Document) error {
	c := check(st.o, d)
	select {
	case st.queue <- c:
		return nil
	case <-st.ctx.Done():
		return context.Cause(st.ctx)
	}
}

// Close waits until all that was added is loaded. Nobody may add any more.
func (st *Stream) Close() error {
	close(st.queue)
	st.done.Wait()
	if err := context.Cause(st.ctx); !errors.Is(err, errClosed) {
		return err
	}
	return nil
}

// errClosed is why a stream stops that has written everything.
var errClosed = errors.New("the stream is closed")

func (st *Stream) write(s Store, tell func(*Report)) error {
	for {
		b := st.batch()
		if err := st.ctx.Err(); err != nil {
			return err
		}
		if b == nil {
			return errClosed
		}
		r, err := loadBatch(st.ctx, s, st.o, b)
		tell(r)
		if err != nil {
			return err
		}
	}
}

// batch gathers what the next transaction takes; nil when there is no more.
func (st *Stream) batch() *batch {
	first := st.next(nil)
	if first == nil {
		return nil
	}
	b := newBatch()
	b.add(first)
	linger := time.NewTimer(streamLinger)
	defer linger.Stop()
	for len(b.versions) < streamArticles && b.facts < streamFacts {
		c := st.next(linger.C)
		if c == nil {
			break
		}
		b.add(c)
	}
	return b
}

// next gives what comes next; nil when the queue is closed and empty, the time is up or the stream ends.
func (st *Stream) next(up <-chan time.Time) *checked {
	select {
	case c := <-st.queue:
		return c
	case <-up:
	case <-st.ctx.Done():
	}
	return nil
}

// check turns a document into records, or says why that cannot be.
func check(o *schema.Ontology, d *Document) *checked {
	v, rejected, err := newVersion(o, d)
	if err != nil {
		rejected = []Rejection{{Article: clip(d.Article.ID), Reason: err.Error()}}
	}
	return &checked{v, rejected}
}

// batch is a set of articles, each in one version.
type batch struct {
	versions []*version
	rejected []Rejection
	facts    int
	at       map[string]int // of versions, by article
}

func newBatch() *batch { return &batch{at: map[string]int{}} }

// add takes in a document. Of several versions of one article the last one counts.
func (b *batch) add(c *checked) {
	b.rejected = append(b.rejected, c.rejected...)
	v := c.version
	if v == nil {
		return
	}
	k, again := b.at[v.article.ID]
	if !again {
		b.at[v.article.ID] = len(b.versions)
		b.versions = append(b.versions, v)
		b.facts += len(v.statements)
		return
	}
	if v.article.Digest == b.versions[k].article.Digest {
		v.inherit(&b.versions[k].article)
	}
	b.facts += len(v.statements) - len(b.versions[k].statements)
	b.versions[k] = v
}

// loadBatch loads a batch, in as few transactions as their size allows. On an error the report tells what was loaded
// before it.
func loadBatch(ctx context.Context, s Store, o *schema.Ontology, b *batch) (*Report, error) {
	total := &Report{Rejected: b.rejected}
	for versions := b.versions; len(versions) > 0; {
		n, facts := 0, 0
		for n < len(versions) && (n == 0 || facts+len(versions[n].statements) <= transactionFacts) {
			facts += len(versions[n].statements)
			n++
		}
		r, err := update(ctx, s, o, versions[:n], nil)
		if err != nil {
			return total, fmt.Errorf("loading %d articles: %w", n, err)
		}
		total.Add(r)
		versions = versions[n:]
	}
	return total, nil
}
