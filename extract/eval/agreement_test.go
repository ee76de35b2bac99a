package eval

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/triplewire/triplewire/schema"
)

// entityOf reads an entity as testdata/parallel/found.tsv writes it.
func entityOf(t *testing.T, s string) schema.Entity {
	t.Helper()
	parts := strings.Split(s, "|")
	if len(parts) != 3 {
		t.Fatalf("entity %q: want type|id|name", s)
	}
	e := schema.Entity{Type: schema.EntityType(parts[0]), Name: parts[2]}
	switch id := parts[1]; {
	case id == "-":
		e.ID = schema.EntityID(e.Type, e.Name)
	case strings.Contains(id, "/"):
		e.ID, e.Key = id, id
	case len(id) == 3:
		e.ID, e.ISO = "e:"+e.Name+id, id
	default:
		e.ID = id
	}
	return e
}

func factOf(t *testing.T, subject, relation, object string) schema.Fact {
	return schema.Fact{Subject: entityOf(t, subject), Relation: relation, Object: entityOf(t, object)}
}

// parallel finds the facts that testdata/parallel/found.tsv gives for each text, at their lines.
func parallel(t *testing.T) Find {
	t.Helper()
	data, err := os.ReadFile("testdata/parallel/found.tsv")
	if err != nil {
		t.Fatal(err)
	}
	return func(_ context.Context, a *schema.Article) ([]schema.Fact, error) {
		name := filepath.Base(filepath.Dir(a.Source)) + "/" + a.Lang
		var facts []schema.Fact
		for row := range strings.Lines(string(data)) {
			columns := strings.Split(strings.TrimSpace(row), "\t")
			if columns[0] != name {
				continue
			}
			line, err := strconv.Atoi(columns[1])
			if err != nil {
				return nil, err
			}
			f := factOf(t, columns[2], columns[3], columns[4])
			for rest := a.Text; line > 1; line-- {
				end := strings.IndexByte(rest, '\n') + 1
				f.Evidence.Start, rest = f.Evidence.Start+end, rest[end:]
			}
			facts = append(facts, f)
		}
		return facts, nil
	}
}

func TestAgree(t *testing.T) {
	r, err := Agree(t.Context(), "testdata/parallel", parallel(t), Options{Jobs: 2})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := r.Print(&b, 9); err != nil {
		t.Fatal(err)
	}
	const want = `2 articles, 4 facts found in English, 5 found in at least half of the languages

language    facts of English's of the majority
de              4        0.750           0.800
en              4        1.000           0.800
ru              2        0.667           0.667

[de] missed
  visit:3: Anna Berg FOUNDED Dawn (2 languages)
[de] found by no other language
  deal:3: Rat SUPPORTED Port Ost

[en] missed
  deal:3: Rat SUPPORTED Port Ost (1 languages)
[en] found by no other language


[ru] missed
  visit:2: Frankreich PRAISED Chile (2 languages)
[ru] found by no other language

`
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
	data, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	var again Agreement
	if err := json.Unmarshal(data, &again); err != nil {
		t.Fatal(err)
	}
	if again.English != r.English || len(again.Languages) != 3 || again.Languages[2].OfEnglish < 0.66 || bytes.Contains(data, []byte("Failed")) {
		t.Errorf("as JSON: %s", data)
	}
}

func TestAgreeLanguages(t *testing.T) {
	r, err := Agree(t.Context(), "testdata/parallel", parallel(t), Options{Langs: []string{"ru"}})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Languages) != 2 || r.Languages[0].Lang != "en" || r.Languages[1].Lang != "ru" {
		t.Errorf("English and the language asked for, got %+v", r.Languages)
	}
}

func TestAgreePublished(t *testing.T) {
	seen := map[string]string{}
	find := func(_ context.Context, a *schema.Article) ([]schema.Fact, error) {
		seen[filepath.Base(filepath.Dir(a.Source))] = a.Published
		return nil, nil
	}
	if _, err := Agree(t.Context(), "testdata/parallel", find, Options{Langs: []string{"en"}}); err != nil {
		t.Fatal(err)
	}
	if seen["deal"] != "2025-03-01" || seen["visit"] != "" {
		t.Errorf("days of publication: %v", seen)
	}
}

