package main

import (
	"bufio"
	"cmp"
	"context"
	"fmt"
	"math"
	"os"
	"slices"
	"strings"

	"github.com/triplewire/triplewire/extract/article"
	"github.com/triplewire/triplewire/extract/eval"
	"github.com/triplewire/triplewire/schema"
	"github.com/urfave/cli/v2"
)

func (p *program) evalCommand() *cli.Command {
	return &cli.Command{
		Name:  "eval",
		Usage: "measures found facts against gold: precision, recall, F1 by language and relation",
		UsageText: "triplewire eval GOLD_DIR\ntriplewire eval --agreement DIR\n\n" +
			"GOLD_DIR holds one folder an article (LANG.txt for each language, facts.json), or a sentences.jsonl.\n" +
			"With --agreement no facts.json is needed: the texts of a folder are translations line by line, and what is\n" +
			"measured is how many of the facts found in English, and in most languages, each language finds.",
		ArgsUsage: "one folder with gold facts",
		Flags: flags([]cli.Flag{
			listFlag("lang", "only this language (`CODE`); may be given several times"),
			stringFlag("extractor", "rules", "`NAME` of the extractor: rules"),
			jobsFlag(),
			formatFlag("table", "json"),
			intFlag("errors", 0, "list up to `N` missed and spurious facts a language"),
			boolFlag("agreement", "compare the facts of parallel texts across the languages, without gold"),
			stringFlag("floors", "", "`FILE` of the least figures by language; below one of them is a failure"),
			boolFlag("raise", "write higher figures into the file of --floors; none is ever lowered"),
		}),
		Action: p.eval,
	}
}

func (p *program) eval(c *cli.Context) error {
	args, err := arguments(c, 1, 1)
	if err != nil {
		return err
	}
	f, err := format(c, "table", "json")
	if err != nil {
		return err
	}
	if c.Bool("raise") && c.String("floors") == "" {
		return usagef("--raise needs --floors")
	}
	if c.Bool("agreement") && c.String("floors") != "" {
		return usagef("--floors is for gold: leave it out with --agreement")
	}
	opt := eval.Options{}
	for _, l := range c.StringSlice("lang") {
		code, err := article.NormalLang(l)
		if err != nil {
			return usagef("--lang: %w; `triplewire langs` lists the languages", err)
		}
		opt.Langs = append(opt.Langs, code)
	}
	an, err := p.analyser(c, false)
	if err != nil {
		return err
	}
	opt.Jobs = an.jobs
	find := func(ctx context.Context, a *schema.Article) ([]schema.Fact, error) {
		r, err := an.safely(ctx, a)
		if err != nil {
			return nil, err
		}
		return r.Facts, nil
	}
	if c.Bool("agreement") {
		return p.agreement(c, args[0], find, opt)
	}
	report, err := eval.Run(c.Context, args[0], find, opt)
	if err != nil {
		return err
	}
	for _, err := range report.Failed {
		p.failed(err)
	}
	if f == "json" {
		err = p.printJSON(report)
	} else {
		err = report.Print(p.stdout, c.Int("errors"))
	}
	if err == nil && c.String("floors") != "" {
		err = p.checkFloors(c, report)
	}
	if err == nil && len(report.Failed) > 0 {
		return errPartial
	}
	return err
}

// agreement prints how far the languages find the same facts in the parallel texts of a folder.
func (p *program) agreement(c *cli.Context, dir string, find eval.Find, opt eval.Options) error {
	report, err := eval.Agree(c.Context, dir, find, opt)
	if err != nil {
		return err
	}
	for _, err := range report.Failed {
		p.failed(err)
	}
	if c.String("format") == "json" {
		err = p.printJSON(report)
	} else {
		err = report.Print(p.stdout, c.Int("errors"))
	}
	if err == nil && len(report.Failed) > 0 {
		return errPartial
	}
	return err
}

// floor is the least that a language must reach.
type floor struct {
	lang          string
	f1, precision float64
}

const floorsHead = "# language, F1, precision: what `triplewire eval` reached; raised by --raise, never lowered\n"

// checkFloors compares the figures with the floors, and raises those when asked to.
func (p *program) checkFloors(c *cli.Context, report *eval.Report) error {
	file := c.String("floors")
	floors, err := readFloors(file, c.Bool("raise"))
	if err != nil {
		return err
	}
	figures := map[string]eval.Figures{}
	for _, l := range report.Languages {
		figures[l.Name] = l
	}
	low := 0
	for i := range floors {
		fl := &floors[i]
		got, ok := figures[fl.lang]
		if !ok && len(c.StringSlice("lang")) > 0 {
			continue
		}
		if down(got.F1) < fl.f1 || down(got.Precision) < fl.precision {
			low++
			p.log.Errorf("%s: F1 %.3f and precision %.3f; the floor is %.3f and %.3f", fl.lang, got.F1, got.Precision, fl.f1, fl.precision)
		}
		fl.f1, fl.precision = max(fl.f1, down(got.F1)), max(fl.precision, down(got.Precision))
		delete(figures, fl.lang)
	}
	if low > 0 {
		return fmt.Errorf("%d languages are below their floor in %s", low, file)
	}
	if !c.Bool("raise") {
		return nil
	}
	for _, l := range figures {
		floors = append(floors, floor{l.Name, down(l.F1), down(l.Precision)})
	}
	return writeFloors(file, floors)
}

// down rounds down to what a floor is written with.
func down(x float64) float64 { return math.Floor(x*1000) / 1000 }

func readFloors(file string, mayMiss bool) ([]floor, error) {
	data, err := os.ReadFile(file)
	if os.IsNotExist(err) && mayMiss {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading the floors: %w", err)
	}
	var floors []floor
	lines := bufio.NewScanner(strings.NewReader(string(data)))
	for n := 1; lines.Scan(); n++ {
		line := lines.Text()
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		var fl floor
		if _, err := fmt.Sscanf(line, "%s %f %f", &fl.lang, &fl.f1, &fl.precision); err != nil {
			return nil, fmt.Errorf("reading the floors: %s:%d: want language, F1, precision: %w", file, n, err)
		}
		floors = append(floors, fl)
	}
	return floors, lines.Err()
}

func writeFloors(file string, floors []floor) error {
	slices.SortFunc(floors, func(a, b floor) int { return cmp.Compare(a.lang, b.lang) })
	var b strings.Builder
	b.WriteString(floorsHead)
	for _, fl := range floors {
		fmt.Fprintf(&b, "%s\t%.3f\t%.3f\n", fl.lang, fl.f1, fl.precision)
	}
	if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
		return fmt.Errorf("writing the floors: %w", err)
	}
	return nil
}
