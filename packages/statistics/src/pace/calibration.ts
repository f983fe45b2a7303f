/** A chance that was issued and whether it came true. */
export interface Issued {
  chance: number;
  reached: boolean;
}

/** How well issued chances came true. */
export interface Calibration {
  /**
   * Expected calibration error: by tenths of the chance, the distance between the mean chance and the share that came true,
   * weighted by how many there are (Naeini, Cooper & Hauskrecht 2015); 0 is perfect.
   */
  error: number;
  /** Mean squared distance of chance and outcome (Brier 1950); always saying one half has ¼. */
  brier: number;
  count: number;
}

const tenths = 10;

/** Scores chances whose target dates have passed; null when there are none. */
export const calibrationOf = (issued: readonly Issued[]): Calibration | null => {
  if (issued.length === 0) return null;
  const gaps = Array.from({ length: tenths }, () => 0);
  let brier = 0;
  for (const { chance, reached } of issued) {
    const place = Math.min(Math.floor(chance * tenths), tenths - 1);
    const miss = chance - (reached ? 1 : 0);
    gaps[place] = (gaps[place] ?? 0) + miss;
    brier += miss * miss;
  }
  const error = gaps.reduce((sum, gap) => sum + Math.abs(gap), 0) / issued.length;
  return { error, brier: brier / issued.length, count: issued.length };
};
