"""Small tables that several steps read."""
import json
import os


def load_t2s(data):
    """Traditional to simplified characters, OpenCC's table."""
    out = {}
    with open(os.path.join(data, "lex/opencc/TSCharacters.txt"), encoding="utf-8") as f:
        for line in f:
            parts = line.rstrip("\n").split("\t")
            if len(parts) == 2:
                simple = parts[1].split(" ")[0]
                if len(parts[0]) == 1 and len(simple) == 1 and simple != parts[0]:
                    out[parts[0]] = simple
    return out


def save_json(path, value):
    with open(path, "w", encoding="utf-8") as f:
        json.dump(value, f, ensure_ascii=False)
