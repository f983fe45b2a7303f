import { FUNCTIONS } from "../expression/functions.ts";
import type { Expression, ValueType } from "../expression/tree.ts";

/** What is known, or was learned, about the types of names. */
export interface Types {
  get(name: string): ValueType | undefined;
  /** A use of a name that only works when it has this type. */
  vote(name: string, type: ValueType): void;
}

const typeOf = (node: Expression | undefined, types: Types): ValueType | undefined => {
  switch (node?.kind) {
    case "name":
      return types.get(node.name);
    case "negative":
    case "arithmetic":
      return "number";
    case "number":
    case "string":
    case "boolean":
    case "date":
    case "datetime":
      return node.kind;
    case "call": {
      const gives = FUNCTIONS.get(node.name)?.gives;
      return gives === undefined || gives === "same" ? typeOf(node.arguments.at(-1), types) : gives;
    }
    case "case":
      return typeOf(node.branches[0]?.value, types) ?? typeOf(node.otherwise ?? undefined, types);
    case undefined:
    case "null":
      return undefined;
    default:
      return "boolean";
  }
};

const alike = (nodes: readonly Expression[], types: Types, wanted?: ValueType): void => {
  const type = wanted ?? nodes.map((node) => typeOf(node, types)).find((one) => one !== undefined);
  for (const node of nodes) learnTypes(node, types, type);
};

const learnCall = (node: Extract<Expression, { kind: "call" }>, types: Types, wanted?: ValueType): void => {
  const parameters = FUNCTIONS.get(node.name)?.parameters ?? [];
  const same = node.arguments.filter((_, index) => (parameters[index] ?? parameters.at(-1))?.is === "same");
  alike(same, types, wanted);
  for (const [index, argument] of node.arguments.entries()) {
    const is = (parameters[index] ?? parameters.at(-1))?.is;
    if (is === "same") continue;
    const plain = is === "number" || is === "string" || is === "boolean" || is === "date" || is === "datetime";
    learnTypes(argument, types, plain ? is : is === "moment" ? "datetime" : undefined);
  }
};

/** Learns the types of the names in an expression from how they are used. */
export const learnTypes = (node: Expression, types: Types, wanted?: ValueType): void => {
  switch (node.kind) {
    case "name":
      if (wanted !== undefined) types.vote(node.name, wanted);
      break;
    case "negative":
      learnTypes(node.operand, types, "number");
      break;
    case "not":
      learnTypes(node.operand, types, "boolean");
      break;
    case "isnull":
      learnTypes(node.operand, types);
      break;
    case "arithmetic":
      alike([node.left, node.right], types, "number");
      break;
    case "comparison":
      alike([node.left, node.right], types);
      break;
    case "and":
    case "or":
      alike(node.terms, types, "boolean");
      break;
    case "in":
      alike([node.operand, ...node.list], types);
      break;
    case "between":
      alike([node.operand, node.low, node.high], types);
      break;
    case "like":
      alike([node.operand, node.pattern], types, "string");
      break;
    case "case": {
      const whens = node.branches.map(({ when }) => when);
      if (node.subject === null) alike(whens, types, "boolean");
      else alike([node.subject, ...whens], types);
      const values = node.branches.map(({ value }) => value);
      alike(node.otherwise === null ? values : [...values, node.otherwise], types, wanted);
      break;
    }
    case "call":
      learnCall(node, types, wanted);
      break;
    default:
  }
};
