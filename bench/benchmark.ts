/** One line of the table: what was measured, against what it must reach. */
export interface Row {
  work: string;
  /** What must be reached, in words; empty when the figure is only reported. */
  goal: string;
  measured: string;
  /** Undefined when the figure is only reported. */
  met?: boolean;
}

/** How a benchmark is run: `quick` is a smoke run whose figures mean nothing, `large` goes to sizes that take many minutes. */
export interface Options {
  quick: boolean;
  large?: boolean;
}

/** One benchmark; throws when what it compares does not agree. */
export type Benchmark = (options: Options) => Promise<Row[]>;

/** A row whose goal is an upper limit. */
export const atMost = (work: string, limit: number, measured: number, write: (value: number) => string): Row => ({
  work,
  goal: `≤ ${write(limit)}`,
  measured: write(measured),
  met: measured <= limit,
});

/** A row whose goal is a lower limit. */
export const atLeast = (work: string, limit: number, measured: number, write: (value: number) => string): Row => ({
  work,
  goal: `≥ ${write(limit)}`,
  measured: write(measured),
  met: measured >= limit,
});

/** A figure without a goal. */
export const reported = (work: string, measured: string): Row => ({ work, goal: "", measured });
