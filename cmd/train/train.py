"""Trains the parser in two (or more) processes.

    python train.py OUT RUN --minutes 75 [--processes 2] [--seed 1]

Reads OUT/encoded.pkl and OUT/news.pkl, writes RUN/checkpoint.pt every few minutes and RUN/final.pt at the end; a run
that was broken off goes on from its checkpoint. The embedding tables lie in shared memory and are
updated without locks; the other weights are averaged over the processes every few steps.
The learning rate falls linearly with the clock, so the budget decides where it ends.
"""
import argparse
import os
import pickle
import random
import time

import numpy as np
import torch
import torch.multiprocessing as mp

from data import batches, collate
from features import STYLE
from model import Parser
from silver import add_silver, borrow

SHARED = ("word.weight", "gram.weight")
RATE, SPARSE_FACTOR, WARM_UP = 2e-3, 3, 60
BATCH = 1500                             # tokens
SYNC = 8                                 # steps between two averages
TREE_WORDS, NAME_WORDS = 400_000, 140_000  # words of a round
NEWS = 3                                 # how often the names of news.pkl are read where others are read once
# Treebanks in the style the product analyses in, where others outnumber them, are read more often.
REPEAT = {"zh:GSD": 3, "ru:GSD": 3, "id:GSD": 2, "ko:Kaist": 2, "de:GSD": 2, "fr:GSD": 2, "es:AnCora": 2}


def tensors(arrays):
    return {k: torch.from_numpy(v) for k, v in arrays.items()}


def pools(encoded, news, vocab):
    """Sentences by language: trees, and names only."""
    trees, names = {}, borrow([e for e in encoded if e["n"] <= 121], vocab, STYLE)
    for e in encoded:
        if e["n"] <= 121:
            pool = trees if e["tree"] else names
            pool.setdefault(e["lang"], []).extend([e] * (REPEAT.get(e["tb"], 1) if e["tree"] else 1))
    for e in news:
        if e["n"] <= 121:
            names.setdefault(e["lang"], []).extend([e] * NEWS)
    return trees, names


def sample(pool, words, rng):
    """Sentences of about so many words, languages by the root of their size."""
    size = {lang: sum(e["n"] for e in s) for lang, s in pool.items()}
    total = sum(n ** 0.5 for n in size.values())
    out = []
    for lang, sents in pool.items():
        times = size[lang] ** 0.5 / total * words / size[lang]
        out += sents * int(times)
        out += rng.sample(sents, int((times - int(times)) * len(sents)))
    return out


