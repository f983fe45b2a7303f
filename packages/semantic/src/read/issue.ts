import { z } from "zod";
import { nearest } from "../expression/suggest.ts";
import type { Fault, Path } from "../kinds/kind.ts";

type Schema = z.core.$ZodType;
type Issue = z.core.$ZodIssue;

/** The schemas a value may have, wrappers taken off and unions opened. */
const alternatives = (schema: Schema): Schema[] => {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodNullable) {
    return alternatives(schema.unwrap());
  }
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option) => alternatives(option));
  return [schema];
};

const below = (schema: Schema, step: string | number, value: unknown): Schema[] =>
  alternatives(schema).flatMap((option) => {
    if (option instanceof z.ZodArray) return [option.element];
    if (option instanceof z.ZodRecord) return [option.valueType];
    if (!(option instanceof z.ZodObject)) return [];
    const kind = option.shape.kind;
    const given = isRecord(value) ? value.kind : undefined;
    if (kind instanceof z.ZodLiteral && typeof given === "string" && !kind.values.has(given)) return [];
    const child = option.shape[step];
    return child === undefined ? [] : [child];
  });

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>((at, step) => (isRecord(at) ? at[String(step)] : undefined), value);

const schemasAt = (schema: Schema, path: Path, value: unknown): Schema[] => {
  let schemas: Schema[] = [schema];
  for (const [index, step] of path.entries()) {
    const here = valueAt(value, path.slice(0, index));
    schemas = schemas.flatMap((option) => below(option, step, here));
  }
  return schemas.flatMap(alternatives);
};

/** The keys a mapping at this path may have; with a `kind`, those of that kind. */
const keysAt = (schema: Schema, path: Path, value: unknown): string[] => {
  const here = valueAt(value, path);
  const given = isRecord(here) ? here.kind : undefined;
  const objects = schemasAt(schema, path, value).filter((option) => option instanceof z.ZodObject);
  const fitting = objects.filter((option) => {
    const kind = option.shape.kind;
    return !(kind instanceof z.ZodLiteral) || kind.values.has(String(given));
  });
  return [...new Set((fitting.length > 0 ? fitting : objects).flatMap((option) => Object.keys(option.shape)))];
};

const words: Record<string, string> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  object: "a mapping of keys and values",
  record: "a mapping of keys and values",
  array: "a list",
};

const wordFor = (expected: string): string => words[expected] ?? expected;

const wordOf = (value: unknown): string => {
  if (value === null || value === undefined) return "nothing";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "boolean") return `the value ${value}`;
  if (typeof value === "string") return "text";
  return typeof value === "number" ? "a number" : "a mapping";
};

const nameOf = (path: Path): string => {
  const last = path.at(-1);
  if (typeof last === "number") return `Item ${last + 1} of \`${String(path.at(-2) ?? "the list")}\``;
  return last === undefined ? "This" : `\`${last}\``;
};

const allowed = (value: unknown, values: readonly unknown[]): string => {
  const texts = values.map(String);
  const close = typeof value === "string" ? nearest(value, texts) : null;
  const list = `Allowed: ${texts.join(", ")}.`;
  return close === null ? list : `Did you mean \`${close}\`? ${list}`;
};

const missing = (path: Path): Fault => ({
  rule: "schema/missing",
  message: `${nameOf(path)} is missing.`,
  hint: `Add \`${String(path.at(-1))}:\`.`,
  path: path.slice(0, -1),
});

const wrongType = (path: Path, expected: readonly string[], value: unknown): Fault => ({
  rule: "schema/wrong-type",
  message: `${nameOf(path)} must be ${expected.join(" or ")}, not ${wordOf(value)}.`,
  hint: expected.includes("text") && typeof value !== "object" ? "Put it in quotes." : "See the YAML reference.",
  path,
});

const wrongValue = (path: Path, value: unknown, values: readonly unknown[]): Fault => ({
  rule: "schema/wrong-value",
  message: `${nameOf(path)} cannot be \`${String(value).slice(0, 60)}\`.`,
  hint: allowed(value, values),
  path,
});

