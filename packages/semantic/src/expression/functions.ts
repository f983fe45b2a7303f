import type { ValueType } from "./tree.ts";

/**
 * What an argument must be: a type; `moment` for a date or a datetime; `same` for any type, alike in all `same` places;
 * or a literal: `digits` (a whole number -15 to 15), `position` (a whole number from 1), `unit` (a time unit).
 */
export type ParameterKind = ValueType | "moment" | "same" | "digits" | "position" | "unit";

/** One parameter; `optional` ones may be left out at the end, the last may be `repeated`. */
export interface Parameter {
  name: string;
  is: ParameterKind;
  optional?: true;
  repeated?: true;
}

/** What the language knows about a function. */
export interface FunctionEntry {
  parameters: readonly Parameter[];
  gives: ValueType | "same";
  /** `never` a null of its own, `domain`: null outside its domain or range, `last`: null only if all arguments may be. */
  unknown: "never" | "domain" | "last" | "always";
  /** Whether the SQL may give NaN or an infinity, which the printer turns into null. */
  escapes?: true;
  /** Whether the SQL ends in an operator, and so needs parentheses inside another. */
  loose?: true;
  /** SQL from the SQL of the arguments (literals of `digits`, `position` and `unit` as written) and of the time zone. */
  print: (args: readonly string[], zone: string) => string;
  sentence: string;
  example: string;
}

const number = (name: string): Parameter => ({ name, is: "number" });
const text = (name: string): Parameter => ({ name, is: "string" });
const any = (name: string): Parameter => ({ name, is: "same" });
const fold = (name: string, args: readonly string[]): string =>
  args.reduce((left, right) => `${name}(${left}, ${right})`);

const simple = (sql: string, sentence: string, example: string): FunctionEntry => ({
  parameters: [number("x")],
  gives: "number",
  unknown: "never",
  print: ([x]) => `${sql}(${x})`,
  sentence,
  example,
});

const limited = (sql: string, sentence: string, example: string): FunctionEntry => ({
  ...simple(sql, sentence, example),
  unknown: "domain",
  escapes: true,
});

const printRound = ([x, digits = "0"]: readonly string[]): string => {
  const places = Number(digits);
  if (places === 0) return `round(${x})`;
  const scale = `1${"0".repeat(Math.abs(places))}`;
  return places > 0 ? `round((${x}) * ${scale}) / ${scale}` : `round((${x}) / ${scale}) * ${scale}`;
};

/** Functions over numbers and over any type: they work in filters and in formulas over metrics. */
export const formulaFunctions = {
  abs: simple("abs", "The size of a number without its sign.", "abs(delay)"),
  ceil: simple("ceil", "The smallest whole number that is not less than x.", "ceil(delay / 15)"),
  exp: limited("exp", "e to the power of x.", "exp(growth)"),
  floor: simple("floor", "The largest whole number that is not greater than x.", "floor(delay / 15)"),
  ln: limited("log", "The natural logarithm; unknown unless x is above zero.", "ln(distance)"),
  log10: limited("log10", "The decimal logarithm; unknown unless x is above zero.", "log10(distance)"),
  sqrt: limited("sqrt", "The square root; unknown for negative numbers.", "sqrt(variance)"),
  power: {
    parameters: [number("x"), number("y")],
    gives: "number",
    unknown: "domain",
    escapes: true,
    print: ([x, y]) => `pow(${x}, ${y})`,
    sentence: "x to the power of y; unknown where that is no finite real number.",
    example: "power(1 + rate, 12)",
  },
  round: {
    parameters: [number("x"), { name: "digits", is: "digits", optional: true }],
    gives: "number",
    unknown: "domain",
    escapes: true,
    loose: true,
    print: printRound,
    sentence:
      "x rounded to a number of digits after the point (default 0, negative before it); ties go to the even digit.",
    example: "round(delay / 60, 1)",
  },
  least: {
    parameters: [number("x"), { name: "y", is: "number", repeated: true }],
    gives: "number",
    unknown: "never",
    print: (args) => fold("min2", args),
    sentence: "The smallest of the numbers; unknown if any of them is.",
    example: "least(delay, 180)",
  },
  greatest: {
    parameters: [number("x"), { name: "y", is: "number", repeated: true }],
    gives: "number",
    unknown: "never",
    print: (args) => fold("max2", args),
    sentence: "The largest of the numbers; unknown if any of them is.",
    example: "greatest(delay, 0)",
  },
  coalesce: {
    parameters: [any("x"), { name: "y", is: "same", repeated: true }],
    gives: "same",
    unknown: "last",
    print: (args) => `coalesce(${args.join(", ")})`,
    sentence: "The first value that is known.",
    example: "coalesce(refunds, 0)",
  },
  nullif: {
    parameters: [any("x"), any("y")],
    gives: "same",
    unknown: "always",
    print: ([x, y]) => `nullIf(${x}, ${y})`,
    sentence: "x, or unknown where x equals y.",
    example: "nullif(distance, 0)",
  },
  if: {
    parameters: [{ name: "condition", is: "boolean" }, any("x"), any("y")],
    gives: "same",
    unknown: "never",
    print: ([condition, x, y]) => `if(${condition}, ${x}, ${y})`,
    sentence: "x where the condition is true, y where it is false or unknown.",
    example: "if(delay > 0, delay, 0)",
  },
} as const satisfies Record<string, FunctionEntry>;

