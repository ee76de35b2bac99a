package graphtest

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// Server is a Neo4j for tests: the one that NEO4J_URI names (with NEO4J_USER and NEO4J_PASSWORD), else one that is
// started on first use by testdata/neo4j/run. The zero value is ready. Whoever has one stops it, in TestMain.
type Server struct {
	mu      sync.Mutex
	cmd     *exec.Cmd
	stdin   io.WriteCloser
	home    string
	started bool
	err     error

	URL, User, Password string
	Auth                bool   // ask for a password; for a server of one's own
	TLS                 string // folder with private.key and public.crt, for a server of one's own that wants TLS
}

// Start makes sure that there is a server, and fails the test where none can be had: tests that need Neo4j are
// never skipped.
func (s *Server) Start(t testing.TB) {
	t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.started {
		s.started = true
		s.err = s.find()
	}
	if s.err != nil {
		t.Fatalf("this test needs Neo4j: set NEO4J_URI, or install Java 17 and Maven: %v", s.err)
	}
}

func (s *Server) find() error {
	if uri := os.Getenv("NEO4J_URI"); uri != "" {
		s.URL, s.User, s.Password = uri, os.Getenv("NEO4J_USER"), os.Getenv("NEO4J_PASSWORD")
		return nil
	}
	home, err := os.MkdirTemp("", "neo4j-test-")
	if err != nil {
		return err
	}
	return s.Run(home)
}

// Run starts a server of its own over the folder, whatever NEO4J_URI says.
func (s *Server) Run(home string) error {
	s.home, s.started = home, true
	port, err := s.port()
	if err != nil {
		return err
	}
	http, err := freePort()
	if err != nil {
		return err
	}
	script, err := Script("run")
	if err != nil {
		return err
	}
	s.URL = "bolt://127.0.0.1:" + port
	s.cmd = exec.Command(script, home, port, http, "eof")
	s.cmd.WaitDelay = time.Second
	s.cmd.Env = append(os.Environ(), fmt.Sprintf("AUTH=%v", s.Auth), "TLS="+s.TLS)
	if s.stdin, err = s.cmd.StdinPipe(); err != nil {
		return err
	}
	out, err := s.cmd.StdoutPipe()
	if err != nil {
		return err
	}
	s.cmd.Stderr = s.cmd.Stdout
	if err := s.cmd.Start(); err != nil {
		return err
	}
	if err := awaitStart(out); err != nil || !s.Auth || s.Password != "" {
		return err
	}
	return s.setPassword()
}

// setPassword changes the first password, without which the server lets nobody do anything else.
func (s *Server) setPassword() error {
	s.User, s.Password = "neo4j", "for-tests-only"
	ctx := context.Background()
	driver, err := neo4j.NewDriverWithContext(s.URL, neo4j.BasicAuth(s.User, "neo4j", ""))
	if err != nil {
		return err
	}
	defer driver.Close(ctx)
	_, err = neo4j.ExecuteQuery(ctx, driver, "ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $new", map[string]any{"new": s.Password},
		neo4j.EagerResultTransformer, neo4j.ExecuteQueryWithDatabase("system"))
	return err
}

// Home is the folder of the server's data.
func (s *Server) Home() string { return s.home }

// port gives a free port, or the one that the server had before: clients that wait for it find it there.
func (s *Server) port() (string, error) {
	if s.URL != "" {
		return s.URL[strings.LastIndex(s.URL, ":")+1:], nil
	}
	return freePort()
}

// awaitStart reads what the server prints until it is ready, and goes on reading so that it never blocks.
func awaitStart(out io.Reader) error {
	lines := bufio.NewScanner(out)
	var said []string
	for lines.Scan() {
		if strings.HasPrefix(lines.Text(), "started") {
			go func() { _, _ = io.Copy(io.Discard, out) }()
			return nil
		}
		said = append(said, lines.Text())
	}
	return fmt.Errorf("the server did not start: %s", strings.Join(said[max(0, len(said)-10):], "\n"))
}

// Kill ends the server at once, as a crash does. Run brings it back.
func (s *Server) Kill() error {
	if err := s.cmd.Process.Kill(); err != nil {
		return err
	}
	_ = s.cmd.Wait() // says that it was killed
	return nil
}

// Pause halts the server as it is, so that it answers nobody, until Resume.
func (s *Server) Pause() error { return s.cmd.Process.Signal(syscall.SIGSTOP) }

// Resume lets a halted server go on.
func (s *Server) Resume() error { return s.cmd.Process.Signal(syscall.SIGCONT) }

// Stop ends a server that was started, and removes its data.
func (s *Server) Stop() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.cmd == nil || s.cmd.Process == nil {
		return
	}
	_ = s.Kill() // nothing is to be kept
	_ = os.RemoveAll(s.home)
}

// Script finds a script of testdata/neo4j from anywhere in the module.
func Script(name string) (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		script := filepath.Join(dir, "testdata", "neo4j", name)
		if _, err := os.Stat(script); err == nil {
			return script, nil
		}
		if filepath.Dir(dir) == dir {
			return "", fmt.Errorf("no testdata/neo4j/%s here or above", name)
		}
		dir = filepath.Dir(dir)
	}
}

func freePort() (string, error) {
	l, err := (&net.ListenConfig{}).Listen(context.Background(), "tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer l.Close()
	return strconv.Itoa(l.Addr().(*net.TCPAddr).Port), nil
}
