import { realpathSync } from "node:fs";
import type { Source } from "@sextant/model/source/source";
import type { Vault } from "../../store/vault.ts";
import type { Means } from "../connectors/connector.ts";

/** What connectors may use: the password a source names, the folders and hosts that whoever runs the server allows. */
export const meansFor =
  (
    vault: Vault,
    allowed: { workspace: string; sourceFolders: readonly string[]; allowedSources: readonly string[] },
  ): ((source: Source) => Promise<Means>) =>
  async (source) => ({
    password: "secret" in source && source.secret !== undefined ? await vault.open(source.secret) : null,
    folders: [allowed.workspace, ...allowed.sourceFolders].map((folder) => realpathSync(folder)),
    allowedHosts: allowed.allowedSources,
  });
