package neo4j

import (
	"errors"
	"fmt"
	"strings"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/triplewire/triplewire/graph"
)

// explain joins the driver's errors with those that callers tell apart, and says what to do. The driver's own
// tests for its errors do not look inside others, so errors.As does.
func explain(err error) error {
	var connection *neo4j.ConnectivityError
	var limit *neo4j.TransactionExecutionLimit
	switch {
	case err == nil || known(err):
		return err
	case isRefusal(err):
		return fmt.Errorf("%w: check the user and TRIPLEWIRE_PASSWORD: %w", graph.ErrRefused, err)
	case hasCode(err, "Neo.ClientError.Database.DatabaseNotFound"):
		return fmt.Errorf("%w: there is no database of that name: check --database: %w", graph.ErrUnreachable, err)
	case strings.Contains(err.Error(), "x509:"): // the driver keeps no more of it
		return fmt.Errorf("%w: its certificate is not trusted: SSL_CERT_FILE names a file with more authorities, the scheme +ssc trusts any: %w",
			graph.ErrUnreachable, err)
	case errors.As(err, &connection), errors.As(err, &limit):
		return fmt.Errorf("%w: is Neo4j running there, and is the scheme right (neo4j+s:// where it wants TLS)? %w", graph.ErrUnreachable, err)
	}
	return err
}

// known tells whether an error has been explained already.
func known(err error) bool {
	for _, k := range []error{graph.ErrUnreachable, graph.ErrRefused, graph.ErrVersion, graph.ErrInvalid, graph.ErrNotFound} {
		if errors.Is(err, k) {
			return true
		}
	}
	return false
}

func isRefusal(err error) bool {
	var invalid *neo4j.InvalidAuthenticationError
	var expired *neo4j.TokenExpiredError
	if errors.As(err, &invalid) || errors.As(err, &expired) {
		return true
	}
	var server *neo4j.Neo4jError
	return errors.As(err, &server) && strings.HasPrefix(server.Code, "Neo.ClientError.Security.")
}

func hasCode(err error, code string) bool {
	var server *neo4j.Neo4jError
	return errors.As(err, &server) && server.Code == code
}
