"""Prints the facts that found.json lists for a text: stands in for the program when score.py runs."""
import json, os, sys
found = json.load(open(os.path.join(os.path.dirname(__file__), "found.json"), encoding="utf-8"))
for f in found.get(open(sys.argv[1], encoding="utf-8").read(), []):
    print(json.dumps(f))
