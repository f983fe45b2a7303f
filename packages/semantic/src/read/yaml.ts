import type { Finding } from "@sextant/model/problem/finding";
import { LineCounter, parseDocument, type YAMLError } from "yaml";
import { type RuleId, ruleOf } from "../check/rules.ts";
import { placeOfRange, type Source } from "./source.ts";

/** The largest definition file read, in UTF-16 units. */
const longestFile = 1_000_000;

/** How many times an alias may be followed: enough for shared snippets, too few to blow up. */
const mostAliases = 1000;

/** How many YAML errors of a file are shown: after the first few they only echo each other. */
const mostErrors = 20;

const hints: Partial<Record<YAMLError["code"], string>> = {
  TAB_AS_INDENT: "Indent with spaces.",
  BAD_INDENT: "Line the keys of one definition up in the same column.",
  MULTILINE_IMPLICIT_KEY: "A key ends with a colon on its own line; put text that holds a colon into quotes.",
  BLOCK_AS_IMPLICIT_KEY: "Put text that holds a colon followed by a space into quotes.",
  MISSING_CHAR: "Close the quote or the bracket.",
};

/** How many brackets may be open at once, and how many list dashes may stand in a row: definitions need a handful. */
const deepest = 100;

/** Whether a file nests too deeply to be parsed in reasonable time; brackets in texts count too. */
const isTooDeep = (text: string): boolean => {
  let open = 0;
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    open += bracket === "[" || bracket === "{" ? 1 : -1;
    if (open > deepest) return true;
  }
  return new RegExp(`(?:[-?][ \\t]+){${deepest}}`).test(text);
};

/** A file as YAML: a source without errors, or findings that say what is wrong. */
export const readYaml = (
  path: string,
  text: string,
): { source: Source | null; value: unknown; findings: Finding[] } => {
  const refuse = (rule: RuleId, message: string, hint: string, at = 0): ReturnType<typeof readYaml> => {
    const before = text.slice(0, at).split("\n");
    const place = { file: path, line: before.length, column: (before.at(-1)?.length ?? 0) + 1, length: 1 };
    return {
      source: null,
      value: undefined,
      findings: [{ rule, severity: ruleOf(rule).severity, message, hint, place }],
    };
  };
  if (text.length > longestFile) {
    const message = `The file has ${text.length} characters; ${longestFile} are read at most.`;
    return refuse("yaml/too-large", message, "Split it into several files.");
  }
  const strange = /[\0\uFFFD]/.exec(text);
  if (strange !== null) {
    const message = strange[0] === "\0" ? "The file holds a NUL byte." : "The file is not UTF-8 text.";
    return refuse("yaml/encoding", message, "Save it as UTF-8 text.", strange.index);
  }
  const tooDeep = () =>
    refuse("yaml/too-deep", "The file is nested too deeply to be read.", "Definitions nest a few levels at most.");
  if (isTooDeep(text)) return tooDeep();
  try {
    return parse(path, text);
  } catch (error) {
    if (error instanceof RangeError) return tooDeep();
    if (error instanceof ReferenceError) {
      const message = `The aliases of this file cannot be followed: ${error.message}.`;
      return refuse("yaml/aliases", message, "Write the values out instead of using anchors (&) and aliases (*).");
    }
    throw error;
  }
};

const parse = (path: string, text: string): ReturnType<typeof readYaml> => {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: true,
    logLevel: "error",
  });
  const source: Source = { path, text, lines, document };
  if (document.errors.some((error) => error.message.includes("call stack"))) throw new RangeError("too deep");
  const findings = document.errors.slice(0, mostErrors).map((error) => findingOf(error, source));
  if (findings.length > 0) return { source: null, value: undefined, findings };
  return { source, value: document.toJS({ maxAliasCount: mostAliases }), findings };
};

const ruleFor: Partial<Record<YAMLError["code"], RuleId>> = {
  DUPLICATE_KEY: "yaml/duplicate-key",
  MULTIPLE_DOCS: "yaml/multiple-documents",
};

const findingOf = (error: YAMLError, source: Source): Finding => {
  const rule = ruleFor[error.code] ?? "yaml/syntax";
  const [start, end] = error.pos;
  const place = placeOfRange(source, start, Math.max(end, start + 1));
  const { severity } = ruleOf(rule);
  if (rule === "yaml/duplicate-key") {
    const message = "This key stands here twice.";
    return { rule, severity, message, hint: "Keep one of them.", place };
  }
  if (rule === "yaml/multiple-documents") {
    const message = "The file holds more than one YAML document.";
    return { rule, severity, message, hint: "Take the `---` line out, or make it two files.", place };
  }
  const message = `This is not YAML: ${error.message.replace(/\.?$/, ".")}`;
  return { rule, severity, message, hint: hints[error.code] ?? "Look at this line and the one above it.", place };
};