const part = (sql: string, sentence: string, example: string): FunctionEntry => ({
  parameters: [{ name: "t", is: "moment" }],
  gives: "number",
  unknown: "never",
  print: ([t], zone) => (zone === "" ? `${sql}(${t})` : `${sql}(${t}, ${zone})`),
  sentence,
  example,
});

const ofText = (
  parameters: readonly Parameter[],
  gives: ValueType,
  print: FunctionEntry["print"],
  sentence: string,
  example: string,
): FunctionEntry => ({ parameters, gives, unknown: "never", print, sentence, example });

const plain =
  (sql: string): FunctionEntry["print"] =>
  (args) =>
    `${sql}(${args.join(", ")})`;

/** Functions over moments and texts: they work where columns are read, not in formulas over metrics. */
export const columnFunctions = {
  year: part("toYear", "The calendar year.", "year(date) = 2001"),
  quarter: part("toQuarter", "The quarter of the calendar year, 1 to 4.", "quarter(date)"),
  month: part("toMonth", "The month, 1 to 12.", "month(date) in (6, 7, 8)"),
  week: part("toISOWeek", "The ISO week, 1 to 53.", "week(date)"),
  day: part("toDayOfMonth", "The day of the month, 1 to 31.", "day(date) = 1"),
  weekday: {
    ...part("toDayOfWeek", "The day of the week, 1 for Monday to 7 for Sunday.", "weekday(date) <= 5"),
    print: ([t], zone) => (zone === "" ? `toDayOfWeek(${t})` : `toDayOfWeek(${t}, 0, ${zone})`),
  },
  hour: {
    ...part("toHour", "The hour in the dataset's time zone, 0 to 23.", "hour(departure) < 10"),
    parameters: [{ name: "t", is: "datetime" }],
  },
  minute: {
    ...part("toMinute", "The minute, 0 to 59.", "minute(departure)"),
    parameters: [{ name: "t", is: "datetime" }],
  },
  date_diff: {
    parameters: [
      { name: "unit", is: "unit" },
      { name: "a", is: "moment" },
      { name: "b", is: "moment" },
    ],
    gives: "number",
    unknown: "never",
    print: ([unit, a, b], zone) => `dateDiff('${unit}', ${a}, ${b}${zone === "" ? "" : `, ${zone}`})`,
    sentence: "How many boundaries of the unit (midnights for 'day', Mondays for 'week') lie between a and b.",
    example: "date_diff('day', ordered_at, shipped_at)",
  },
  lower: ofText([text("s")], "string", plain("lowerUTF8"), "The text in lower case.", "lower(status) = 'open'"),
  upper: ofText([text("s")], "string", plain("upperUTF8"), "The text in upper case.", "upper(origin)"),
  trim: ofText([text("s")], "string", plain("trimBoth"), "The text without spaces at both ends.", "trim(name)"),
  length: ofText([text("s")], "number", plain("lengthUTF8"), "The number of characters.", "length(origin) = 3"),
  concat: ofText(
    [text("s"), { name: "t", is: "string", repeated: true }],
    "string",
    plain("concat"),
    "The texts joined in order; unknown if any of them is.",
    "concat(origin, '-', destination)",
  ),
  substring: ofText(
    [text("s"), { name: "start", is: "position" }, { name: "length", is: "position", optional: true }],
    "string",
    plain("substringUTF8"),
    "The characters from a position (1 is the first), all or so many.",
    "substring(route, 1, 3)",
  ),
  starts_with: ofText(
    [text("s"), text("start")],
    "boolean",
    plain("startsWith"),
    "Whether the text begins with the other.",
    "starts_with(path, '/checkout')",
  ),
  contains: {
    ...ofText(
      [text("s"), text("part")],
      "boolean",
      ([s, piece]) => `position(${s}, ${piece}) > 0`,
      "Whether the text holds the other, in this exact case.",
      "contains(path, 'sale')",
    ),
    loose: true,
  },
  replace: ofText(
    [text("s"), text("old"), text("new")],
    "string",
    plain("replaceAll"),
    "The text with every occurrence of the old part replaced by the new.",
    "replace(phone, ' ', '')",
  ),
} as const satisfies Record<string, FunctionEntry>;

/** Time units of date_diff. */
export const UNITS: readonly string[] = ["second", "minute", "hour", "day", "week", "month", "quarter", "year"];

/** Every function by its name in lower case. */
export const FUNCTIONS: ReadonlyMap<string, FunctionEntry> = new Map<string, FunctionEntry>([
  ...Object.entries(formulaFunctions),
  ...Object.entries(columnFunctions),
]);

/** Whether a function may stand in a formula over metrics. */
export const isFormulaFunction = (name: string): name is keyof typeof formulaFunctions =>
  Object.hasOwn(formulaFunctions, name);

/** A function's signature in words, e.g. `round(x number, [digits])`. */
export const signatureOf = (name: string, entry: FunctionEntry): string => {
  const parts = entry.parameters.map((parameter) => {
    const words = `${parameter.name}${parameter.is === "same" ? "" : ` ${KIND_WORDS[parameter.is]}`}`;
    if (parameter.repeated) return `${words}, …`;
    return parameter.optional ? `[${words}]` : words;
  });
  return `${name}(${parts.join(", ")})`;
};

/** How argument kinds are called in messages and in the reference. */
export const KIND_WORDS: Record<ParameterKind, string> = {
  number: "number",
  string: "text",
  boolean: "condition",
  date: "date",
  datetime: "datetime",
  moment: "date or datetime",
  same: "any",
  digits: "fixed whole number",
  position: "fixed whole number",
  unit: "unit in quotes",
};
