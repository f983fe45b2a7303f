/** A node placed on a grid: `depth` counts columns from the roots, `row` rows from the top, in units of one node. */
export interface PlacedNode {
  id: string;
  depth: number;
  row: number;
}

/** A tree laid out, with its edges from parent to child and how many rows and columns it takes. */
export interface PlacedTree {
  nodes: PlacedNode[];
  edges: { from: string; to: string }[];
  rows: number;
  columns: number;
}

/**
 * Lays a forest out in columns: leaves take one row each, a parent stands at the middle of its children (the tidy drawing of
 * Wetherell and Shannon, leaves in order). A node with several parents hangs below the first; one that would be below itself is
 * placed once and its edge drawn.
 */
export const tidyTree = (ids: readonly string[], links: readonly { parent: string; child: string }[]): PlacedTree => {
  const known = new Set(ids);
  const sound = links.filter(({ parent, child }) => known.has(parent) && known.has(child) && parent !== child);
  const children = Map.groupBy(sound, ({ parent }) => parent);
  const below = new Set(sound.map(({ child }) => child));
  const placed = new Map<string, PlacedNode>();
  let rows = 0;
  const place = (id: string, depth: number): number | null => {
    if (placed.has(id)) return null;
    const node: PlacedNode = { id, depth, row: 0 };
    placed.set(id, node);
    const own = (children.get(id) ?? []).flatMap(({ child }) => place(child, depth + 1) ?? []);
    const [first] = own;
    const last = own.at(-1);
    if (first === undefined || last === undefined) {
      node.row = rows;
      rows += 1;
    } else node.row = (first + last) / 2;
    return node.row;
  };
  for (const id of ids) if (!below.has(id)) place(id, 0);
  // What is left stands in a circle: it starts somewhere.
  for (const id of ids) place(id, 0);
  const nodes = [...placed.values()];
  return {
    nodes,
    edges: sound.map(({ parent, child }) => ({ from: parent, to: child })),
    rows,
    columns: nodes.reduce((most, { depth }) => Math.max(most, depth + 1), 0),
  };
};
