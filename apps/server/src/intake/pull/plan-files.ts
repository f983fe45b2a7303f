import type { Landing } from "../../store/landing.ts";
import type { SourceFileRow } from "../../store/source-file.ts";
import type { FolderFile } from "../connectors/folder.ts";

/** Files that land together, and the landings whose place they take. */
export interface FileGroup {
  files: FolderFile[];
  replaces: readonly number[];
  /** Whether everything of the source goes, and with it the table's earlier columns. */
  isWhole: boolean;
}

/** Small files land together up to so many, or so many bytes: what one change makes be read again. */
const most = { files: 1000, bytes: 64 * 1_048_576 };

const packed = (files: readonly FolderFile[]): FileGroup[] => {
  const groups: FileGroup[] = [];
  let bytes = 0;
  for (const file of files) {
    const last = groups.at(-1);
    if (last === undefined || last.files.length >= most.files || bytes + file.bytes > most.bytes) {
      groups.push({ files: [file], replaces: [], isWhole: false });
      bytes = file.bytes;
    } else {
      last.files.push(file);
      bytes += file.bytes;
    }
  }
  return groups;
};

/**
 * What has to be read: new files, and everything that landed together with a file that changed or went. When what is read of the files changed,
 * all of them, and all landings of the source go.
 */
export const planFiles = (
  files: readonly FolderFile[],
  known: readonly SourceFileRow[],
  landings: readonly Landing[],
  isSame: boolean,
): FileGroup[] => {
  const pulled = landings.filter(({ kind }) => kind !== "push").map(({ sequence }) => sequence);
  if (!isSame) {
    const [first = { files: [] }, ...others] = packed(files);
    if (files.length === 0 && pulled.length === 0) return [];
    return [{ ...first, replaces: pulled, isWhole: true }, ...others];
  }
  const recorded = new Set(pulled);
  const there = new Map(files.map((file) => [file.name, file]));
  const loaded = new Map(known.filter(({ sequence }) => recorded.has(sequence)).map((row) => [row.path, row]));
  const stale = new Set(
    [...loaded.values()]
      .filter(({ path, fingerprint }) => there.get(path)?.fingerprint !== fingerprint)
      .map(({ sequence }) => sequence),
  );
  const again = [...stale].map((sequence): FileGroup => {
    const siblings = [...loaded.values()].filter((row) => row.sequence === sequence);
    return { files: siblings.flatMap(({ path }) => there.get(path) ?? []), replaces: [sequence], isWhole: false };
  });
  return [...again, ...packed(files.filter(({ name }) => !loaded.has(name)))];
};