func TestAgreeErrors(t *testing.T) {
	if _, err := Agree(t.Context(), t.TempDir(), parallel(t), Options{}); err == nil || !strings.Contains(err.Error(), "no parallel texts") {
		t.Errorf("an empty folder: %v", err)
	}
	broken := errors.New("broken")
	r, err := Agree(t.Context(), "testdata/parallel", func(context.Context, *schema.Article) ([]schema.Fact, error) { return nil, broken }, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Failed) != 5 || !errors.Is(r.Failed[0], broken) || r.English != 0 || r.Languages[0].OfEnglish != 0 {
		t.Errorf("every text fails: %+v", r)
	}
	stopped, stop := context.WithCancelCause(t.Context())
	stop(broken)
	if _, err := Agree(stopped, "testdata/parallel", parallel(t), Options{}); !errors.Is(err, broken) {
		t.Errorf("a cancelled run: %v", err)
	}
}

func TestSame(t *testing.T) {
	type at struct {
		subject, relation, object string
		line                      int
	}
	berg := "Person|Q100|Anna Berg"
	for _, c := range []struct {
		name string
		a, b at
		want bool
	}{
		{"all known", at{berg, "VISITED", "Country|FRA|France", 1}, at{"Person|Q100|Берг", "VISITED", "Country|FRA|Франция", 9}, true},
		{"another relation", at{berg, "VISITED", "Country|FRA|France", 1}, at{berg, "PRAISED", "Country|FRA|France", 1}, false},
		{"another country", at{berg, "VISITED", "Country|FRA|Georgia", 1}, at{berg, "VISITED", "Country|CHL|Georgia", 1}, false},
		{"both ways round", at{berg, "MET", "Person|-|Novak", 1}, at{"Person|-|Novak", "MET", berg, 1}, true},
		{"round only where the relation is", at{berg, "PRAISED", "Person|-|Novak", 1}, at{"Person|-|Novak", "PRAISED", berg, 1}, false},
		{"names that sound alike", at{"Person|-|Pavel Novak", "VISITED", "Country|FRA|France", 1}, at{"Person|-|Павел Новак", "VISITED", "Country|FRA|Франция", 7}, true},
		{"a name that does not tell, beside", at{berg, "FOUNDED", "Organization|-|Dawn", 4}, at{berg, "FOUNDED", "Organization|-|Заря", 3}, true},
		{"a name that does not tell, elsewhere", at{berg, "FOUNDED", "Organization|-|Dawn", 5}, at{berg, "FOUNDED", "Organization|-|Заря", 3}, false},
		{"two names that do not tell", at{"Organization|-|Sunset", "ACQUIRED", "Organization|-|Dawn", 3}, at{"Organization|-|Закат", "ACQUIRED", "Organization|-|Заря", 3}, false},
		{"another name in the same script", at{berg, "FOUNDED", "Organization|-|Dawn", 3}, at{berg, "FOUNDED", "Organization|-|Morgenrot", 3}, false},
		{"another type", at{berg, "VISITED", "Place|-|Port Ost", 3}, at{berg, "VISITED", "Organization|-|Port Ost", 3}, false},
		{"two known ones of one name", at{"Person|Q1|Kim", "MET", berg, 3}, at{"Person|Q2|Kim", "MET", berg, 3}, false},
		{"groups by their key", at{"Group|SYL/MIL|soldiers", "ATTACKED", "Place|-|Ost", 2}, at{"Group|SYL/MIL|troops", "ATTACKED", "Place|-|Ost", 8}, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			place := func(x at) placed {
				f := factOf(t, x.subject, x.relation, x.object)
				return placed{&f, "en", x.line}
			}
			a, b, symmetric := place(c.a), place(c.b), c.a.relation == "MET"
			if got := a.same(b, symmetric); got != c.want {
				t.Errorf("got %v", got)
			}
			if got := b.same(a, symmetric); got != c.want {
				t.Errorf("the other way round: got %v", got)
			}
		})
	}
}
