package extract

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/triplewire/triplewire/schema"
)

// Date is an expression of time that the calendar resolves.
type Date struct {
	First, Last int    // tokens [First, Last)
	Head        int    // the token that carries it in the tree
	Value       string // YYYY, YYYY-MM, YYYY-MM-DD, or start/end
	Since       bool   // the time from which on something holds
}

const isoDay = "2006-01-02"

var (
	isoDate     = regexp.MustCompile(`^(\d{4})-(\d{2})-(\d{2})$`)
	yearWord    = regexp.MustCompile(`^(1[5-9]\d\d|20\d\d)(年|년)?$`)
	dayWord     = regexp.MustCompile(`^(\d{1,2})(st|nd|rd|th|er|º|ª|°|\.|日|일|号|號|-го|e)?$`)
	monthCJK    = regexp.MustCompile(`^(\d{1,2})(月|월)$`)
	compactCJK  = regexp.MustCompile(`^(?:(\d{4})(?:年|년))?(\d{1,2})(?:月|월)(?:(\d{1,2})(?:日|일|号|號))?`)
	numericDate = regexp.MustCompile(`^(\d{1,2})[./](\d{1,2})[./](\d{4})$`)
	dayMonth    = regexp.MustCompile(`^(\d{1,2})[/-](\d{1,2})$`)
	monthYear   = regexp.MustCompile(`^(?:\pL+\s)?(\d{1,2})/(\d{4})$`)
	buddhist    = regexp.MustCompile(`^25\d\d$`)
	yearRange   = regexp.MustCompile(`^(19\d\d|20\d\d)[-–/](19\d\d|20\d\d|\d\d)$`)
)

// dater finds dates of one document.
type dater struct {
	r         *Reading
	published time.Time
	ok        bool   // the publication date is known
	last      string // the last day that was named, for "the same day"
}

// Dates finds the expressions of time of a document and resolves them against its publication date. Without
// one, relative expressions stay unresolved and are left out.
func Dates(r *Reading) []Date {
	x := &dater{r: r}
	if p, err := time.Parse(isoDay, r.Doc.Article.Published); err == nil {
		x.published, x.ok = p, true
	}
	var dates []Date
	for s := range r.Doc.Sentences {
		for t := r.Doc.Sentences[s].First; t < r.Doc.Sentences[s].Last; {
			d, last := x.at(t, r.Doc.Sentences[s].Last)
			if m := r.MentionAt(t); d.Value == "" || m >= 0 && r.Doc.Mentions[m].Kind == Named && r.HasType(m, schema.Person, schema.Organization) {
				t++
				continue // nothing, or a name: Theresa May
			}
			d.Last = last
			d.Head = r.HeadOf(d.First, d.Last)
			if len(d.Value) == len(isoDay) {
				x.last = d.Value
			}
			d.Since = x.marked(d, "since")
			dates = append(dates, d)
			t = last
		}
	}
	return dates
}

// form gives a token's form in small letters; years of the Buddhist era as those of the common one.
func (x *dater) form(t int) string {
	form := strings.ToLower(x.r.Doc.Tokens[t].Text)
	if x.r.Doc.Article.Lang == "th" && buddhist.MatchString(form) {
		n, _ := strconv.Atoi(form)
		return strconv.Itoa(n - 543)
	}
	return form
}

// at tries all kinds of expressions that may begin at a token, the longest first.
func (x *dater) at(t, end int) (Date, int) {
	for _, try := range []func(int, int) (string, int){x.full, x.weekday, x.relative, x.ago, x.day, x.year} {
		if value, last := try(t, end); value != "" {
			return Date{First: t, Value: value}, last
		}
	}
	return Date{}, t + 1
}

func (x *dater) month(t int) int {
	if v, ok := x.tag(t, "month"); ok {
		n, _ := strconv.Atoi(v)
		return n
	}
	if m := monthCJK.FindStringSubmatch(x.form(t)); m != nil {
		n, _ := strconv.Atoi(m[1])
		return n
	}
	return 0
}

// tag gives the value of an entry of a class that begins at token t, whatever its head.
func (x *dater) tag(t int, class string) (string, bool) {
	h, ok := x.hit(t, class)
	return h.Value, ok
}

func (x *dater) hit(t int, class string) (best TagHit, ok bool) {
	end := min(t+maxPhrase, x.r.Doc.Sentences[x.r.Sentence[t]].Last)
	for k := t; k < end; k++ {
		for _, h := range x.r.Tags[k] {
			if h.Class == class && h.First == t && (!ok || h.length > best.length) {
				best, ok = h, true
			}
		}
	}
	return best, ok
}

