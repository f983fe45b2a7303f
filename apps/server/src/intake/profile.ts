import type { FileFormat } from "@sextant/model/dataset/file-format";
import type { FileProfile } from "@sextant/model/profile/profile";
import type { Warehouse } from "../warehouse/warehouse.ts";
import { profileColumnar } from "./profile-columnar.ts";
import { profileRows } from "./profile-rows.ts";
import { isColumnar } from "./rows.ts";
import { listSheets } from "./sheet.ts";
import { findFile, type SourceFolders, type WrittenSource } from "./source.ts";

/** What a file holds, and the sheets there are to choose from when it is a workbook. */
export interface Profiled {
  profile: FileProfile;
  sheets: string[];
}

/** Reads the file of a source whole and says what it holds; throws source_unreadable with the lines at fault. */
export const profileSource = async (
  warehouse: Warehouse,
  folders: SourceFolders,
  source: WrittenSource,
  asked: FileFormat,
): Promise<Profiled | null> => {
  const file = findFile(source, folders, "");
  if (file === null) return null;
  if (isColumnar(file)) return { profile: await profileColumnar(warehouse, file), sheets: [] };
  const profile = await profileRows(file, asked);
  return { profile, sheets: file.format === "xlsx" ? await listSheets(file.path, file.bytes) : [] };
};
