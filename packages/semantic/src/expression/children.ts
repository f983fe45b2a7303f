import type {
  Arithmetic,
  Between,
  Call,
  Case,
  Comparison,
  Like,
  Literal,
  Logic,
  Membership,
  Midnight,
  Name,
  Negation,
  NullTest,
} from "./tree.ts";

/** Any node, typed or not, over its child type. */
export type AnyNode<Node> =
  | Literal
  | Name
  | Negation<Node>
  | Arithmetic<Node>
  | Comparison<Node>
  | Logic<Node>
  | Membership<Node>
  | Between<Node>
  | Like<Node>
  | NullTest<Node>
  | Case<Node>
  | Call<Node>
  | Midnight<Node>;

/** The direct parts of a node, in the order they were written. */
export const childrenOf = <Node>(node: AnyNode<Node>): Node[] => {
  switch (node.kind) {
    case "negative":
    case "not":
    case "isnull":
    case "midnight":
      return [node.operand];
    case "arithmetic":
    case "comparison":
      return [node.left, node.right];
    case "and":
    case "or":
      return node.terms;
    case "in":
      return [node.operand, ...node.list];
    case "between":
      return [node.operand, node.low, node.high];
    case "like":
      return [node.operand, node.pattern];
    case "case":
      return [
        ...(node.subject === null ? [] : [node.subject]),
        ...node.branches.flatMap((branch) => [branch.when, branch.value]),
        ...(node.otherwise === null ? [] : [node.otherwise]),
      ];
    case "call":
      return node.arguments;
    default:
      return [];
  }
};
