import { describe, expect, it } from "vitest";
import { tidyTree } from "./tidy-tree.ts";

const at = (tree: ReturnType<typeof tidyTree>) =>
  Object.fromEntries(tree.nodes.map(({ id, depth, row }) => [id, [depth, row]]));

describe("a tidy tree", () => {
  it("puts a parent at the middle of its children and leaves one row apart", () => {
    const tree = tidyTree(
      ["a", "b", "c", "d", "e"],
      [
        { parent: "a", child: "b" },
        { parent: "a", child: "c" },
        { parent: "c", child: "d" },
        { parent: "c", child: "e" },
      ],
    );
    expect(at(tree)).toEqual({ b: [1, 0], d: [2, 1], e: [2, 2], c: [1, 1.5], a: [0, 0.75] });
    expect([tree.rows, tree.columns]).toEqual([3, 3]);
  });

  it("places what two parents share once, draws both edges, and ends in a circle", () => {
    const shared = tidyTree(
      ["a", "b", "x"],
      [
        { parent: "a", child: "x" },
        { parent: "b", child: "x" },
      ],
    );
    expect([shared.nodes.length, shared.edges.length]).toEqual([3, 2]);
    const circle = tidyTree(
      ["a", "b"],
      [
        { parent: "a", child: "b" },
        { parent: "b", child: "a" },
      ],
    );
    expect(at(circle)).toEqual({ a: [0, 0], b: [1, 0] });
  });

  it("leaves links to what is not there out, and takes nothing for nothing", () => {
    expect(
      tidyTree(
        ["a"],
        [
          { parent: "a", child: "gone" },
          { parent: "a", child: "a" },
        ],
      ).edges,
    ).toEqual([]);
    expect(tidyTree([], [])).toEqual({ nodes: [], edges: [], rows: 0, columns: 0 });
  });
});
