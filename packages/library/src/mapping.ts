import type { Dataset } from "@sextant/model/dataset/dataset";
import type { Catalog } from "@sextant/model/definition/catalog";
import type { Finding } from "@sextant/model/problem/finding";
import { canonicalExpression } from "@sextant/semantic/expression/canonical";
import { checkExpression } from "@sextant/semantic/expression/check";
import { parseExpression } from "@sextant/semantic/expression/parse";
import { nearest } from "@sextant/semantic/expression/suggest";
import type { ValueType } from "@sextant/semantic/expression/tree";
import { columnScope } from "@sextant/semantic/plan/scope";
import type { Role, Slot } from "./entry.ts";
import { finding } from "./finding.ts";

/** The types of values each role can take, and how a person is told. */
const wanted: Record<Role, { types: readonly ValueType[]; words: string }> = {
  amount: { types: ["number"], words: "a number" },
  flag: { types: ["boolean"], words: "true or false, or a condition such as status = 'done'" },
  category: { types: ["string"], words: "a text" },
  entity: { types: ["string", "number"], words: "a text or a whole number that tells them apart" },
  moment: { types: ["date", "datetime"], words: "a date or date-time" },
};

/** What a role needs, for people. */
export const wordsFor = (role: Role): string => wanted[role].words;

/** Whether values of a type can play a role. */
const canPlay = (role: Role, type: ValueType): boolean => wanted[role].types.includes(type);

const typeWords: Record<ValueType, string> = {
  number: "a number",
  string: "a text",
  boolean: "true or false",
  date: "a date",
  datetime: "a date-time",
};

const cut = (text: string): string => (text.length > 60 ? `${text.slice(0, 59).toWellFormed()}…` : text);

/** What stands for a column of an entry, as text of the expression language; or what is wrong with it. */
export const readMapping = (
  name: string,
  slot: Slot,
  written: string,
  { dataset, datasets, entry }: { dataset: Dataset; datasets: Catalog["datasets"]; entry: string },
): { text: string; findings: [] } | { text: null; findings: Finding[] } => {
  const scope = columnScope(dataset, datasets);
  const need = `\`${name}\` (${slot.meaning}) needs ${wanted[slot.role].words}`;
  const fail = (rule: "library/unknown-column" | "library/does-not-fit", message: string, hint: string) => ({
    text: null,
    findings: [finding(rule, entry, message, hint)],
  });
  const at = { offset: 0, length: 0 };
  const isName = scope.names.has(written);
  const { tree, findings } = isName
    ? { tree: { kind: "name" as const, name: written, at }, findings: [] }
    : parseExpression(written);
  const plain = /^[\p{L}_][\p{L}\p{N}_.]*$/u.test(written.trim());
  if (!isName && plain) {
    const close = nearest(written, scope.names.keys());
    const hint =
      close === null ? `It has: ${[...scope.names.keys()].slice(0, 12).join(", ")}.` : `Did you mean \`${close}\`?`;
    return fail(
      "library/unknown-column",
      `The dataset \`${dataset.id}\` has no column \`${cut(written)}\`; ${need}.`,
      hint,
    );
  }
  const checked = tree === null ? null : checkExpression(tree, scope);
  const [first] = [...findings, ...(checked?.findings ?? [])];
  if (tree === null || first !== undefined || checked?.typed == null) {
    const rule = first?.rule === "expression/unknown-column" ? "library/unknown-column" : "library/does-not-fit";
    return fail(
      rule,
      `\`${cut(written)}\` cannot be read: ${first?.message ?? "it is no expression."} ${need}.`,
      first?.hint ?? "",
    );
  }
  const { type } = checked.typed;
  if (!canPlay(slot.role, type)) {
    return fail(
      "library/does-not-fit",
      `${need}; \`${cut(written)}\` is ${typeWords[type]}.`,
      slot.role === "flag"
        ? "Write a condition, such as status = 'done'."
        : "Map another column, or an expression over several.",
    );
  }
  const text = canonicalExpression(tree);
  return { text: tree.kind === "name" ? text : `(${text})`, findings: [] };
};
