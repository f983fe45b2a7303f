import type { DefinitionType } from "@sextant/model/definition/catalog";
import { isMap, isScalar, isSeq, type Node, type Pair } from "yaml";
import { type Section, sections } from "../read/sections.ts";
import type { Source } from "../read/source.ts";
import { readYaml } from "../read/yaml.ts";
import { canonicalJson } from "../version/json.ts";
import type { Json } from "../version/meaning.ts";
import { block, indented, inline } from "./render.ts";
import { addedItem, cutItem, endOf, type Splice, spliced, splicesOf } from "./splice.ts";

/** A change of one definition in the text of its file. */
export type DefinitionEdit = { type: DefinitionType; id: string } & (
  | /** Fields by name, null for one that goes; of a definition that is not there, all it has. */ {
      act: "set";
      fields: Readonly<Record<string, unknown>>;
    }
  | /** The definition as its author writes it, without the indentation it has in its file. */ {
      act: "write";
      yaml: string;
    }
  | { act: "remove" }
);

/** The text after an edit, or in a sentence why it cannot be made here. */
export type Edited = { ok: true; text: string } | { ok: false; reason: string };

/** A definition found in a file: its node, and the list or mapping it stands in. */
interface Found {
  section: Section;
  node: Node;
  value: unknown;
  holder: Node | null;
  index: number;
}

const refused = (reason: string): Edited => ({ ok: false, reason });

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const sectionOf = (type: DefinitionType): Section => {
  const found = sections.find((section) => section.type === type);
  if (found === undefined) throw new Error(`there is no section of ${type}`);
  return found;
};

const pairIn = (node: Node | null, key: string): Pair | null =>
  isMap(node) ? (node.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === key) ?? null) : null;

/** The section of a file, when it is there and holds something. */
const holderOf = (source: Source, section: Section): Node | null => {
  const value = pairIn(source.document.contents, section.key)?.value;
  return isMap(value) || isSeq(value) ? value : null;
};

const find = (source: Source, content: unknown, { type, id }: DefinitionEdit): Found | null => {
  const section = sectionOf(type);
  const holder = holderOf(source, section);
  const value = isRecord(content) ? content[section.key] : undefined;
  if (holder === null) return null;
  if (section.holds === "one") return { section, node: holder, value, holder: null, index: 0 };
  if (isMap(holder) && isRecord(value)) {
    const index = holder.items.findIndex((pair) => isScalar(pair.key) && String(pair.key.value) === id);
    const node = holder.items[index]?.value;
    return isMap(node) ? { section, node, value: value[id], holder, index } : null;
  }
  if (!isSeq(holder) || !Array.isArray(value)) return null;
  const index = value.findIndex((item) => isRecord(item) && item.id === id);
  const node = holder.items[index];
  return isMap(node) ? { section, node, value: value[index], holder, index } : null;
};

const withFields = (value: unknown, fields: Readonly<Record<string, unknown>>): Record<string, unknown> => {
  const all = { ...(isRecord(value) ? value : {}), ...fields };
  return Object.fromEntries(Object.entries(all).filter(([, field]) => field !== null && field !== undefined));
};

/** What a definition will say, read from its own YAML. */
const contentOf = (yaml: string): unknown => readYaml("definition.yaml", yaml).value;

const written = (edit: DefinitionEdit & { act: "set" | "write" }, section: Section): string => {
  if (edit.act === "write") return edit.yaml.trimEnd();
  return block(withFields(section.holds === "list" ? { id: edit.id } : {}, edit.fields));
};

/** A definition that is not in the file yet, at the end of its section. */
const added = (source: Source, edit: DefinitionEdit & { act: "set" | "write" }): Splice => {
  const { text } = source;
  const section = sectionOf(edit.type);
  const own = written(edit, section);
  const pair = pairIn(source.document.contents, section.key);
  const holder = holderOf(source, section);
  if (isSeq(holder) && holder.items.length > 0) {
    const item = holder.flow === true ? inline(contentOf(own)) : own;
    return addedItem(text, holder, item);
  }
  const inside =
    section.holds === "list"
      ? `  - ${indented(own, 4)}`
      : section.holds === "one"
        ? `  ${indented(own, 2)}`
        : `  ${edit.id}: ${inline(contentOf(own))}`;
  if (isMap(holder) && holder.items.length > 0) {
    const at = endOf(text, holder);
    const end = text.indexOf("\n", at);
    const start = end === -1 ? text.length : end;
    return holder.flow === true
      ? { start: at - 1, end: at - 1, text: `, ${edit.id}: ${inline(contentOf(own))} ` }
      : { start, end: start, text: `\n${inside}` };
  }
  if (pair !== null && isScalar(pair.key)) {
    const start = pair.key.range?.[1] ?? 0;
    const end = holder === null ? text.indexOf(":", start) + 1 : endOf(text, holder);
    return { start, end, text: `:\n${inside}` };
  }
  const gap = text === "" || text.endsWith("\n") ? "" : "\n";
  return { start: text.length, end: text.length, text: `${gap}${section.key}:\n${inside}\n` };
};

