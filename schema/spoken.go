package schema

import "strings"

// Spoken gives the consonants that a name is spoken with, as Resemblance compares them: names that are one in two
// scripts nearly always agree in it, or in all but one letter. It is "" for a name that cannot be read.
func Spoken(name string) string { return strings.Join(spoken(name), "") }
