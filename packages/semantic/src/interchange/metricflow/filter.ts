import type { Expression } from "../../expression/tree.ts";
import type { Attempt } from "../attempt.ts";
import { learnTypes } from "../infer.ts";
import { mapTree } from "../map-tree.ts";
import { type Entry, note, textOf } from "../reader.ts";
import { readSql, withMoments } from "../sql.ts";
import { type Import, type OpenModel, typesOf } from "./context.ts";
import { type Reference, readFilter } from "./jinja.ts";
import { joinedColumn } from "./joins.ts";

interface Resolved {
  tree: Expression;
  /** The period a time is cut to, when it is a time. */
  cut: string | null;
}

const here = { offset: 0, length: 0 };
const nameNode = (name: string): Expression => ({ kind: "name", name, at: here });

const parts = new Set(["year", "quarter", "month", "day", "hour", "minute"]);

const own = (open: OpenModel, { name, grain, part }: Reference): Attempt<Resolved> => {
  const wanted = name === "metric_time" ? (open.model.timeDimension ?? name) : name;
  const found = open.dimensions.get(wanted);
  if (found === undefined) return { reason: `The semantic model ${open.model.name} has no dimension \`${wanted}\`.` };
  if (!found.source.isTime) return { value: { tree: found.tree, cut: null } };
  if (part === undefined) return { value: { tree: found.tree, cut: grain ?? found.source.granularity } };
  if (!parts.has(part))
    return { reason: `The part \`${part}\` of a date means different things in different engines.` };
  return { value: { tree: { kind: "call", name: part, nameAt: here, arguments: [found.tree], at: here }, cut: null } };
};

/** What a reference of a filter is over the dataset of a model. */
const resolve = (open: OpenModel, reference: Reference, all: Import): Attempt<Resolved> => {
  const [entity, ...more] = reference.path;
  if (reference.kind === "entity") {
    const found = open.entities.get(reference.name);
    if (found === undefined)
      return { reason: `The semantic model ${open.model.name} has no entity \`${reference.name}\`.` };
    return { value: { tree: nameNode(found.column), cut: null } };
  }
  const type = entity === undefined ? "primary" : open.entities.get(entity)?.source.type;
  const isOwn = type === "primary" || type === "unique" || entity === open.model.primaryEntity;
  if (more.length === 0 && (entity === undefined || isOwn)) return own(open, reference);
  if (more.length > 0) return { reason: "It goes through two entities; one join is followed." };
  const joined = joinedColumn(open, entity ?? "", reference.name, all);
  if ("reason" in joined) return joined;
  const isTime = ["date", "datetime"].includes(typesOf(open).get(joined.value) ?? "");
  return { value: { tree: nameNode(joined.value), cut: isTime ? (reference.grain ?? "day") : null } };
};

const alignedWith: Record<string, RegExp> = { month: /-01$/, quarter: /-(01|04|07|10)-01$/, year: /-01-01$/ };

const isAligned = (node: Expression, cut: string): boolean => {
  if (node.kind !== "string" && node.kind !== "date") return false;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(node.value)) return false;
  if (["second", "minute", "hour", "day"].includes(cut)) return true;
  return alignedWith[cut]?.test(node.value) ?? false;
};

/**
 * Whether every time in a condition is compared so that cutting it to its period changes nothing: from a day on, or before
 * a day, that begins such a period.
 */
const timesAreSafe = (tree: Expression, cuts: ReadonlyMap<string, string>): boolean => {
  let named = 0;
  let safe = 0;
  mapTree(tree, (node) => {
    if (node.kind === "name" && cuts.has(node.name)) named += 1;
    if (node.kind === "isnull" && node.operand.kind === "name" && cuts.has(node.operand.name)) safe += 1;
    if (node.kind !== "comparison") return node;
    const cut = node.left.kind === "name" ? cuts.get(node.left.name) : undefined;
    if (cut !== undefined && [">=", "<"].includes(node.operator) && isAligned(node.right, cut)) safe += 1;
    return node;
  });
  return named === safe;
};

/** Reads one filter as a condition over the dataset of a model. */
export const readCondition = (open: OpenModel, at: Entry, subject: string, all: Import): Attempt<Expression> => {
  const filter = readFilter(textOf(at) ?? "");
  if ("reason" in filter) return filter;
  const read = readSql(filter.text);
  if ("reason" in read) return { reason: `The filter cannot be read. ${read.reason}` };
  const resolved = new Map<string, Resolved>();
  for (const [word, reference] of filter.references) {
    const found = resolve(open, reference, all);
    if ("reason" in found) return { reason: `The filter cannot be carried. ${found.reason}` };
    resolved.set(word, found.value);
  }
  const cuts = new Map([...resolved].flatMap(([word, { cut }]) => (cut === null ? [] : [[word, cut] as const])));
  if (!timesAreSafe(read.tree, cuts))
    return {
      reason: "The filter compares a time cut to its period in a way that means something else without the cut.",
    };
  const strange: string[] = [];
  const replaced = new Set<string>();
  const tree = mapTree(read.tree, (node) => {
    if (node.kind !== "name") return node;
    const found = resolved.get(node.name);
    if (found === undefined) strange.push(node.name);
    else replaced.add(node.name);
    return found?.tree ?? node;
  });
  const [name] = strange;
  if (name !== undefined) return { reason: `The filter names \`${name}\` without Dimension(…).` };
  if (replaced.size < filter.references.size) return { reason: "The filter holds a reference inside a text." };
  const types = typesOf(open);
  const dated = withMoments(tree, (node) => node.kind === "name" && /^date/.test(types.get(node.name) ?? ""));
  learnTypes(dated, types, "boolean");
  for (const remark of read.remarks) note(at, "changed", subject, remark);
  return { value: dated };
};
