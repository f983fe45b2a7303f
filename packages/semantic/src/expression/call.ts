import { alike, type Checker, isConstant, known, notInFormula, report, TYPE_WORDS, want } from "./agree.ts";
import { shown } from "./finding.ts";
import { FUNCTIONS, type FunctionEntry, isFormulaFunction, type Parameter, signatureOf, UNITS } from "./functions.ts";
import { nearest } from "./suggest.ts";
import type { Call, Expression, TypedExpression } from "./tree.ts";

/** Other dialects' names of functions, for hints. */
const ALIASES: Record<string, string> = {
  ceiling: "ceil",
  char_length: "length",
  datediff: "date_diff",
  dayofweek: "weekday",
  iff: "if",
  ifnull: "coalesce",
  iif: "if",
  isnull: "coalesce",
  len: "length",
  log: "ln",
  max: "greatest",
  min: "least",
  nvl: "coalesce",
  pow: "power",
  substr: "substring",
};

/** Checks a call: the function exists, may stand here, and has the arguments it takes. */
export const checkCall = (checker: Checker, node: Call<Expression>): TypedExpression | null => {
  const entry = FUNCTIONS.get(node.name);
  const named = { at: node.nameAt };
  if (entry === undefined) {
    for (const argument of node.arguments) checker.check(argument);
    const close = ALIASES[node.name] ?? nearest(node.name, FUNCTIONS.keys());
    const aggregate =
      "Aggregates such as sum or count are not functions here: choose them as the metric's aggregation.";
    const other = AGGREGATES.has(node.name) ? aggregate : "The reference of expressions lists every function.";
    const hint = close === null || AGGREGATES.has(node.name) ? other : `Did you mean \`${close}\`?`;
    return report(checker, named, "expression/unknown-function", `There is no function \`${shown(node.name)}\`.`, hint);
  }
  if (checker.scope.kind === "metrics" && !isFormulaFunction(node.name)) {
    return notInFormula(checker, named, `\`${node.name}\``);
  }
  const parameters = parametersFor(entry, node.arguments.length);
  if (parameters === null) {
    for (const argument of node.arguments) checker.check(argument);
    const message = `\`${node.name}\` does not take ${node.arguments.length} argument${node.arguments.length === 1 ? "" : "s"}.`;
    return report(checker, node, "expression/wrong-arity", message, `Write ${signatureOf(node.name, entry)}.`);
  }
  const before = checker.findings.length;
  const given = checkArguments(checker, node.arguments, parameters);
  for (const finding of checker.findings.slice(before)) nameSignature(finding, node, entry);
  return given && typedCall(node, entry, given, parameters);
};

const AGGREGATES: ReadonlySet<string> = new Set("sum count avg average mean min max median count_distinct".split(" "));

/** A type finding about a direct argument says which signature it breaks. */
const nameSignature = (finding: Checker["findings"][number], node: Call<Expression>, entry: FunctionEntry): void => {
  if (finding.rule !== "expression/wrong-type") return;
  if (!node.arguments.some((argument) => argument.at === finding.at)) return;
  finding.hint = `${finding.hint} The function is ${signatureOf(node.name, entry)}.`;
};

const parametersFor = (entry: FunctionEntry, given: number): Parameter[] | null => {
  const { parameters } = entry;
  const last = parameters.at(-1);
  const least = parameters.filter((parameter) => !parameter.optional).length;
  if (given < least || (given > parameters.length && !last?.repeated)) return null;
  return Array.from({ length: given }, (_, index) => parameters[index] ?? last).filter((one) => one !== undefined);
};

const checkArguments = (
  checker: Checker,
  given: readonly Expression[],
  parameters: readonly Parameter[],
): TypedExpression[] | null => {
  const isMoment = (index: number) => parameters[index]?.is === "moment";
  const isSame = (index: number) => parameters[index]?.is === "same";
  const moments = given.filter((_, index) => isMoment(index));
  const sames = alike(
    checker,
    given.filter((_, index) => isSame(index)),
  )?.values();
  const dated = moments.length === 0 ? undefined : checkMoments(checker, moments)?.values();
  const checked = given.map((argument, index) => {
    if (isSame(index)) return sames?.next().value ?? null;
    if (isMoment(index)) return dated?.next().value ?? null;
    return checkArgument(checker, argument, parameters[index]?.is ?? "number");
  });
  return known(checked);
};

const checkMoments = (checker: Checker, given: readonly Expression[]): TypedExpression[] | null => {
  const typed = given.map((argument) =>
    argument.kind === "null" ? want(checker, argument, "date") : checker.check(argument),
  );
  const mixed = typed.some((one) => one?.type === "datetime");
  const result = typed.map((one, index) => {
    if (one === null || one.type === "datetime") return one;
    if (one.type === "date") {
      if (!mixed) return one;
      const midnight: TypedExpression = {
        kind: "midnight",
        operand: one,
        at: one.at,
        type: "datetime",
        nullable: one.nullable,
      };
      return midnight;
    }
    const message = `A date or a datetime is wanted here, this is ${TYPE_WORDS[one.type]}.`;
    const hint = one.kind === "string" ? "Write a day as date '2001-03-31'." : "Use a column that holds dates.";
    return report(checker, given[index] ?? one, "expression/wrong-type", message, hint);
  });
  return known(result);
};

const checkArgument = (checker: Checker, node: Expression, is: Parameter["is"]): TypedExpression | null => {
  if (is === "digits" || is === "position") {
    const [low, high] = is === "digits" ? [-15, 15] : [1, 1_000_000];
    const value = isConstant(node) ? wholeNumber(node) : null;
    if (value !== null && value >= low && value <= high) return want(checker, node, "number");
    const hint = `Write a whole number from ${low} to ${high}.`;
    return report(checker, node, "expression/argument-constant", "A fixed whole number is wanted here.", hint);
  }
  if (is === "unit") {
    const unit = node.kind === "string" ? node.value.toLowerCase() : "";
    if (node.kind === "string" && UNITS.includes(unit))
      return { ...node, value: unit, type: "string", nullable: false };
    const hint = `Write one of ${UNITS.map((one) => `'${one}'`).join(", ")}.`;
    return report(checker, node, "expression/argument-constant", "A unit of time is wanted here.", hint);
  }
  return want(checker, node, is === "same" || is === "moment" ? "number" : is);
};

/** The value of a literal whole number, with its sign; null for anything else. */
const wholeNumber = (node: Expression): number | null => {
  if (node.kind === "number") return Number.isSafeInteger(node.value) ? node.value : null;
  if (node.kind !== "negative" || node.operand.kind !== "number") return null;
  return Number.isSafeInteger(node.operand.value) ? -node.operand.value : null;
};

const typedCall = (
  node: Call<Expression>,
  entry: FunctionEntry,
  given: TypedExpression[],
  parameters: readonly Parameter[],
): TypedExpression => {
  const sames = given.filter((_, index) => parameters[index]?.is === "same");
  const sources = sames.length > 0 ? sames : given;
  const nullable = {
    never: sources.some((one) => one.nullable),
    domain: true,
    always: true,
    last: sources.every((one) => one.nullable),
  }[entry.unknown];
  const type = entry.gives === "same" ? (sames[0]?.type ?? "number") : entry.gives;
  return { ...node, arguments: given, type, nullable };
};
