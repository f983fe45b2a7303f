import {
  accessSync,
  chmodSync,
  constants,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, sep } from "node:path";
import { Problem } from "@sextant/model/problem/problem";

/** The workspace folder, as far as edits on a screen are written to it. */
export interface FolderWriter {
  /** The text of a file; null when there is none. */
  read(path: string): string | null;
  /** Puts a whole new text into place at once. Throws `source_unreadable` when it cannot. */
  write(path: string, text: string): void;
}

const permissionsOf = (path: string): number => {
  try {
    return statSync(path).mode & 0o777;
  } catch {
    // A new file: as any editor would make it, and not as private as the server's own records.
    return 0o644;
  }
};

/** The folder for writing; null when this process may not write it. */
export const openFolderWriter = (folder: string): FolderWriter | null => {
  try {
    accessSync(folder, constants.W_OK);
  } catch {
    return null;
  }
  const root = realpathSync(folder);
  /** Where a path really is; a link out of the folder is not followed. */
  const target = (path: string): string => {
    const full = join(root, path);
    mkdirSync(dirname(full), { recursive: true, mode: 0o755 });
    const real = ((): string => {
      try {
        return realpathSync(full);
      } catch {
        return join(realpathSync(dirname(full)), path.split("/").at(-1) ?? path);
      }
    })();
    if (!real.startsWith(root + sep))
      throw new Problem("invalid_request", `${path} lies outside the workspace folder.`);
    return real;
  };
  return {
    read: (path) => {
      try {
        return readFileSync(join(root, path), "utf8");
      } catch {
        return null;
      }
    },
    write: (path, text) => {
      const real = target(path);
      const beside = `${real}.sextant-new`;
      try {
        writeFileSync(beside, text, { flush: true });
        chmodSync(beside, permissionsOf(real));
        renameSync(beside, real);
      } catch (error) {
        rmSync(beside, { force: true });
        throw new Problem("source_unreadable", `${path} cannot be written: ${String(error)}`, { cause: error });
      }
    },
  };
};
