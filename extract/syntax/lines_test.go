package syntax

import (
	"slices"
	"strings"
	"testing"
)

func TestPieces(t *testing.T) {
	wire := "The foreign ministers of both countries met in Geneva on Monday to\n" +
		"discuss the exchange of prisoners, a spokesman said, and agreed to\n" +
		"meet again in May. Neither side gave any details about the numbers.\n"
	for name, test := range map[string]struct{ text, want string }{
		"lines":            {"Title\nFirst line.\r\nSecond.\u2028Third", "Title|First line.|Second.|Third"},
		"blank lines":      {"\n \n\na\n\t\nb\n\n", "a|b"},
		"broken":           {"TITLE\n\n" + wire + "\nEnd", "TITLE|" + strings.TrimSpace(wire) + "|End"},
		"broken, two only": {"the foreign ministers of both countries met in Geneva on Monday to\ndiscuss it", "the foreign ministers of both countries met in Geneva on Monday to|discuss it"},
		"headlines": {"Ministers of two countries meet in Geneva to discuss prisoners\nParliament of the third country votes on its budget tonight\n" +
			"Stock markets close higher after the central bank keeps rates", "Ministers of two countries meet in Geneva to discuss prisoners|Parliament of the third country votes on its budget tonight|" +
			"Stock markets close higher after the central bank keeps rates"},
		"room left": {"a line that has room enough for the first word of what follows\nit\nand goes on here with quite a number of further short words", "a line that has room enough for the first word of what follows|it|and goes on here with quite a number of further short words"},
		"empty":     {"", ""},
	} {
		var got []string
		for _, p := range pieces(test.text) {
			got = append(got, test.text[p.start:p.end])
		}
		if want := strings.Split(test.want, "|"); !slices.Equal(got, want) && (test.want != "" || len(got) > 0) {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
}
