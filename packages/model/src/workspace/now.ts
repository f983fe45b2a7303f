import type { Catalog } from "../definition/catalog.ts";
import { localToInstant } from "../time/zone.ts";

/** The instant (epoch ms) a workspace's clock is pinned to, or null when it runs. */
export const pinnedInstant = ({ workspace, calendar }: Pick<Catalog, "workspace" | "calendar">): number | null =>
  workspace.as_of === undefined ? null : localToInstant(workspace.as_of, calendar.timeZone);

/** The workspace's now: its pinned instant, or the server's clock (both epoch ms). */
export const workspaceNow = (catalog: Pick<Catalog, "workspace" | "calendar">, clock: number): number =>
  pinnedInstant(catalog) ?? clock;
