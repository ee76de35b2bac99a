package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/google/jsonschema-go/jsonschema"
	"github.com/triplewire/triplewire/schema"
)

const seedArticle = "../../testdata/seed/de.txt"

// extracted runs `extract` over the seed article.
func extracted(t *testing.T) []byte {
	t.Helper()
	var stdout, stderr bytes.Buffer
	code := run(context.Background(), []string{"extract", "--published", "2025-09-04", seedArticle}, strings.NewReader(""), &stdout, &stderr)
	if code != exitDone {
		t.Fatalf("exit code %d: %s", code, stderr.String())
	}
	return stdout.Bytes()
}

func TestExtractKeepsToTheWire(t *testing.T) {
	var s jsonschema.Schema
	if err := json.Unmarshal(schema.FactSchema(), &s); err != nil {
		t.Fatal(err)
	}
	wire, err := s.Resolve(nil)
	if err != nil {
		t.Fatal(err)
	}
	article, err := os.ReadFile(seedArticle)
	if err != nil {
		t.Fatal(err)
	}
	lines := bytes.Split(bytes.TrimSpace(extracted(t)), []byte("\n"))
	if len(lines) < 5 {
		t.Fatalf("%d facts are too few to tell", len(lines))
	}
	for _, line := range lines {
		var v map[string]any
		var f schema.Fact
		if err := json.Unmarshal(line, &v); err != nil {
			t.Fatal(err)
		}
		if err := wire.Validate(v); err != nil {
			t.Errorf("%s: %v", line, err)
		}
		if err := json.Unmarshal(line, &f); err != nil {
			t.Fatal(err)
		}
		if got := string(article[f.Evidence.Start:f.Evidence.End]); got != f.Evidence.Text {
			t.Errorf("%s: evidence %q, but there stands %q", f.ID, f.Evidence.Text, got)
		}
		if f.ID != schema.FactID(&f) {
			t.Errorf("%s: the id should be %s", f.ID, schema.FactID(&f))
		}
	}
}

// An interrupted run says so, whatever it was doing.
func TestInterruptedBeforeTheStart(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if code := run(ctx, []string{"extract", seedArticle}, strings.NewReader(""), io.Discard, io.Discard); code != exitInterrupted {
		t.Errorf("exit code %d, want %d", code, exitInterrupted)
	}
}