// full reads dates with a month: "12. Mai 2026", "July 1", "3 de septiembre de 2025", "2025年9月3日", ISO dates.
func (x *dater) full(t, end int) (string, int) {
	form := x.form(t)
	if isoDate.MatchString(form) {
		return form, t + 1
	}
	if m := numericDate.FindStringSubmatch(form); m != nil && x.r.Doc.Article.Lang != "en" {
		return ymd(m[3], m[2], m[1]), t + 1
	}
	if value := x.numeric(t, form); value != "" {
		return value, t + 1
	}
	if value, last := x.cjk(t, end); value != "" {
		return value, last
	}
	day, month, year, last := 0, 0, "", t
	for k := t; k < min(t+7, end); k++ {
		switch f := x.form(k); {
		case month == 0 && x.month(k) > 0:
			month, last = x.month(k), k+1
		case day == 0 && dayWord.MatchString(f) && (k+1 < end && (month > 0 || x.soonMonth(k+1, end)) || month > 0):
			n, _ := strconv.Atoi(dayWord.FindStringSubmatch(f)[1])
			if n < 1 || n > 31 {
				return "", t
			}
			day = n
			last = k + 1
		case yearWord.MatchString(f) && month > 0:
			return compose(yearWord.FindStringSubmatch(f)[1], month, day), k + 1
		case k > t && (f == "," || f == "." || f == "de" || f == "of" || f == "del" || f == "года" || f == "tahun" || f == "năm" || f == "ngày" || f == "tháng" || f == "พ.ศ." || f == "ค.ศ." || f == "พ.ศ" || f == "ค.ศ" || f == "ปี"):
		default:
			k = end
		}
	}
	if month == 0 {
		return "", t
	}
	if year == "" && last < end { // "June last year"
		if value, after := x.relative(last, end); len(value) == 4 {
			return compose(value, month, day), after
		}
	}
	return x.withoutYear(t, day, month, year), last
}

// numeric reads a day and month, or a month and year, in numbers behind the word for it: "ngày 1/5", "tháng 4/2023".
func (x *dater) numeric(t int, form string) string {
	if x.r.Words.Setting("neighbours") != "yes" || t == 0 {
		return ""
	}
	if m := monthYear.FindStringSubmatch(form); m != nil && (x.r.HasValue(t-1, "unit", "month") || !strings.HasPrefix(form, m[1])) {
		if month, _ := strconv.Atoi(m[1]); month >= 1 && month <= 12 {
			return compose(m[2], month, 0)
		}
	}
	if m := dayMonth.FindStringSubmatch(form); m != nil && (x.r.HasValue(t-1, "unit", "day") || x.r.Has(t-1, "weekday")) {
		day, _ := strconv.Atoi(m[1])
		month, _ := strconv.Atoi(m[2])
		if day >= 1 && day <= 31 && month >= 1 && month <= 12 {
			return x.withoutYear(t, day, month, "")
		}
	}
	return ""
}

// soonMonth tells whether a month follows within two words.
func (x *dater) soonMonth(k, end int) bool {
	for i := k; i < min(k+2, end); i++ {
		if x.month(i) > 0 {
			return true
		}
	}
	return false
}

// cjk reads dates written with 年月日, in one word or several.
func (x *dater) cjk(t, end int) (string, int) {
	switch x.r.Doc.Article.Lang {
	case "zh-Hans", "zh-Hant", "ja", "ko":
	default:
		return "", t
	}
	joined, best, last := "", "", t
	for k := t; k < min(t+6, end); k++ {
		joined += strings.TrimSpace(x.form(k))
		m := compactCJK.FindStringSubmatch(joined)
		if m == nil {
			continue
		}
		month, _ := strconv.Atoi(m[2])
		day, _ := strconv.Atoi(m[3])
		if month < 1 || month > 12 {
			return "", t
		}
		value := ""
		if m[1] != "" {
			value = compose(m[1], month, day)
		} else {
			value = x.withoutYear(t, day, month, "")
		}
		if value != "" && len(value) >= len(best) && value != best {
			best, last = value, k+1
		}
	}
	return best, last
}

