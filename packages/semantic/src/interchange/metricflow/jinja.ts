/** What a filter refers to: a dimension or an entity, by its path through entities. */
export interface Reference {
  kind: "dimension" | "entity";
  /** Entities before the name, outermost first. */
  path: string[];
  name: string;
  /** The period its value is cut to, in lower case, when the filter says so. */
  grain: string | undefined;
  /** The part of a date that is meant, in lower case. */
  part: string | undefined;
}

/** A filter with every reference replaced by a word of its own. */
export type Filter = { text: string; references: Map<string, Reference> } | { reason: string };

const call =
  /^\s*(Dimension|TimeDimension|Entity)\(\s*(['"])([A-Za-z0-9_]{1,300})\2\s*(?:,\s*(?:time_granularity_name\s*=\s*)?(['"])([A-Za-z]{1,20})\4\s*)?\)(?:\.(grain|date_part)\(\s*(['"])([A-Za-z]{1,20})\7\s*\))?\s*$/;

const grains = new Set(["second", "minute", "hour", "day", "week", "month", "quarter", "year"]);

const referenceOf = (inside: string): Reference | null => {
  const match = call.exec(inside);
  const [, what, , full, , argument, method, , value] = match ?? [];
  if (full === undefined) return null;
  const parts = full.split("__");
  const last = parts.at(-1) ?? "";
  const mayCut = parts.length > 2 || parts[0] === "metric_time";
  const cut = what !== "Entity" && mayCut && grains.has(last) ? parts.pop() : undefined;
  const name = parts.pop() ?? "";
  if (name === "" || parts.includes("")) return null;
  return {
    kind: what === "Entity" ? "entity" : "dimension",
    path: parts,
    name,
    grain: (argument ?? (method === "grain" ? value : cut))?.toLowerCase(),
    part: method === "date_part" ? value?.toLowerCase() : undefined,
  };
};

/** Finds the references of a filter; Jinja that computes something cannot be carried. */
export const readFilter = (text: string): Filter => {
  let prefix = "reference_";
  while (text.includes(prefix)) prefix += "_";
  const references = new Map<string, Reference>();
  let strange: string | null = null;
  const plain = text.replace(/\{\{([^{}]{0,1000})\}\}/g, (_, inside: string) => {
    const reference = referenceOf(inside);
    strange ??= reference === null ? inside.trim() : null;
    const word = `${prefix}${references.size}`;
    if (reference !== null) references.set(word, reference);
    return word;
  });
  if (strange !== null)
    return { reason: `The filter holds Jinja that is no reference to a dimension: ${String(strange).slice(0, 80)}.` };
  if (/\{\{|\{%|\{#|\}\}/.test(plain)) return { reason: "The filter holds Jinja code, which only dbt can run." };
  return { text: plain, references };
};
