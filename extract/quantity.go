package extract

import (
	"math/big"
	"regexp"
	"strconv"
	"strings"
)

// Amount is a number with its unit.
type Amount struct {
	First, Last int    // tokens [First, Last)
	Head        int    // the token that carries it in the tree
	Value       string // digits, then the unit: "240000000 EUR", "30 %", "15000"
	Money       bool
	Counted     int // the noun that is counted; -1 for units
}

var (
	plainNumber = regexp.MustCompile(`^\d+$`)
	grouped     = regexp.MustCompile(`^\d{1,3}([.,  ']\d{3})+$`)
	decimal     = regexp.MustCompile(`^\d+[.,]\d{1,2}$|^\d+[.,]\d{4,}$`)
	glued       = regexp.MustCompile(`^([^\d\s]{0,4})(\d[\d.,]*)([^\d\s.,]*)$`)
)

// Amounts finds the numbers of a document that count or measure something.
func Amounts(r *Reading) []Amount {
	var found []Amount
	x := &dater{r: r}
	for s := range r.Doc.Sentences {
		end := r.Doc.Sentences[s].Last
		for t := r.Doc.Sentences[s].First; t < end; {
			a, last := amountAt(x, t, end)
			if a.Value == "" {
				t++
				continue
			}
			a.Last = last
			a.Head = r.HeadOf(a.First, a.Last)
			found = append(found, a)
			t = last
		}
	}
	return found
}

// amountAt reads an amount at token t: an optional currency sign, a number, factors, a unit.
func amountAt(x *dater, t, end int) (Amount, int) {
	r := x.r
	a := Amount{First: t, Counted: -1}
	currency, k := "", t
	if h, ok := x.hit(k, "currency"); ok && h.Last < end && isNumber(r.Doc.Tokens[h.Last].Text) {
		currency, k = h.Value, h.Last
	}
	number, suffix, ok := readNumber(x, k)
	if !ok {
		return a, t
	}
	if n, isWord := x.hit(k, "number"); isWord && suffix == "" && !isNumber(r.Doc.Tokens[k].Text) {
		k = n.Last
	} else {
		k++
	}
	if suffix != "" {
		unit, factor := gluedUnit(r.Words, suffix)
		if unit == "" && factor == nil {
			return a, t
		}
		if factor != nil {
			number.Mul(number, factor)
		}
		currency = first(currency, unit)
	}
	for k < end {
		h, ok := x.hit(k, "scale")
		if !ok {
			break
		}
		factor, ok := new(big.Rat).SetString(h.Value)
		if !ok {
			break
		}
		number.Mul(number, factor)
		k = h.Last
	}
	for skip := k; skip < min(k+2, end) && currency == ""; skip++ {
		if h, ok := x.hit(skip, "currency"); ok {
			currency, k = h.Value, h.Last
			break
		}
		if f := x.form(skip); f != "de" && f != "d'" && f != "of" {
			break
		}
	}
	if currency != "" {
		a.Value, a.Money = digits(number)+" "+currency, currency != "%" && len(currency) == 3
		return a, k
	}
	if k < end {
		if h, ok := x.hit(k, "measure"); ok {
			a.Value = digits(number) + " " + h.Value
			return a, h.Last
		}
	}
	if head := r.Doc.Tokens[r.HeadOf(t, k)].Head; head >= 0 && r.Doc.Tokens[head].UPOS != "VERB" {
		a.Counted = head
	}
	a.Value = digits(number)
	return a, k
}

func first(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

func isNumber(s string) bool { return s != "" && s[0] >= '0' && s[0] <= '9' }

// readNumber reads the number of a token: digits, a number word, or digits glued to a sign.
func readNumber(x *dater, t int) (number *big.Rat, suffix string, ok bool) {
	text := strings.ReplaceAll(strings.ReplaceAll(x.r.Doc.Tokens[t].Text, "\u00a0", ""), " ", "")
	lang := x.r.Doc.Article.Lang
	if n, ok := parseNumber(text, lang); ok {
		return n, "", true
	}
	if h, is := x.hit(t, "number"); is {
		n, ok := new(big.Rat).SetString(h.Value)
		return n, "", ok
	}
	m := glued.FindStringSubmatch(text)
	if m == nil || m[1] == "" && m[3] == "" {
		return nil, "", false
	}
	n, ok := parseNumber(m[2], lang)
	return n, m[1] + m[3], ok
}

// parseNumber reads digits with the separators of a language.
func parseNumber(text, lang string) (*big.Rat, bool) {
	switch {
	case plainNumber.MatchString(text):
	case grouped.MatchString(text):
		text = strings.NewReplacer(".", "", ",", "", "'", "", "\u202f", "").Replace(text)
	case decimal.MatchString(text):
		text = strings.ReplaceAll(text, ",", ".")
	default:
		return nil, false
	}
	return new(big.Rat).SetString(text)
}

// gluedUnit reads a unit that is written together with its number: "30%", "€5", "5万", "20km".
func gluedUnit(w *Words, suffix string) (unit string, factor *big.Rat) {
	for _, p := range w.index.exact[FoldWord(suffix)] {
		switch p.value.Class {
		case "currency", "measure":
			return p.value.Value, nil
		case "scale":
			f, _ := new(big.Rat).SetString(p.value.Value)
			return "", f
		}
	}
	return "", nil
}

func digits(n *big.Rat) string {
	if n.IsInt() {
		return n.Num().String()
	}
	f, _ := n.Float64()
	return strconv.FormatFloat(f, 'f', -1, 64)
}
