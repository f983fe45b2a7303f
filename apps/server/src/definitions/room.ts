import type { Feed } from "../feed/feed.ts";
import { definitionFiles } from "../store/definition.ts";
import type { Drifts } from "../store/drift.ts";
import type { Store } from "../store/store.ts";
import { openArriving } from "./arriving.ts";
import { openCore } from "./core.ts";
import type { Applied, Definitions } from "./definitions.ts";
import { openDemotion } from "./demotion.ts";
import { acknowledgedOf } from "./drift.ts";
import { openEditing } from "./editing.ts";
import { type FolderReading, readFolder } from "./folder.ts";
import { openFolderWriter } from "./folder-writer.ts";
import { openHistory } from "./history.ts";
import { openProposals } from "./proposals.ts";
import { openRemarks } from "./remarks.ts";

/** The definitions room: also takes the workspace folder at start. */
export interface DefinitionRoom extends Definitions {
  /** Whether nothing has been applied yet. */
  isEmpty(): boolean;
  /**
   * Applies the files of the workspace folder when they changed since they were last taken (so that edits made over the
   * API survive a restart) and have no errors. With errors, or when a file was edited on a screen as well, the last good
   * definitions stay in force and the findings are shown; when there are none yet, throws `invalid_definitions`.
   */
  takeFolder(folder: FolderReading): Promise<Applied>;
}

/**
 * Opens the room over a store: what was in force before is in force again. `now` is the server's clock, epoch milliseconds;
 * edits on a screen are written to `folder`, too, when it is given and may be written.
 */
export const openDefinitions = async (
  store: Store,
  feed: Feed,
  now: () => number,
  drifts: Drifts,
  folder: string | null = null,
): Promise<DefinitionRoom> => {
  const core = openCore(store, feed, now, drifts);
  await core.restore();
  const writer = folder === null ? null : openFolderWriter(folder);
  const editing = openEditing(core, writer, folder === null ? null : () => readFolder(folder));
  return {
    state: () => core.state(),
    isEmpty: () => core.current() === null,
    ...openArriving(core, writer),
    definition: (type, id) => editing.definition(type, id),
    planEdits: (edits) => editing.planEdits(edits),
    edit: (edits, by) => editing.edit(edits, by),
    ...openDemotion(core, editing),
    ...openHistory(core),
    ...openProposals(core, editing),
    ...openRemarks(core),
    acknowledge: (ids) =>
      core.inTurn(async () => {
        const state = core.current();
        if (!state) return 0;
        const remove = acknowledgedOf(ids, state.catalog, drifts.list());
        await drifts.change({ put: [], remove });
        if (remove.length > 0)
          await feed.append({ type: "drifted", definitions: remove.map(({ type, id }) => `${type}:${id}`) });
        return remove.length;
      }),
    export: async () => ({ files: await definitionFiles(store.db) }),
  };
};
