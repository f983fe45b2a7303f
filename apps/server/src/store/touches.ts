import type { Interval } from "@sextant/model/time/interval";

/** Landings remembered per dataset; what is asked about before them may have been touched anywhere. */
const most = 20_000;

interface Touch {
  sequence: number;
  /** Null when rows may lie anywhere. */
  stretches: readonly Interval[] | null;
}

/** Remembers since the process began in which stretches of time rows landed. */
export interface Touches {
  add(landing: { dataset: string; sequence: number; kind: string; touched?: readonly Interval[] | undefined }): void;
  /** The stretches touched after a sequence number; null when they may be any. */
  since(dataset: string, sequence: number): readonly Interval[] | null;
  /** From now on, everything before may have been touched anywhere. */
  forget(dataset: string): void;
}

/** Opens an empty memory. */
export const openTouches = (): Touches => {
  const byDataset = new Map<string, Touch[]>();
  /** By dataset, landings up to this one are not remembered. */
  const unknown = new Map<string, number>();
  const last = new Map<string, number>();
  return {
    add: ({ dataset, sequence, kind, touched }) => {
      const own = byDataset.get(dataset) ?? [];
      byDataset.set(dataset, own);
      if (own.length === 0 && !unknown.has(dataset)) unknown.set(dataset, sequence - 1);
      own.push({ sequence, stretches: kind === "file" ? null : (touched ?? null) });
      last.set(dataset, sequence);
      if (own.length > most) unknown.set(dataset, own.shift()?.sequence ?? 0);
    },
    since: (dataset, sequence) => {
      if (sequence < (unknown.get(dataset) ?? Number.POSITIVE_INFINITY)) return null;
      const later = (byDataset.get(dataset) ?? []).filter((touch) => touch.sequence > sequence);
      const stretches: Interval[] = [];
      for (const touch of later) {
        if (touch.stretches === null) return null;
        stretches.push(...touch.stretches);
      }
      return stretches;
    },
    forget: (dataset) => {
      byDataset.delete(dataset);
      unknown.set(dataset, (last.get(dataset) ?? 0) + 1);
    },
  };
};
