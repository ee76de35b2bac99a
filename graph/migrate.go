package graph

import (
	"context"
	"fmt"

	"github.com/triplewire/triplewire/schema"
)

// Forward takes the records of a store from one version to the next, inside the store's own transaction, after the
// store has made room for what the next version keeps. A store goes through all versions up to the present one, and
// notes each: a release knows every step that there ever was.
func Forward(ctx context.Context, tx Tx, o *schema.Ontology, version int) error {
	var err error
	switch version {
	case 1:
		err = countTwinsOnce(ctx, tx, o)
	default:
		err = fmt.Errorf("nothing is known of that version: %w", ErrVersion)
	}
	if err != nil {
		return fmt.Errorf("taking the store forward from version %d: %w", version, err)
	}
	return nil
}

// countTwinsOnce leads to version 2: facts know what they say after merges, and edges count those that say the same
// once.
func countTwinsOnce(ctx context.Context, tx Tx, o *schema.Ontology) error {
	t, err := newTask(ctx, tx, o)
	if err != nil {
		return err
	}
	roots := map[string]bool{}
	for from := range t.into {
		roots[t.resolve(from)] = true
	}
	for _, id := range sortedKeys(roots) { // one by one: they may be in very many facts
		if err := t.relink([]string{id}); err != nil {
			return err
		}
		t.facts, t.edges, t.entities = map[string]bool{}, map[string]bool{}, map[string]bool{}
	}
	return nil
}

// CheckVersion holds the version that a store says it has against the one that the program knows: old says that it
// has to go forward first.
func CheckVersion(version int) (old bool, err error) {
	switch {
	case version == Version:
		return false, nil
	case version >= 1 && version < Version:
		return true, nil
	}
	return false, fmt.Errorf("it has version %d and this program knows version %d: use the release that wrote it, or a newer one: %w",
		version, Version, ErrVersion)
}