// withoutYear gives a date its year: the one that makes it the nearest past, or the coming for what lies ahead.
func (x *dater) withoutYear(t, day, month int, year string) string {
	if year != "" {
		return compose(year, month, day)
	}
	if !x.ok {
		return ""
	}
	y := x.published.Year()
	if shift, ok := x.shiftBefore(t); ok && day == 0 {
		m := int(x.published.Month())
		if shift < 0 && month >= m {
			y--
		} else if shift > 0 && month <= m {
			y++
		}
		return compose(strconv.Itoa(y), month, day)
	}
	d := time.Date(y, time.Month(month), max(day, 1), 0, 0, 0, 0, time.UTC)
	ahead := x.ahead(t)
	switch {
	case ahead && d.AddDate(0, 1, 0).Before(x.published):
		y++
	case !ahead && d.After(x.published.AddDate(0, 0, 3)) && (day > 0 || month > int(x.published.Month())):
		y--
	}
	return compose(strconv.Itoa(y), month, day)
}

// shiftBefore gives the value of a word like "last", "next" beside a token.
func (x *dater) shiftBefore(t int) (int, bool) {
	for _, k := range []int{t - 1, t - 2} {
		if k < 0 || x.r.Sentence[k] != x.r.Sentence[t] {
			break
		}
		if v, ok := x.r.Value(k, "relative"); ok && !strings.Contains(v, " ") {
			n, _ := strconv.Atoi(v)
			return n, true
		}
	}
	return 0, false
}

// ahead tells whether the clause speaks of the future.
func (x *dater) ahead(t int) bool {
	tokens := x.r.Doc.Tokens
	for up, steps := t, 0; up >= 0 && steps < 8; up, steps = tokens[up].Head, steps+1 {
		if up != t && tokens[up].Feats["Tense"] == "Fut" {
			return true
		}
		if up != t && (tokens[up].UPOS == "VERB" || tokens[up].Head < 0) {
			for _, c := range x.r.Children[up] {
				if RelBase(tokens[c].Rel) == "mark" && x.r.Has(c, "condition") {
					return true
				}
				if rel := RelBase(tokens[c].Rel); (rel == "aux" || rel == "advmod" || rel == "mark") && (x.r.Has(c, "future") || x.r.HasValue(c, "modal", "planned")) && !strings.HasSuffix(tokens[c].Rel, "pass") {
					return true
				}
			}
			if x.r.HasValue(up, "attitude", "planned") || x.r.Has(up, "future") {
				return true
			}
			if tokens[up].UPOS == "VERB" && RelBase(tokens[up].Rel) != "xcomp" {
				return false
			}
		}
	}
	return false
}

// weekday reads "Wednesday", "am Mittwoch", "last Friday".
func (x *dater) weekday(t, end int) (string, int) {
	h, ok := x.hit(t, "weekday")
	shift, given := 0, false
	if !ok {
		v, is := x.tag(t, "relative")
		if !is || t+1 >= end || strings.Contains(v, " ") {
			return "", t
		}
		if h, ok = x.hit(t+1, "weekday"); !ok {
			return "", t
		}
		shift, _ = strconv.Atoi(v)
		given = true
	}
	if !x.ok {
		return "", t
	}
	day, _ := strconv.Atoi(h.Value)
	today := int(x.published.Weekday()+6)%7 + 1
	back := (today - day + 7) % 7
	switch {
	case given && shift > 0, !given && x.ahead(t):
		return x.published.AddDate(0, 0, (7-back)%7).Format(isoDay), h.Last
	case given && shift < 0 && back == 0:
		back = 7
	}
	return x.published.AddDate(0, 0, -back).Format(isoDay), h.Last
}

// relative reads "last week", "next year", "this month", 去年, and a unit before its word ("minggu lalu").
func (x *dater) relative(t, end int) (string, int) {
	if !x.ok {
		return "", t
	}
	if h, ok := x.hit(t, "relative"); ok {
		if n, unit, whole := strings.Cut(h.Value, " "); whole {
			shift, _ := strconv.Atoi(n)
			return x.shifted(shift, unit), h.Last
		}
		shift, _ := strconv.Atoi(h.Value)
		for k := h.Last; k < min(h.Last+2, end); k++ {
			if u, ok := x.hit(k, "unit"); ok {
				return x.shifted(shift, u.Value), u.Last
			}
			if m := x.month(k); m > 0 {
				return x.withoutYear(k, 0, m, ""), k + 1
			}
		}
		return "", t
	}
	if u, ok := x.hit(t, "unit"); ok && u.Last < end {
		if h, ok := x.hit(u.Last, "relative"); ok && !strings.Contains(h.Value, " ") && x.trailing() {
			shift, _ := strconv.Atoi(h.Value)
			return x.shifted(shift, u.Value), h.Last
		}
	}
	return "", t
}

