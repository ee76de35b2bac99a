package rules

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"github.com/triplewire/triplewire/lang"
)

//go:embed frames.tsv
var framesTSV []byte

// slot is what an argument is in a fact.
type slot byte

const (
	subjectSlot  slot = 's'
	objectSlot   slot = 'o'
	themeSlot    slot = 't'
	roleSlot     slot = 'r'
	quantitySlot slot = 'q'
	placeSlot    slot = 'p'
)

// frame says, for each slot, which dependents of a trigger may fill it, the best first. The names of the roles
// stand in lang/FORMAT.md.
type frame map[slot][]string

// roleNames are the roles that are no markers.
var roleNames = []string{"nsubj", "obj", "iobj", "clause", "attr", "poss", "head", "is", "part", "self"}

// parseFrame reads "s=nsubj o=obj|:with t=-" over the slots of a default frame.
func parseFrame(text string, base frame) (frame, error) {
	f := frame{}
	for k, v := range base {
		f[k] = v
	}
	for _, field := range strings.Fields(text) {
		name, list, ok := strings.Cut(field, "=")
		if !ok || len(name) != 1 || !strings.Contains("sotrqp", name) {
			return nil, fmt.Errorf("%q is no slot of a frame", field)
		}
		k := slot(name[0])
		if list == "-" {
			delete(f, k)
			continue
		}
		roles := strings.Split(list, "|")
		for _, role := range roles {
			if err := checkRole(role); err != nil {
				return nil, err
			}
		}
		f[k] = roles
	}
	return f, nil
}

func checkRole(role string) error {
	for _, step := range strings.Split(role, ".") {
		if !strings.HasPrefix(step, ":") && !slices.Contains(roleNames, step) || step == ":" {
			return fmt.Errorf("unknown role %q in a frame", role)
		}
	}
	return nil
}

// frames are the default frames by relation and kind.
type frames map[[2]string]frame

func loadFrames(data []byte) (frames, error) {
	all := frames{}
	for n, row := range lang.Rows(data) {
		if len(row) != 3 {
			return nil, fmt.Errorf("reading frames.tsv line %d: %d columns where 3 should stand", n, len(row))
		}
		f, err := parseFrame(row[2], nil)
		if err != nil {
			return nil, fmt.Errorf("reading frames.tsv line %d: %w", n, err)
		}
		all[[2]string{row[0], row[1]}] = f
	}
	return all, nil
}

// of gives the frame of a relation and kind.
func (all frames) of(relation, kind string) frame {
	if f, ok := all[[2]string{relation, kind}]; ok {
		return f
	}
	return all[[2]string{"*", kind}]
}