class Worker:
    def __init__(self, rank, args, vocab, encoded, news, shared, buffer, barrier, control):
        self.rank, self.args, self.buffer, self.barrier, self.control = rank, args, buffer, barrier, control
        torch.set_num_threads(1)
        seed = 1000 * args.seed + rank
        random.seed(seed)
        np.random.seed(seed)
        torch.manual_seed(seed)
        self.rng = random.Random(seed)
        self.model = Parser(vocab.sizes())
        self.model.load_state_dict(shared.state_dict())
        self.model.word.weight, self.model.gram.weight = shared.word.weight, shared.gram.weight
        self.dense = [p for n, p in self.model.named_parameters() if n not in SHARED]
        self.opt = torch.optim.AdamW(self.dense, lr=RATE, betas=(0.9, 0.95), weight_decay=0.01, fused=True)
        self.sparse = torch.optim.SparseAdam([self.model.word.weight, self.model.gram.weight], lr=RATE * SPARSE_FACTOR,
                                             betas=(0.9, 0.95))
        self.trees, self.names = pools(encoded, news, vocab)
        self.step, self.words, self.before = 0, 0, 0.0
        path = args.run + "/checkpoint.pt"
        if os.path.exists(path):
            c = torch.load(path, weights_only=True)
            self.opt.load_state_dict(c["opt"])
            self.sparse.load_state_dict(c["sparse"])
            self.step, self.words, self.before = c["step"], c["words"], c["seconds"]
        self.start = self.saved = self.logged = time.time()
        self.mean = np.zeros(6)

    def seconds(self):
        return self.before + time.time() - self.start

    def train_step(self, batch):
        done = min(1, self.seconds() / (60 * self.args.minutes))
        f = min(1, (self.step + 1) / WARM_UP) * (1 - done) + 1e-4
        for opt, rate in ((self.opt, RATE), (self.sparse, RATE * SPARSE_FACTOR)):
            for g in opt.param_groups:
                g["lr"] = rate * f
            opt.zero_grad(set_to_none=True)
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=not self.args.float32):
            loss, parts = self.model.loss(tensors(collate(batch, train=True)))
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.dense, 2.0)
        self.opt.step()
        self.sparse.step()
        self.step += 1
        self.words += sum(e["n"] for e in batch[2])
        self.mean = 0.98 * self.mean + 0.02 * np.array([float(x.detach()) for x in (loss, *parts)])

    @torch.no_grad()
    def average(self):
        """Means the dense weights over all processes; -> whether the time is up."""
        self.buffer[self.rank].copy_(torch.cat([p.flatten() for p in self.dense]))
        if self.rank == 0:
            self.control[0] = self.seconds() > 60 * self.args.minutes
        self.barrier.wait()
        mean, stop = self.buffer.mean(0), bool(self.control[0].item())
        self.barrier.wait()
        at = 0
        for p in self.dense:
            p.copy_(mean[at:at + p.numel()].view_as(p))
            at += p.numel()
        return stop

    def save(self, name, optimizers=True):
        c = dict(model={n: p.detach() for n, p in self.model.named_parameters()}, step=self.step, words=self.words,
                 seconds=self.seconds(), processes=self.args.processes, seed=self.args.seed)
        if optimizers:
            c.update(opt=self.opt.state_dict(), sparse=self.sparse.state_dict())
        path = "%s/%s.pt" % (self.args.run, name)
        torch.save(c, path + ".new")
        os.replace(path + ".new", path)

    def run(self):
        stop = False
        while not stop:
            sents = sample(self.trees, TREE_WORDS, self.rng) + sample(self.names, NAME_WORDS, self.rng)
            for batch in batches(sents, BATCH, self.rng):
                self.train_step(batch)
                if self.step % SYNC:
                    continue
                stop = self.average()
                if stop:
                    break
                if self.rank == 0:
                    self.report()
        if self.rank == 0:
            self.save("final", optimizers=False)
            print("steps %d, words of this process %.2fM" % (self.step, self.words / 1e6), flush=True)

    def report(self):
        now = time.time()
        if now - self.logged > 30:
            self.logged = now
            print("%5ds step %d words %.2fM (this process) loss %.3f arc %.3f label %.3f pos %.3f names %.3f lemma %.3f"
                  % (self.seconds(), self.step, self.words / 1e6, *self.mean), flush=True)
        if now - self.saved > self.args.save_minutes * 60:
            self.saved = now
            self.save("checkpoint")


def work(rank, *rest):
    Worker(rank, *rest).run()


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("out")
    ap.add_argument("run")
    ap.add_argument("--minutes", type=float, default=75)
    ap.add_argument("--save-minutes", type=float, default=6)
    ap.add_argument("--processes", type=int, default=2)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--float32", action="store_true", help="no bfloat16, for processors without it")
    args = ap.parse_args()
    os.makedirs(args.run, exist_ok=True)
    torch.set_num_threads(1)
    torch.manual_seed(args.seed)
    vocab, encoded = pickle.load(open(args.out + "/encoded.pkl", "rb"))
    news = pickle.load(open(args.out + "/news.pkl", "rb"))
    print("silver names (sentences, names):", add_silver(encoded), flush=True)
    model = Parser(vocab.sizes())
    path = args.run + "/checkpoint.pt"
    if os.path.exists(path):
        model.load_state_dict(torch.load(path, weights_only=True, mmap=True)["model"])
        print("going on from", path, flush=True)
    model.share_memory()
    n = sum(p.numel() for name, p in model.named_parameters() if name not in SHARED)
    print("dense %.2fM, tables %.2fM" % (n / 1e6, sum(p.numel() for p in model.parameters()) / 1e6 - n / 1e6), flush=True)
    buffer = torch.zeros(args.processes, n).share_memory_()
    control = torch.zeros(1).share_memory_()
    context = mp.get_context("fork")
    barrier = context.Barrier(args.processes)
    workers = [context.Process(target=work, args=(r, args, vocab, encoded, news, model, buffer, barrier, control))
               for r in range(args.processes)]
    for w in workers:
        w.start()
    for w in workers:
        w.join()


if __name__ == "__main__":
    main()
