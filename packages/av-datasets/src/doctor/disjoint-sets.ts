/** Items that are joined to groups, pair by pair. */
export interface DisjointSets {
  /** Puts the groups of two items together. */
  join(first: number, second: number): void;
  /** Whether two items are in one group. */
  together(first: number, second: number): boolean;
  /** The groups of two and more, items ascending, in the order of their first items. */
  groups(): number[][];
}

/** Starts with each of `count` items on its own. */
export function disjointSets(count: number): DisjointSets {
  const parents = Uint32Array.from({ length: count }, (_, item) => item);
  const rootOf = (item: number): number => {
    let root = item;
    while (parents[root] !== root) root = parents[root]!;
    for (let at = item; at !== root; ) {
      const next = parents[at]!;
      parents[at] = root;
      at = next;
    }
    return root;
  };
  return {
    join(first, second) {
      const [a, b] = [rootOf(first), rootOf(second)];
      parents[Math.max(a, b)] = Math.min(a, b);
    },
    together: (first, second) => rootOf(first) === rootOf(second),
    groups() {
      const members = new Map<number, number[]>();
      for (let item = 0; item < count; item++) {
        const root = rootOf(item);
        if (root === item) continue;
        const group = members.get(root) ?? [root];
        group.push(item);
        members.set(root, group);
      }
      return [...members.values()].sort((a, b) => a[0]! - b[0]!);
    },
  };
}