const unionFaults = (issue: z.core.$ZodIssueInvalidUnion, context: Context): Fault[] => {
  const path = [...context.prefix, ...issue.path].map(step);
  const value = valueAt(context.value, path);
  const discriminator = "discriminator" in issue ? issue.discriminator : undefined;
  if (issue.errors.length === 0 && typeof discriminator === "string") {
    if (value === undefined) return [missing(path)];
    const options = schemasAt(context.schema, path.slice(0, -1), undefined).flatMap((option) => {
      const literal = option instanceof z.ZodObject ? option.shape[discriminator] : undefined;
      return literal instanceof z.ZodLiteral ? [...literal.values] : [];
    });
    return [wrongValue(path, value, options)];
  }
  const fitting = issue.errors.find(
    (errors) => !errors.some((one) => one.code === "invalid_type" && one.path.length === 0),
  );
  if (fitting !== undefined) return fitting.flatMap((one) => faultsOf(one, { ...context, prefix: path }));
  if (value === undefined) return [missing(path)];
  const expected = issue.errors.flatMap((errors) =>
    errors.flatMap((one) => (one.code === "invalid_type" ? [wordFor(one.expected)] : [])),
  );
  return [wrongType(path, [...new Set(expected)], value)];
};

const measured: Record<string, string> = { string: " characters", array: " items", set: " items" };

/** What a value broke, in words. */
const limitOf = (issue: Issue): string => {
  if (issue.code === "too_small") {
    const what = measured[issue.origin];
    if (what === undefined) return `must be ${issue.inclusive === false ? "above" : "at least"} ${issue.minimum}`;
    return issue.minimum === 1 ? "must not be empty" : `must have at least ${issue.minimum}${what}`;
  }
  if (issue.code === "too_big") {
    const what = measured[issue.origin];
    if (what === undefined) return `must be ${issue.inclusive === false ? "below" : "at most"} ${issue.maximum}`;
    return `must have at most ${issue.maximum}${what}`;
  }
  const { message } = issue;
  return `is not valid: ${message.charAt(0).toLowerCase()}${message.slice(1)}`;
};

interface Context {
  schema: Schema;
  value: unknown;
  prefix: Path;
}

const step = (key: PropertyKey): string | number => (typeof key === "number" ? key : String(key));

/** What is left of a text after its comma is read as a key without a value. */
const commaEndsText = "Inside { … } a comma ends a text; put one that holds a comma in quotes.";

const faultsOf = (issue: Issue, context: Context): Fault[] => {
  const path = [...context.prefix, ...issue.path].map(step);
  const value = valueAt(context.value, path);
  switch (issue.code) {
    case "invalid_type":
      return [value === undefined ? missing(path) : wrongType(path, [wordFor(issue.expected)], value)];
    case "invalid_value":
      return [value === undefined ? missing(path) : wrongValue(path, value, issue.values)];
    case "unrecognized_keys": {
      const known = keysAt(context.schema, path, context.value);
      return issue.keys.map((key): Fault => {
        const close = nearest(key, known);
        const listed = `Known here: ${known.join(", ")}.`;
        const isRest = close === null && valueAt(context.value, [...path, key]) === null;
        const hint = close !== null ? `Did you mean \`${close}\`?` : isRest ? `${commaEndsText} ${listed}` : listed;
        return {
          rule: "schema/unknown-key",
          message: `\`${key.slice(0, 60)}\` is no key here.`,
          hint,
          path: [...path, key],
          key: true,
        };
      });
    }
    case "invalid_union":
      return unionFaults(issue, context);
    default: {
      const message = `${nameOf(path)} ${limitOf(issue)}.`;
      const hint = "See the YAML reference for what may stand here.";
      return [{ rule: "schema/invalid", message, hint, path, ...(issue.code === "invalid_key" ? { key: true } : {}) }];
    }
  }
};

/** What a schema finds wrong with a value, in words, each with the path of the key or value it is about. */
export const checkSchema = <S extends z.ZodType>(
  schema: S,
  value: unknown,
): { value: z.output<S>; faults: [] } | { value: null; faults: Fault[] } => {
  const parsed = schema.safeParse(value);
  if (parsed.success) return { value: parsed.data, faults: [] };
  const faults = parsed.error.issues.flatMap((issue) => faultsOf(issue, { schema, value, prefix: [] }));
  return { value: null, faults };
};
