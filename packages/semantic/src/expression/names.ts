import { childrenOf } from "./children.ts";
import type { Expression, Span, TypedExpression } from "./tree.ts";

/** The columns or metrics an expression names, in the order they are written, repeats included. */
export const namesIn = (tree: Expression): { name: string; at: Span }[] => {
  if (tree.kind === "name") return [{ name: tree.name, at: tree.at }];
  return childrenOf<Expression>(tree).flatMap(namesIn);
};

/** The names in a typed tree, repeats included. */
export const typedNames = (node: TypedExpression): string[] =>
  node.kind === "name" ? [node.name] : childrenOf<TypedExpression>(node).flatMap(typedNames);
