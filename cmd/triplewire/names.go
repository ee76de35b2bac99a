package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/triplewire/triplewire/graph"
	"github.com/triplewire/triplewire/lang"
)

// between gives the ids of at most two entities named on the command line, empty for those that are not.
func (p *program) between(ctx context.Context, s graph.Store, names []string) (ids [2]string, err error) {
	for i, name := range names {
		e, err := p.entity(ctx, s, name)
		if err != nil {
			return ids, err
		}
		ids[i] = e.ID
	}
	return ids, nil
}

// entity finds the entity that a name in any language, or an id, means. The store knows the names that its
// articles used; what it does not know, the gazetteer may. Of several the first is taken and the others named.
func (p *program) entity(ctx context.Context, s graph.Store, name string) (graph.Entity, error) {
	found, err := graph.Lookup(ctx, s, name)
	if errors.Is(err, graph.ErrNotFound) {
		found, err = gazetteerLookup(ctx, s, name)
	}
	if err != nil {
		return graph.Entity{}, fmt.Errorf("looking up %q: %w", name, err)
	}
	for _, other := range found[1:] {
		p.log.Warnf("%q means %s (%s, %s) here; it could also be %s (%s): name it by its id %s", name,
			found[0].Name, found[0].Type, found[0].ID, other.Name, other.Type, other.ID)
	}
	return found[0], nil
}

// gazetteerLookup looks for the ids that the name has in the gazetteer of any language.
func gazetteerLookup(ctx context.Context, s graph.Store, name string) ([]graph.Entity, error) {
	languages, err := lang.Load()
	if err != nil {
		return nil, err
	}
	g, err := lang.LoadGazetteer(languages)
	if err != nil {
		return nil, err
	}
	tried := map[string]bool{}
	for _, code := range languages.Codes() {
		for _, candidate := range g.Lookup(name, code) {
			id := candidate.Entry.ID
			if tried[id] {
				continue
			}
			tried[id] = true
			found, err := graph.Lookup(ctx, s, id)
			if err == nil || !errors.Is(err, graph.ErrNotFound) {
				return found, err
			}
		}
	}
	return nil, fmt.Errorf("no article in the store names it so: %w", graph.ErrNotFound)
}
