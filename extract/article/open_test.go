package article

import (
	"context"
	"errors"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// gather reads arguments and gives the sources and the errors in the order they came.
func gather(ctx context.Context, stdin string, args ...string) (sources []string, errs []error) {
	for a, err := range Open(ctx, args, strings.NewReader(stdin), Options{}) {
		if err != nil {
			errs = append(errs, err)
		} else {
			sources = append(sources, a.Source)
		}
	}
	return sources, errs
}

// folder makes files with their contents; the path is the folder.
func folder(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range files {
		full := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestOpen(t *testing.T) {
	dir := folder(t, map[string]string{
		"b.txt": german, "a/2.txt": german, "a/10.txt": german, "noend": german, ".hidden.txt": german, ".git/x.txt": german,
		"c.jsonl": `{"text":"x","lang":"de"}` + "\nbroken\n", "picture.jpg": "\xff\xd8\xff", "empty.txt": "", "d.JSON": `{"text":"x","lang":"de"}`,
	})
	if err := os.Symlink(filepath.Join(dir, "b.txt"), filepath.Join(dir, "link.txt")); err != nil {
		t.Fatal(err)
	}
	sources, errs := gather(t.Context(), german, filepath.Join(dir, "b.txt"), dir, filepath.Join(dir, "missing.txt"), "-")
	want := []string{"b.txt", "a/10.txt", "a/2.txt", "b.txt", "c.jsonl", "d.JSON", "link.txt", "noend", "-"}
	for i := range sources {
		sources[i] = strings.TrimPrefix(sources[i], dir+"/")
	}
	if !slices.Equal(sources, want) {
		t.Errorf("got  %q\nwant %q", sources, want)
	}
	wantErrs := []struct {
		is      error
		message string
	}{{ErrMalformed, "c.jsonl, line 2"}, {ErrEmpty, "empty.txt"}, {fs.ErrNotExist, "missing.txt: no such file"}}
	if len(errs) != len(wantErrs) {
		t.Fatalf("errors %q", errs)
	}
	for i, w := range wantErrs {
		if !errors.Is(errs[i], w.is) || !strings.Contains(errs[i].Error(), w.message) {
			t.Errorf("error %q, want %q", errs[i], w.message)
		}
	}
}

func TestOpenEmptyFolder(t *testing.T) {
	_, errs := gather(t.Context(), "", folder(t, map[string]string{"x.jpg": "x"}))
	if len(errs) != 1 || !errors.Is(errs[0], ErrEmpty) || !strings.Contains(errs[0].Error(), ".html") {
		t.Errorf("got %v", errs)
	}
}

func TestOpenStops(t *testing.T) {
	dir := folder(t, map[string]string{"1.txt": german, "2.txt": german, "3.txt": german})
	n := 0
	for _, err := range Open(t.Context(), []string{dir, dir}, nil, Options{}) {
		if err != nil {
			t.Error(err)
		}
		if n++; n == 2 {
			break
		}
	}
	if n != 2 {
		t.Errorf("read %d", n)
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var got []error
	for _, err := range Open(ctx, []string{dir, dir}, nil, Options{}) {
		cancel()
		got = append(got, err)
	}
	if len(got) != 2 || got[0] != nil || !errors.Is(got[1], context.Canceled) {
		t.Errorf("after cancelling: %v", got)
	}
}

func TestOpenURL(t *testing.T) {
	mux := http.NewServeMux()
	serve := func(path, media, body string) {
		mux.HandleFunc(path, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", media)
			_, _ = w.Write([]byte(body))
		})
	}
	serve("/text", "text/plain; charset=iso-8859-1", "Der Pr\xe4sident ist nach Berlin gereist, und die Kanzlerin war da.")
	serve("/lines", "application/x-ndjson", `{"text":"x","lang":"de"}`+"\n"+`{"text":"y","lang":"de"}`)
	serve("/picture", "image/png", "\x89PNG\r\n")
	mux.Handle("/moved", http.RedirectHandler("/text", http.StatusFound))
	mux.Handle("/loop", http.RedirectHandler("/loop", http.StatusFound))
	server := httptest.NewServer(mux)
	defer server.Close()
	secret := strings.Replace(server.URL, "http://", "http://user:secret@", 1)
	tests := []struct {
		url, text, address, err string
	}{
		{server.URL + "/text", "Der Präsident ist nach Berlin gereist, und die Kanzlerin war da.", server.URL + "/text", ""},
		{server.URL + "/moved", "Der Präsident ist nach Berlin gereist, und die Kanzlerin war da.", server.URL + "/text", ""},
		{server.URL + "/lines", "x", "", ""},
		{server.URL + "/picture", "", "", "a picture"},
		{secret + "/none", "", "", "user:xxxxx@"},
		{server.URL + "/none", "", "", "404 Not Found"},
		{server.URL + "/loop", "", "", "stopped after 10 redirects"},
		{"http://127.0.0.1:1/", "", "", "connection refused"},
		{"https://", "", "", "not a web address"},
	}
	for _, test := range tests {
		for a, err := range Open(t.Context(), []string{test.url}, nil, Options{}) {
			switch {
			case test.err != "":
				if err == nil || !strings.Contains(err.Error(), test.err) || strings.Contains(err.Error(), "secret") {
					t.Errorf("%s: got %v, %v", test.url, a, err)
				}
			case err != nil || a.Text != test.text || a.URL != test.address || a.Source != test.url:
				t.Errorf("%s: got %+v, %v", test.url, a, err)
			}
			break
		}
	}
}
