import type { Expression } from "../../expression/tree.ts";
import { mapTree } from "../map-tree.ts";
import { textOfTree } from "../sql.ts";

/** Functions that standard SQL, or nearly every engine, has by the same name and meaning. */
const same = new Set(
  "abs ceil exp floor ln log10 sqrt power round coalesce nullif lower upper trim substring replace concat least greatest".split(
    " ",
  ),
);
const parts = new Set("year quarter month day hour minute".split(" "));

/**
 * An expression as standard SQL; null when it uses what standard SQL has no word for. `nameOf` gives the SQL of a name,
 * null when there is none.
 */
export const ansiOf = (tree: Expression, nameOf: (name: string) => string | null): string | null => {
  let prefix = "part_";
  while (textOfTree(tree).includes(prefix)) prefix += "_";
  const atoms: string[] = [];
  let known = true;
  const atom = (sql: string): Expression => {
    atoms.push(sql);
    return { kind: "name", name: `${prefix}${atoms.length - 1}_`, at: tree.at };
  };
  const sqlOf = (node: Expression): string =>
    textOfTree(node).replace(new RegExp(`\\b${prefix}(\\d+)_`, "g"), (_, index: string) => atoms[Number(index)] ?? "");
  const mapped = mapTree(tree, (node) => {
    if (node.kind === "name") {
      const sql = nameOf(node.name);
      known &&= sql !== null;
      return atom(sql ?? "");
    }
    if (node.kind === "like" && node.insensitive) known = false;
    if (node.kind === "arithmetic" && node.operator === "%") known = false;
    if (node.kind !== "call") return node;
    const [first, second, third] = node.arguments;
    if (parts.has(node.name) && first !== undefined)
      return atom(`EXTRACT(${node.name.toUpperCase()} FROM ${sqlOf(first)})`);
    if (node.name === "length" && first !== undefined) return atom(`CHAR_LENGTH(${sqlOf(first)})`);
    if (node.name === "if" && first !== undefined && second !== undefined && third !== undefined)
      return { kind: "case", subject: null, branches: [{ when: first, value: second }], otherwise: third, at: node.at };
    known &&= same.has(node.name);
    return node;
  });
  return known ? sqlOf(mapped) : null;
};

/** SQL that stands for one value wherever it is put. */
export const grouped = (sql: string): string => `(${sql})`;
