import type { Place } from "@sextant/model/problem/finding";
import type { WorkspaceFile } from "../read/read.ts";
import { placeIn, type Source } from "../read/source.ts";
import { readYaml } from "../read/yaml.ts";
import type { Note, NoteSeverity } from "./note.ts";

/** A source file while it is read: which of its keys were taken, and what was noted. */
interface OpenFile {
  source: Source;
  taken: Set<string>;
  /** Keys whose whole content a note speaks of. */
  covered: Set<string>;
  notes: Note[];
}

/** A value of a source file, and where it stands. */
export interface Entry {
  file: OpenFile;
  path: readonly (string | number)[];
  value: unknown;
}

const keyOf = (path: Entry["path"]): string => JSON.stringify(path);

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Whether a value holds itself, as YAML anchors can. */
const holdsItself = (value: unknown): boolean => {
  const done = new Set<unknown>();
  const open = new Set<unknown>();
  const visit = (inner: unknown): boolean => {
    if (typeof inner !== "object" || inner === null || done.has(inner)) return false;
    if (open.has(inner)) return true;
    open.add(inner);
    const found = Object.values(inner).some(visit);
    open.delete(inner);
    done.add(inner);
    return found;
  };
  return visit(value);
};

/** Opens a source file; null, with notes that say why, when it is no YAML (or JSON) that can be read. */
export const openFile = (file: WorkspaceFile, notes: Note[]): Entry | null => {
  const { source, value, findings } = readYaml(file.path, file.text);
  for (const { message, hint, place } of findings)
    notes.push({
      severity: "left_out",
      subject: `file ${file.path}`,
      message: `${message} ${hint}`,
      place: place ?? { file: file.path, line: 1, column: 1, length: 1 },
    });
  if (source === null) return null;
  const entry: Entry = { file: { source, taken: new Set(), covered: new Set(), notes }, path: [], value };
  if (holdsItself(value)) {
    note(
      entry,
      "left_out",
      `file ${file.path}`,
      "The aliases of this file go round in a circle; nothing is read from it.",
    );
    return null;
  }
  if (isRecord(value)) return entry;
  note(entry, "left_out", `file ${file.path}`, "The file is not a mapping, so there are no definitions in it.");
  return null;
};

/** Where an entry stands in its file. */
export const placeOf = ({ file, path }: Entry): Place => {
  const root = file.source.document.contents;
  if (root === null) return { file: file.source.path, line: 1, column: 1, length: 1 };
  return placeIn(file.source, root, { path, key: true });
};

/** Writes down what happened to an entry. */
export const note = (entry: Entry, severity: NoteSeverity, subject: string, message: string): void => {
  entry.file.notes.push({ severity, subject, message, place: placeOf(entry) });
};

/** Marks all that is inside an entry as spoken of, so that its keys get no notes of their own. */
export const cover = ({ file, path }: Entry): void => {
  file.covered.add(keyOf(path));
};

/** Takes the value under a key; undefined when there is none. */
export const take = ({ file, path, value }: Entry, key: string): Entry | undefined => {
  if (!isRecord(value) || !Object.hasOwn(value, key)) return undefined;
  const inner: Entry = { file, path: [...path, key], value: value[key] };
  file.taken.add(keyOf(inner.path));
  return value[key] === undefined || value[key] === null ? undefined : inner;
};

const wrongShape = (entry: Entry, wanted: string): undefined => {
  const last = entry.path.at(-1);
  const key = typeof last === "string" ? last : "item";
  note(entry, "left_out", key, `\`${key.slice(0, 60)}\` is not ${wanted}, so it is not read.`);
  cover(entry);
};

/** The text of an entry; numbers and truth values as they are written. */
export const textOf = (entry: Entry | undefined): string | undefined => {
  if (entry === undefined) return undefined;
  if (["string", "number", "boolean"].includes(typeof entry.value)) return String(entry.value);
  return wrongShape(entry, "a text");
};

/** Takes a text. */
export const takeText = (entry: Entry, key: string): string | undefined => textOf(take(entry, key));

/** Takes a number; what is none is noted. */
export const takeNumber = (entry: Entry, key: string): number | undefined => {
  const inner = take(entry, key);
  if (inner === undefined) return undefined;
  if (typeof inner.value === "number" && Number.isFinite(inner.value)) return inner.value;
  return wrongShape(inner, "a number");
};

/** Takes a truth value; what is none is noted. */
export const takeFlag = (entry: Entry, key: string): boolean | undefined => {
  const inner = take(entry, key);
  if (inner === undefined) return undefined;
  if (typeof inner.value === "boolean") return inner.value;
  return wrongShape(inner, "true or false");
};

/** Takes a mapping. */
export const takeRecord = (entry: Entry, key: string): Entry | undefined => {
  const inner = take(entry, key);
  if (inner === undefined || isRecord(inner.value)) return inner;
  return wrongShape(inner, "a mapping");
};

/** The items of a list, each taken. */
const itemsOf = (list: Entry): Entry[] => {
  if (!Array.isArray(list.value)) {
    wrongShape(list, "a list");
    return [];
  }
  return list.value.map((value: unknown, index) => {
    const path = [...list.path, index];
    list.file.taken.add(keyOf(path));
    return { file: list.file, path, value };
  });
};

/** Takes a list of mappings; items of another shape are noted. */
export const takeList = (entry: Entry, key: string): Entry[] => {
  const list = take(entry, key);
  if (list === undefined) return [];
  return itemsOf(list).filter((item) => isRecord(item.value) || wrongShape(item, "a mapping") !== undefined);
};

/** Takes one text or a list of texts. */
export const takeTexts = (entry: Entry, key: string): Entry[] => {
  const inner = take(entry, key);
  if (inner === undefined) return [];
  const all = Array.isArray(inner.value) ? itemsOf(inner) : [inner];
  return all.filter((item) => textOf(item) !== undefined);
};

const singular = (key: string): string => key.replace(/_/g, " ").replace(/ies$/, "y").replace(/s$/, "");

/** A note for every key of a file that nothing took: the proof that nothing is dropped silently. */
export const noteUntaken = (entry: Entry, subject = "file"): void => {
  const { file, path, value } = entry;
  if (file.covered.has(keyOf(path)) || typeof value !== "object" || value === null) return;
  const named = isRecord(value) && typeof value.name === "string" ? value.name.slice(0, 80) : null;
  const own =
    named === null ? subject : `${singular(String(path.findLast((step) => typeof step === "string") ?? ""))} ${named}`;
  for (const [key, item] of Object.entries(value)) {
    const inner: Entry = { file, path: [...path, Array.isArray(value) ? Number(key) : key], value: item };
    if (file.taken.has(keyOf(inner.path))) noteUntaken(inner, own);
    else note(inner, "left_out", own, `\`${key.slice(0, 60)}\` has no counterpart in Sextant.`);
  }
};
