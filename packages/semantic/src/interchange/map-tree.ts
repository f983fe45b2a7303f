import type { Expression } from "../expression/tree.ts";

/** A tree with every node, from the leaves up, replaced by what `change` gives for it. */
export const mapTree = (node: Expression, change: (node: Expression) => Expression): Expression => {
  const inside = (child: Expression): Expression => mapTree(child, change);
  switch (node.kind) {
    case "negative":
    case "not":
    case "isnull":
      return change({ ...node, operand: inside(node.operand) });
    case "arithmetic":
    case "comparison":
      return change({ ...node, left: inside(node.left), right: inside(node.right) });
    case "and":
    case "or":
      return change({ ...node, terms: node.terms.map(inside) });
    case "in":
      return change({ ...node, operand: inside(node.operand), list: node.list.map(inside) });
    case "between":
      return change({ ...node, operand: inside(node.operand), low: inside(node.low), high: inside(node.high) });
    case "like":
      return change({ ...node, operand: inside(node.operand), pattern: inside(node.pattern) });
    case "case":
      return change({
        ...node,
        subject: node.subject === null ? null : inside(node.subject),
        branches: node.branches.map(({ when, value }) => ({ when: inside(when), value: inside(value) })),
        otherwise: node.otherwise === null ? null : inside(node.otherwise),
      });
    case "call":
      return change({ ...node, arguments: node.arguments.map(inside) });
    default:
      return change(node);
  }
};

/** Conditions that must all hold, as one; null when there are none. */
export const allOf = (conditions: readonly Expression[]): Expression | null => {
  const [first, ...more] = conditions.flatMap((one) => (one.kind === "and" ? one.terms : [one]));
  if (first === undefined) return null;
  return more.length === 0 ? first : { kind: "and", terms: [first, ...more], at: first.at };
};
