// Command train makes the language model that extract/syntax runs, and measures it. The steps are Python scripts
// beside this file (see README.md there); only evaluation is Go, because it must measure what users get.
//
//	go run ./cmd/train prepare  --data DATA --out OUT          treebanks, names, word lists -> training data
//	go run ./cmd/train fit      --out OUT --run RUN            training data -> checkpoint
//	go run ./cmd/train export   --data DATA --out OUT --run RUN --model FILE
//	go run ./cmd/train evaluate --data DATA --names OUT/names,testdata/names [--model FILE]
package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
)

type options struct {
	data, out, run, model, names, python, scripts, only string
	minutes, segmentMinutes                             float64
	sentences                                           int
}

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) == 0 {
		return fmt.Errorf("say which step: prepare, fit, export or evaluate")
	}
	var o options
	flags := flag.NewFlagSet("train "+args[0], flag.ExitOnError)
	flags.StringVar(&o.data, "data", "data", "folder with ud, ner, gaz, lex and prepared")
	flags.StringVar(&o.out, "out", "out", "folder for prepared training data")
	flags.StringVar(&o.run, "run", "run", "folder for checkpoints")
	flags.StringVar(&o.model, "model", "", "model file (evaluate: the one that is built in)")
	flags.StringVar(&o.names, "names", "", "folders of name files to evaluate on, *.iob2, with a comma between them (none: no names)")
	flags.StringVar(&o.only, "only", "", "evaluate only tests whose name begins so")
	flags.IntVar(&o.sentences, "sentences", 0, "evaluate on so many sentences of each file (0: all)")
	flags.Float64Var(&o.minutes, "minutes", 75, "how long to train the network")
	flags.Float64Var(&o.segmentMinutes, "segment-minutes", 5, "how long to train each segmenter")
	flags.StringVar(&o.python, "python", "python3", "Python with PyTorch")
	flags.StringVar(&o.scripts, "scripts", "cmd/train", "folder of the scripts")
	if err := flags.Parse(args[1:]); err != nil {
		return err
	}
	if flags.NArg() > 0 {
		return fmt.Errorf("unexpected argument %q", flags.Arg(0))
	}
	switch args[0] {
	case "prepare":
		return o.prepare()
	case "fit":
		return o.script("train.py", o.out, o.run, "--minutes", number(o.minutes))
	case "export":
		return o.script("export.py", o.data, o.out, filepath.Join(o.run, "final.pt"), o.model)
	case "evaluate":
		return evaluate(os.Stdout, o)
	}
	return fmt.Errorf("there is no step %q: use prepare, fit, export or evaluate", args[0])
}

func (o *options) prepare() error {
	seconds := number(60 * o.segmentMinutes)
	for _, step := range [][]string{{"prep.py", o.data, o.out}, {"gaz.py", o.data, o.out}, {"data.py", o.data, o.out},
		{"write_tests.py", o.out}, {"segment.py", o.data, o.out, "spaced", seconds},
		{"segment.py", o.data, o.out, "unspaced", seconds}, {"news.py", o.data, o.out}} {
		if err := o.script(step[0], step[1:]...); err != nil {
			return err
		}
	}
	return nil
}

func (o *options) script(name string, args ...string) error {
	cmd := exec.Command(o.python, append([]string{filepath.Join(o.scripts, name)}, args...)...)
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("running %s: %w", name, err)
	}
	return nil
}

func number(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }
