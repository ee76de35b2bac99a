#!/bin/sh
# From the data to the weights file:  ./run.sh DATA WORK [MINUTES] [PROCESSES]
# DATA holds the unpacked archives (ud, ud_flagged, ner, gaz, lex, prepared); WORK takes everything made.
# Broken off, it goes on where it was: finished steps are not repeated.
set -eu
data=$1 work=$2 minutes=${3:-75} processes=${4:-2}
here=$(cd "$(dirname "$0")" && pwd)
python=${PYTHON:-python3}
mkdir -p "$work/data" "$work/run"
step() { out=$1; shift; [ -e "$out" ] || "$python" "$@"; }
step "$work/data/data.json" "$here/prep.py" "$data" "$work/data"
step "$work/data/gaz.json" "$here/gaz.py" "$data" "$work/data"
step "$work/data/encoded.pkl" "$here/data.py" "$data" "$work/data"
step "$work/data/seg.spaced.pt" "$here/segment.py" "$data" "$work/data" spaced 420
step "$work/data/seg.unspaced.pt" "$here/segment.py" "$data" "$work/data" unspaced 600
step "$work/data/news.pkl" "$here/news.py" "$data" "$work/data"
step "$work/run/final.pt" "$here/train.py" "$work/data" "$work/run" --minutes "$minutes" --processes "$processes"
"$python" "$here/export.py" "$data" "$work/data" "$work/run/final.pt" "$work/model.bin"
"$python" "$here/evaluate.py" "$work/model.bin" "$work/data" "$work/scores"
"$python" "$here/export.py" "$data" "$work/data" "$work/run/final.pt" "$work/model.bin" --scores "$work/scores.json"
"$python" "$here/golden.py" "$work/model.bin" "$work/data" "$work/golden.json.gz"
