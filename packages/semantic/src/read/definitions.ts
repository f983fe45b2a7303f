import type { DefinitionType } from "@sextant/model/definition/catalog";
import type { Finding } from "@sextant/model/problem/finding";
import type { Node } from "yaml";
import { isRule, ruleOf } from "../check/rules.ts";
import { nearest } from "../expression/suggest.ts";
import type { Fault } from "../kinds/kind.ts";
import { checkSchema } from "./issue.ts";
import { idOfMapping, type Section, sections } from "./sections.ts";
import { childOf, placeIn, type Source } from "./source.ts";

/** A definition as it stands in a file; the value is null when it breaks its schema. */
export interface Written {
  type: DefinitionType;
  id: string;
  value: unknown;
  source: Source;
  node: Node;
}

/** A fault as a finding with its place in the file. */
export const findingOf = (
  fault: Fault & { severity?: Finding["severity"] },
  source: Source,
  node: Node,
  subject?: string,
): Finding => ({
  rule: fault.rule,
  severity: fault.severity ?? (isRule(fault.rule) ? ruleOf(fault.rule).severity : "error"),
  message: fault.message,
  hint: fault.hint,
  place: placeIn(source, node, fault),
  ...(subject === undefined ? {} : { subject }),
});

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** How a definition is called in findings, e.g. `metric on_time_rate`. */
export const subjectOf = (type: DefinitionType, id: string): string =>
  type === id ? type : `${type.replace("_", " ")} ${id}`;

const wrongShape = (key: string, message: string): Fault => ({
  rule: "schema/wrong-type",
  message,
  hint: "See the YAML reference.",
  path: [key],
});

interface Reading {
  written: Written[];
  findings: Finding[];
}

/** One definition of a section; `id` is what it is called when it does not say so itself. */
const readOne = (section: Section, value: unknown, source: Source, node: Node, id: string | null): Reading => {
  const { value: sound, faults } = checkSchema(section.schema, value);
  const own = isRecord(value) && typeof value.id === "string" ? value.id : id;
  const subject = own === null ? undefined : subjectOf(section.type, own.slice(0, 80));
  const findings = faults.map((fault) => findingOf(fault, source, node, subject));
  return { written: own === null ? [] : [{ type: section.type, id: own, value: sound, source, node }], findings };
};

const joined = (readings: readonly Reading[]): Reading => ({
  written: readings.flatMap((reading) => reading.written),
  findings: readings.flatMap((reading) => reading.findings),
});

const readList = (section: Section, value: unknown, source: Source, root: Node, node: Node): Reading => {
  if (!Array.isArray(value)) {
    const message = `\`${section.key}\` must be a list; start each definition with a dash.`;
    return { written: [], findings: [findingOf(wrongShape(section.key, message), source, root)] };
  }
  return joined(
    value.map((item: unknown, index) => {
      const itemNode = childOf(node, index, source) ?? node;
      return readOne(section, item, source, itemNode, null);
    }),
  );
};

const readMapping = (section: Section, value: unknown, source: Source, root: Node, node: Node): Reading => {
  if (!isRecord(value)) {
    const message = `\`${section.key}\` must be a mapping from id to definition.`;
    return { written: [], findings: [findingOf(wrongShape(section.key, message), source, root)] };
  }
  return joined(
    Object.entries(value).map(([id, item]) => {
      const { faults } = checkSchema(idOfMapping, id);
      const findings = faults.map((fault) => findingOf({ ...fault, path: [id], key: true }, source, node));
      const reading = readOne(section, item, source, childOf(node, id, source) ?? node, id);
      return { ...reading, findings: [...findings, ...reading.findings] };
    }),
  );
};

const readSection = (section: Section, value: unknown, source: Source, root: Node): Reading => {
  const node = childOf(root, section.key, source) ?? root;
  if (section.holds === "list") return readList(section, value, source, root, node);
  if (section.holds === "mapping") return readMapping(section, value, source, root, node);
  return readOne(section, value, source, node, section.type);
};

/** The definitions of one parsed file, and what their schemas find wrong. */
export const readDefinitions = (source: Source, value: unknown): Reading => {
  const root = source.document.contents;
  if (root === null || value === null || value === undefined) return { written: [], findings: [] };
  if (!isRecord(value)) {
    const message = "The file is not a mapping of sections.";
    const hint = `Start with a section such as metrics: or kpis:.`;
    return { written: [], findings: [findingOf({ rule: "yaml/root", message, hint, path: [] }, source, root)] };
  }
  const keys: string[] = sections.map((section) => section.key);
  const unknown = Object.keys(value).filter((key) => !keys.includes(key));
  const strange = unknown.map((key) => {
    const close = nearest(key, keys);
    const hint = close === null ? `Sections are: ${keys.join(", ")}.` : `Did you mean \`${close}\`?`;
    const message = `\`${key.slice(0, 60)}\` is no section.`;
    return findingOf({ rule: "schema/unknown-key", message, hint, path: [key], key: true }, source, root);
  });
  const readings = sections
    .filter((section) => value[section.key] !== undefined && value[section.key] !== null)
    .map((section) => readSection(section, value[section.key], source, root));
  const all = joined(readings);
  return { written: all.written, findings: [...strange, ...all.findings] };
};