const changed = (source: Source, found: Found, edit: DefinitionEdit): Splice[] => {
  const { text } = source;
  if (edit.act === "set") return splicesOf(text, found.node, found.value, withFields(found.value, edit.fields));
  const start = found.node.range?.[0] ?? 0;
  if (edit.act === "write") {
    const columns = start - (text.lastIndexOf("\n", start - 1) + 1);
    return [{ start, end: endOf(text, found.node), text: indented(edit.yaml.trimEnd(), columns) }];
  }
  const { holder, index } = found;
  if (isSeq(holder)) return [cutItem(text, holder, index)];
  if (!isMap(holder) || !isRecord(found.value)) return [];
  const rest = Object.fromEntries(
    holder.items.flatMap((pair) =>
      isScalar(pair.key) && String(pair.key.value) !== edit.id
        ? [[String(pair.key.value), (pair.value as Node).toJS(source.document)]]
        : [],
    ),
  );
  return splicesOf(text, holder, { ...rest, [edit.id]: found.value }, rest);
};

/** What the file has to say after the edit, so that a text that says anything else is never kept. */
const wanted = (content: unknown, edit: DefinitionEdit, found: Found | null): unknown => {
  const all = isRecord(content) ? content : {};
  const section = sectionOf(edit.type);
  const value =
    edit.act === "set"
      ? withFields(found?.value ?? (section.holds === "list" ? { id: edit.id } : {}), edit.fields)
      : edit.act === "write"
        ? contentOf(edit.yaml)
        : undefined;
  const before = all[section.key];
  if (section.holds === "one") return { ...all, [section.key]: value };
  if (section.holds === "mapping") {
    const rest = Object.entries(isRecord(before) ? before : {}).filter(([id]) => value !== undefined || id !== edit.id);
    return {
      ...all,
      [section.key]: { ...Object.fromEntries(rest), ...(value === undefined ? {} : { [edit.id]: value }) },
    };
  }
  const list = Array.isArray(before) ? before : [];
  if (found === null) return { ...all, [section.key]: [...list, value] };
  return {
    ...all,
    [section.key]: value === undefined ? list.toSpliced(found.index, 1) : list.toSpliced(found.index, 1, value),
  };
};

/** A section that became empty is nothing or an empty list: the same. */
const plain = (content: unknown): string => {
  const sectionsOf = Object.entries(isRecord(content) ? content : {}).filter(
    ([, value]) => value !== null && !(typeof value === "object" && Object.keys(value).length === 0),
  );
  return canonicalJson(Object.fromEntries(sectionsOf) as Json);
};

const anchored = "It shares parts with other definitions by anchors (&) and aliases (*); change it in its file.";

/**
 * Makes one change in the text of a definition file and leaves every other character as it is: comments, order, spaces. What
 * cannot be changed so (aliases, a definition that is not there) is refused with the reason.
 */
export const editDefinition = (text: string, edit: DefinitionEdit): Edited => {
  const { source, value: content, findings } = readYaml("definition.yaml", text);
  if (source === null) return refused(findings[0]?.message ?? "The file is not YAML.");
  const found = find(source, content, edit);
  if (found === null && edit.act === "remove") return refused("It does not stand in this file.");
  if (edit.act === "write" && !isRecord(contentOf(edit.yaml))) return refused("It is not a mapping of fields.");
  const goal = plain(wanted(content, edit, found));
  const isAddition = found === null && edit.act !== "remove";
  const after = spliced(text, isAddition ? [added(source, edit)] : found === null ? [] : changed(source, found, edit));
  const reread = readYaml("definition.yaml", after);
  if (reread.source === null || plain(reread.value) !== goal)
    return refused(
      /(^|\s)[&*][A-Za-z]/.test(text)
        ? anchored
        : "Its place in the file is written in a way that cannot be changed here; change it in its file.",
    );
  return { ok: true, text: after };
};

/** The definition's own YAML in a file, without the indentation it has there; null when it does not stand in it. */
export const definitionText = (text: string, type: DefinitionType, id: string): string | null => {
  const { source, value } = readYaml("definition.yaml", text);
  const found = source === null ? null : find(source, value, { type, id, act: "remove" });
  if (found === null) return null;
  const start = found.node.range?.[0] ?? 0;
  const columns = start - (text.lastIndexOf("\n", start - 1) + 1);
  const lines = text.slice(start, endOf(text, found.node)).split("\n");
  return lines
    .map((line, index) => (index === 0 ? line : line.slice(Math.min(columns, line.search(/\S|$/)))))
    .join("\n");
};

/** What an edit makes of a definition's own YAML, wherever that stands by now; null when it is gone or cannot be edited. */
export const editAlone = (yaml: string | null, edit: DefinitionEdit): string | null => {
  const { key, holds } = sectionOf(edit.type);
  const own = (yaml ?? "").trimEnd();
  const alone =
    holds === "list"
      ? `${key}:\n  - ${indented(own, 4)}\n`
      : holds === "one"
        ? `${key}:\n  ${indented(own, 2)}\n`
        : `${key}:\n  ${edit.id}:\n    ${indented(own, 4)}\n`;
  const edited = editDefinition(yaml === null ? "" : alone, edit);
  return edited.ok ? definitionText(edited.text, edit.type, edit.id) : null;
};
