import type { AskAnswer, askBodySchema } from "@sextant/model/api/answers/ask";
import type { KpiAnswer } from "@sextant/model/api/answers/kpi";
import type { Catalog } from "@sextant/model/definition/catalog";
import type { Finding } from "@sextant/model/problem/finding";
import { periodAt } from "@sextant/model/time/arithmetic";
import type { Grain } from "@sextant/model/time/grain";
import { workspaceNow } from "@sextant/model/workspace/now";
import type { z } from "zod";
import type { Feed } from "../feed/feed.ts";
import type { Store } from "../store/store.ts";

/** What the reviews room stands on. */
export interface ReviewServices {
  store: Store;
  feed: Feed;
  definitions: {
    state(): {
      catalog: Catalog;
      findings: readonly Finding[];
      versions: ReadonlyMap<string, { version: number; history: readonly { appliedAt: number }[] }>;
    };
  };
  /** Where values come from. */
  ask: (question: z.output<typeof askBodySchema>) => Promise<AskAnswer>;
  /** Everything about one KPI, by the grain it is judged by when none is given. */
  kpi: (id: string, query: { grain?: Grain | undefined }) => Promise<KpiAnswer>;
  /** Makes a secret that cannot be guessed, and gives what is kept of one. */
  secrets: { make: () => string; hash: (secret: string) => string };
  /** The server's clock, epoch ms. */
  now: () => number;
}

/** The workspace's now, epoch ms. */
export const nowOf = ({ definitions, now }: Pick<ReviewServices, "definitions" | "now">): number =>
  workspaceNow(definitions.state().catalog, now());

/** The day an instant lies in, e.g. 2026-03-02. */
export const dayAt = (instant: number, { calendar }: Pick<Catalog, "calendar">): string =>
  periodAt(instant, "day", calendar).key;

/** A person's name; the id of one who left. */
export const nameOf = (catalog: Catalog, id: string): string => catalog.people.get(id)?.label ?? id;

/** What a KPI is called; its id when it is none any more. */
export const labelOf = (catalog: Catalog, id: string): string => {
  const kpi = catalog.kpis.get(id);
  return kpi?.label ?? catalog.metrics.get(kpi?.metric ?? "")?.label ?? id;
};
