"""Scores of arcs -> a tree (one root, no cycle)."""
import numpy as np


def tree(scores):
    """scores[dependent, head], row and column 0 are ROOT -> heads (heads[0] is 0)."""
    n = scores.shape[0]
    heads = scores.argmax(1)
    heads[0] = 0
    if (heads[1:] == 0).sum() == 1 and not find_cycle(heads):
        return heads
    # One root only: try the three words that score best as root.
    best, best_heads = None, heads
    for root in np.argsort(-scores[1:, 0], kind="stable")[:3] + 1:
        s = scores.astype(np.float64)
        s[1:, 0] = -1e9
        s[root, :] = -1e9
        s[root, 0] = scores[root, 0]
        heads = edmonds(s)
        total = s[np.arange(1, n), heads[1:]].sum()
        if best is None or total > best:
            best, best_heads = total, heads
    return best_heads


def find_cycle(heads):
    """The words of a cycle, or nothing."""
    seen = [0] * len(heads)
    for i in range(1, len(heads)):
        path, j = [], i
        while j and not seen[j]:
            seen[j] = i
            path.append(j)
            j = heads[j]
        if j and seen[j] == i:
            return path[path.index(j):]
    return []


def edmonds(scores):
    """Chu-Liu/Edmonds: contracts one cycle and solves the rest."""
    n = scores.shape[0]
    s = scores.copy()
    s[np.arange(n), np.arange(n)] = -1e12
    heads = s.argmax(1)
    heads[0] = 0
    cycle = find_cycle(heads)
    if not cycle:
        return heads
    inside = set(cycle)
    rest = [i for i in range(n) if i not in inside]
    m = len(rest)
    small = np.full((m + 1, m + 1), -1e12)
    small[:m, :m] = s[np.ix_(rest, rest)]
    enter = s[np.ix_(cycle, rest)] - s[cycle, heads[cycle]][:, None]
    small[m, :m] = enter.max(0)
    leave = s[np.ix_(rest, cycle)]
    small[:m, m] = leave.max(1)
    sub = edmonds(small)
    out = heads.copy()
    for a in range(1, m):
        out[rest[a]] = cycle[leave[a].argmax()] if sub[a] == m else rest[sub[a]]
    out[cycle[enter[:, sub[m]].argmax()]] = rest[sub[m]]
    return out
