import { definitionFileJsonSchema } from "./schema.ts";

/** The parts of a JSON Schema the reference reads. */
interface Node {
  type?: string;
  description?: string;
  enum?: readonly unknown[];
  const?: string;
  default?: string | number | boolean | object;
  pattern?: string;
  properties?: Record<string, Node>;
  required?: readonly string[];
  items?: Node;
  additionalProperties?: Node | boolean;
  anyOf?: readonly Node[];
  oneOf?: readonly Node[];
}

const choices = (node: Node): readonly Node[] => node.anyOf ?? node.oneOf ?? [];

const typeOf = (node: Node): string => {
  if (node.const !== undefined) return `\`${node.const}\``;
  if (node.enum !== undefined) return node.enum.map((value) => `\`${String(value)}\``).join(", ");
  const options = choices(node);
  if (options.length > 0) return [...new Set(options.map(typeOf))].join(" or ");
  if (node.type === "array") return `list of ${node.items === undefined ? "values" : typeOf(node.items)}`;
  if (node.type === "object") return "mapping";
  return node.type === "string" ? "text" : (node.type ?? "value");
};

const defaultOf = (node: Node, isRequired: boolean): string => {
  if (isRequired) return "required";
  return node.default === undefined || typeof node.default === "object" ? "" : `\`${String(node.default)}\``;
};

/** The mapping below a node whose keys are worth rows of their own. */
const inner = (node: Node): { node: Node; suffix: string } | null => {
  if (node.properties !== undefined) return { node, suffix: "." };
  if (node.items !== undefined) {
    const below = inner(node.items);
    return below === null ? null : { node: below.node, suffix: `[]${below.suffix}` };
  }
  if (typeof node.additionalProperties === "object") {
    const below = inner(node.additionalProperties);
    return below === null ? null : { node: below.node, suffix: `.<name>${below.suffix}` };
  }
  const option = choices(node).find((choice) => choice.properties !== undefined);
  return option === undefined ? null : { node: option, suffix: "." };
};

const rowsOf = (node: Node, prefix: string): string[] =>
  Object.entries(node.properties ?? {}).flatMap(([key, value]) => {
    const path = `${prefix}${key}`;
    const isRequired = node.required?.includes(key) ?? false;
    const text = (value.description ?? "").replaceAll("|", "\\|");
    const row = `| \`${path}\` | ${typeOf(value)} | ${defaultOf(value, isRequired)} | ${text} |`;
    const below = inner(value);
    return [row, ...(below === null ? [] : rowsOf(below.node, `${path}${below.suffix}`))];
  });

const table = (node: Node): string =>
  `| key | type | default | meaning |\n|---|---|---|---|\n${rowsOf(node, "").join("\n")}\n`;

const kindOf = (node: Node): string => node.properties?.kind?.const ?? "";

const section = (key: string, node: Node): string => {
  const item = node.items ?? (typeof node.additionalProperties === "object" ? node.additionalProperties : node);
  const shape = node.items !== undefined ? "A list." : item === node ? "One, in one file." : "A mapping from id.";
  const kinds = choices(item);
  const head = `## ${key}\n\n${node.description ?? shape}\n`;
  if (kinds.length === 0) return `${head}\n${table(item)}`;
  return [
    head,
    ...kinds.map((kind) => `### kind: ${kindOf(kind)}\n\n${kind.description ?? ""}\n\n${table(kind)}`),
  ].join("\n");
};

/** The reference of the YAML format, in Markdown. */
export const definitionsReference = (): string => {
  const schema = definitionFileJsonSchema() as Node;
  const sections = Object.entries(schema.properties ?? {}).map(([key, node]) => section(key, node));
  return `# Definition files

A workspace is a folder of YAML files. Any file may hold any of these sections; ids are unique across all files of a
workspace. Keys that are not listed are refused. Expressions are explained in the reference of expressions, what can be
wrong in the reference of findings.

${sections.join("\n")}`;
};
