package neo4j

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"math/big"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j/config"

	"github.com/triplewire/triplewire/graph"
	"github.com/triplewire/triplewire/graph/graphtest"
)

// TestTLS goes through the schemes of TLS on a server of its own, whose certificate an authority of the test's has
// signed for 127.0.0.1.
func TestTLS(t *testing.T) {
	folder := t.TempDir()
	authority := certify(t, folder)
	own := graphtest.Server{TLS: folder}
	if err := own.Run(t.TempDir()); err != nil {
		t.Fatal(err)
	}
	defer own.Stop()
	address := strings.TrimPrefix(own.URL, "bolt://")
	o := ontology(t)
	trusting := []func(*config.Config){func(c *config.Config) { c.TlsConfig = &tls.Config{RootCAs: authority, MinVersion: tls.VersionTLS12} }}
	m := graphtest.NewModel(o)
	m.Load(graphtest.Wire(o)...)
	for _, test := range []struct {
		url    string
		config []func(*config.Config)
		says   string // of the error; "" where there is none
	}{
		{"bolt+ssc://" + address, nil, ""},
		{"neo4j+ssc://" + address, nil, ""},
		{"bolt+s://" + address, trusting, ""},
		{"neo4j+s://" + address, trusting, ""},
		{"bolt+s://" + address, nil, "SSL_CERT_FILE"},
		{"neo4j+s://" + address, nil, "SSL_CERT_FILE"},
		{"bolt+s://" + strings.Replace(address, "127.0.0.1", "localhost", 1), trusting, "x509"}, // not whom it was made out to
		{"bolt://" + address, nil, "TLS"},
	} {
		s, err := Open(t.Context(), Options{URL: test.url, Ontology: o, Config: test.config})
		if test.says != "" {
			if !errors.Is(err, graph.ErrUnreachable) || !strings.Contains(err.Error(), test.says) {
				t.Errorf("%s gave %v", test.url, err)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", test.url, err)
			continue
		}
		if _, err := graph.Load(t.Context(), s, o, graphtest.Wire(o)); err != nil {
			t.Errorf("%s: %v", test.url, err)
		}
		graphtest.Holds(t, s, m)
		wipe(t, s)
		if err := s.Close(t.Context()); err != nil {
			t.Error(err)
		}
	}
	// another process trusts the authority because of its environment
	loader := exec.Command(os.Args[0])
	loader.Env = append(os.Environ(), killURL+"=neo4j+s://"+address, "SSL_CERT_FILE="+filepath.Join(folder, "ca.pem"))
	if out, err := loader.CombinedOutput(); err != nil {
		t.Errorf("a loader with SSL_CERT_FILE: %v\n%s", err, out)
	}
}

// certify makes an authority, which it returns and leaves in ca.pem, and the key and certificate of a server.
func certify(t *testing.T, folder string) *x509.CertPool {
	t.Helper()
	write := func(name, kind string, der []byte) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(folder, name), pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	sign := func(of, by *x509.Certificate, key, with *ecdsa.PrivateKey) *x509.Certificate {
		t.Helper()
		der, err := x509.CreateCertificate(rand.Reader, of, by, &key.PublicKey, with)
		if err != nil {
			t.Fatal(err)
		}
		made, err := x509.ParseCertificate(der)
		if err != nil {
			t.Fatal(err)
		}
		return made
	}
	keys := make([]*ecdsa.PrivateKey, 2)
	for i := range keys {
		var err error
		if keys[i], err = ecdsa.GenerateKey(elliptic.P256(), rand.Reader); err != nil {
			t.Fatal(err)
		}
	}
	began, ends := time.Now().Add(-time.Hour), time.Now().Add(time.Hour)
	ca := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "authority of a test"}, NotBefore: began, NotAfter: ends,
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign}
	ca = sign(ca, ca, keys[0], keys[0])
	server := sign(&x509.Certificate{SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: "server of a test"}, NotBefore: began, NotAfter: ends,
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}},
		ca, keys[1], keys[0])
	key, err := x509.MarshalPKCS8PrivateKey(keys[1])
	if err != nil {
		t.Fatal(err)
	}
	write("private.key", "PRIVATE KEY", key)
	write("public.crt", "CERTIFICATE", server.Raw)
	write("ca.pem", "CERTIFICATE", ca.Raw)
	pool := x509.NewCertPool()
	pool.AddCert(ca)
	return pool
}
