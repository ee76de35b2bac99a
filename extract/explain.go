package extract

import "fmt"

// Log collects, for --explain, what the analysis saw and why each candidate was taken or dropped. A nil Log
// takes everything and keeps nothing.
type Log struct {
	Lines []LogLine
}

// LogLine is one remark about one sentence.
type LogLine struct {
	Sentence int // index into Document.Sentences
	Text     string
}

// Add notes one remark about a sentence.
func (l *Log) Add(sentence int, format string, args ...any) {
	if l != nil {
		l.Lines = append(l.Lines, LogLine{sentence, fmt.Sprintf(format, args...)})
	}
}
