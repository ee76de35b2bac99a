package article

import (
	"errors"
	"regexp"
	"strings"
	"time"
)

// layouts are the notations of dates that news files use; the first that fits counts.
var layouts = [...]string{
	"2006-01-02", "2006/01/02", "2006.01.02", "20060102", "2006-1-2", "2006/1/2",
	"2006年1月2日", "2006년 1월 2일", "2006년1월2일",
	"2.1.2006", "2 January 2006", "2 Jan 2006", "January 2, 2006", "January 2 2006", "Jan 2, 2006", "Jan 2 2006",
	"Monday, January 2, 2006", "Monday, 2 January 2006", "Mon, 2 Jan 2006", "Mon 2 Jan 2006", "Mon Jan 2 2006",
}

// clock is what may follow the date of a timestamp.
var clock = regexp.MustCompile(`^[T ,]+(?:at )?\d{1,2}:?\d{2}.*$`)

// unixDate is "Mon Jan  2 15:04:05 MST 2006" with or without the zone.
var unixDate = regexp.MustCompile(`^(\w{3} \w{3} +\d{1,2}) \d\d:\d\d:\d\d(?: \S+)? (\d{4})$`)

// NormalDate makes YYYY-MM-DD of a date in one of the usual notations, in the time zone it is written in.
func NormalDate(s string) (date string, ok bool) {
	s = strings.Join(strings.Fields(s), " ")
	if m := unixDate.FindStringSubmatch(s); m != nil {
		s = strings.Join(strings.Fields(m[1]+" "+m[2]), " ")
	}
	for _, layout := range layouts {
		if t, ok := parsePrefix(layout, s); ok {
			return t.Format("2006-01-02"), true
		}
	}
	return "", false
}

// parsePrefix parses a date that a time of day may follow.
func parsePrefix(layout, s string) (time.Time, bool) {
	t, err := time.Parse(layout, s)
	var pe *time.ParseError
	if errors.As(err, &pe) && strings.HasPrefix(pe.Message, ": extra text: ") && clock.MatchString(pe.ValueElem) {
		t, err = time.Parse(layout, strings.TrimSuffix(s, pe.ValueElem))
	}
	return t, err == nil && t.Year() > 0
}