// trailing tells whether the language puts "last" behind the unit.
func (x *dater) trailing() bool {
	switch x.r.Doc.Article.Lang {
	case "en", "de", "zh-Hans", "zh-Hant", "ja", "ko", "ru":
		return false
	}
	return true
}

// shifted gives the unit of time that lies some units from the publication date.
func (x *dater) shifted(n int, unit string) string {
	p := x.published
	switch unit {
	case "year":
		return strconv.Itoa(p.Year() + n)
	case "month":
		return time.Date(p.Year(), p.Month()+time.Month(n), 1, 0, 0, 0, 0, time.UTC).Format("2006-01")
	case "week":
		monday := p.AddDate(0, 0, -(int(p.Weekday()+6)%7)+7*n)
		return monday.Format(isoDay) + "/" + monday.AddDate(0, 0, 6).Format(isoDay)
	case "day":
		return p.AddDate(0, 0, n).Format(isoDay)
	}
	return ""
}

// ago reads "two years ago", "vor drei Tagen".
func (x *dater) ago(t, end int) (string, int) {
	if !x.ok {
		return "", t
	}
	k := t
	before := false
	if h, ok := x.hit(k, "ago"); ok {
		before, k = true, h.Last
	}
	if k >= end {
		return "", t
	}
	n, last := x.count(k)
	if last == k {
		return "", t
	}
	if last >= end {
		return "", t
	}
	u, ok := x.hit(last, "unit")
	if !ok {
		return "", t
	}
	last = u.Last
	if !before {
		if last >= end {
			return "", t
		}
		h, ok := x.hit(last, "ago")
		if !ok || x.r.Doc.Article.Lang == "de" {
			return "", t
		}
		last = h.Last
	}
	switch u.Value {
	case "day", "month", "year":
		return x.shifted(-n, u.Value), last
	case "week":
		return x.shifted(-n, "week"), last
	}
	return "", t
}

func (x *dater) count(t int) (int, int) {
	if n, err := strconv.Atoi(x.form(t)); err == nil && n < 1000 {
		return n, t + 1
	}
	if h, ok := x.hit(t, "number"); ok {
		n, _ := strconv.Atoi(h.Value)
		return n, h.Last
	}
	return 0, t
}

// day reads today, yesterday, tomorrow, and the same day as the one named before.
func (x *dater) day(t, end int) (string, int) {
	h, ok := x.hit(t, "day")
	if ok && h.Value == "same" && x.last != "" {
		return x.last, h.Last
	}
	if !ok || !x.ok {
		return "", t
	}
	n, err := strconv.Atoi(h.Value)
	if err != nil {
		return "", t
	}
	return x.published.AddDate(0, 0, n).Format(isoDay), h.Last
}

// year reads a year that stands alone.
func (x *dater) year(t, end int) (string, int) {
	f := x.form(t)
	if m := yearRange.FindStringSubmatch(f); m != nil {
		to := m[2]
		if len(to) == 2 {
			to = m[1][:2] + to
		}
		return m[1] + "/" + to, t + 1
	}
	m := yearWord.FindStringSubmatch(f)
	if m == nil {
		return "", t
	}
	last := t + 1
	if m[2] == "" && last < end && (x.form(last) == "年" || x.form(last) == "년") {
		return m[1], last + 1
	}
	// A count is no year: "2000 soldiers".
	if x.r.Doc.Tokens[t].Rel == "nummod" && !x.r.Has(x.r.Doc.Tokens[t].Head, "unit") && x.r.Doc.Tokens[t].Head > t && m[2] == "" {
		return "", t
	}
	return m[1], last
}

// marked tells whether a date's phrase carries a marker.
func (x *dater) marked(d Date, name string) bool {
	first, last := x.r.Phrase(d.Head)
	for _, m := range x.r.Markers(d.Head, min(first, d.First), max(last, d.Last)) {
		if m == name {
			return true
		}
	}
	for _, m := range x.r.Markers(d.Head, d.First, d.Last) {
		if m == name {
			return true
		}
	}
	return false
}

func compose(year string, month, day int) string {
	if day == 0 {
		return fmt.Sprintf("%s-%02d", year, month)
	}
	return fmt.Sprintf("%s-%02d-%02d", year, month, day)
}

func ymd(year, month, day string) string {
	m, _ := strconv.Atoi(month)
	d, _ := strconv.Atoi(day)
	if m < 1 || m > 12 || d < 1 || d > 31 {
		return ""
	}
	return compose(year, m, d)
}
