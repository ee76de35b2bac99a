#!/usr/bin/env python3
"""Writes lang/CODE/forms.tsv: the inflected forms of the words in a language's triggers.tsv and words.tsv.

    forms.py LANG_DIR [CODE...]

The forms come from simplemma 2.0.0 (MIT), pip install simplemma==2.0.0. To be run again when the word lists have
grown. Each row is a lemma and its forms; forms that are lemmas of the lists themselves are left out.
"""
import pathlib, sys

from simplemma.strategies.dictionaries.dictionary_factory import SUPPORTED_LANGUAGES, DefaultDictionaryFactory


WITHOUT = ("id", "ms")  # affixes there make other words; extract/voice.go knows the forms of verbs


def words(folder):
    found = set()
    for name, column in (("triggers.tsv", 2), ("words.tsv", 2)):
        path = folder / name
        if not path.exists():
            continue
        for line in path.read_text(encoding="utf-8").splitlines():
            row = line.split("\t")
            if line.startswith("#") or len(row) <= column or row[0] in ("boilerplate", "setting"):
                continue
            for alternative in row[column].split("|"):
                for part in alternative.split("+"):
                    for word in part.split():
                        found.add(word.strip("*=").lower())
    return {w for w in found if len(w) > 1 and not w.startswith(("[", "-"))}


def main():
    root = pathlib.Path(sys.argv[1])
    codes = sys.argv[2:] or sorted(p.name for p in root.iterdir() if p.is_dir())
    factory = DefaultDictionaryFactory()
    for code in codes:
        if code in WITHOUT or code not in SUPPORTED_LANGUAGES or not (root / code / "triggers.tsv").exists():
            continue
        wanted = words(root / code)
        forms = {}
        for form, lemma in factory.get_dictionary(code).items():
            form, lemma = form.lower(), lemma.lower()
            if lemma in wanted and form != lemma and form not in wanted and " " not in form:
                forms.setdefault(lemma, set()).add(form)
        lines = ["# Made by cmd/train/forms.py from simplemma 2.0.0 (MIT). Lemma, then its forms."]
        lines += [f"{lemma}\t{' '.join(sorted(fs))}" for lemma, fs in sorted(forms.items())]
        (root / code / "forms.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        print(code, len(forms), "lemmas", sum(map(len, forms.values())), "forms")


if __name__ == "__main__":
    main()
