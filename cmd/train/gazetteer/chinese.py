"""Simplified and traditional characters, by OpenCC's tables."""
import functools, os

FOLDER = os.environ.get("OPENCC", "")


@functools.cache
def table(which):
    t = {}
    for name in {"t": ("STCharacters", "STPhrases"), "s": ("TSCharacters", "TSPhrases")}[which]:
        for line in open(os.path.join(FOLDER, name + ".txt"), encoding="utf-8"):
            if "\t" in line and not line.startswith("#"):
                a, b = line.rstrip("\n").split("\t")[:2]
                t[a] = b.split(" ")[0]
    return t


def convert(text, which):
    t, out, i = table(which), [], 0
    while i < len(text):
        for n in range(min(8, len(text) - i), 0, -1):
            if text[i:i + n] in t or n == 1:
                out.append(t.get(text[i:i + n], text[i:i + n]))
                i += n
                break
    return "".join(out)


def simplified(text):
    return convert(text, "s")


def traditional(text):
    return convert(text, "t")
