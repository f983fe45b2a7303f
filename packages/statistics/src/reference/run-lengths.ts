/**
 * Average run lengths as published: Montgomery, "Introduction to Statistical Quality Control" (CUSUM, reference .5), Lucas &
 * Saccucci 1990 (EWMA), Champ & Woodall 1987 (run rules). Shifts in standard deviations.
 */
export const publishedRunLengths = {
  cusum: [
    { limit: 4, lengths: { 0: 168, 0.25: 74.2, 0.5: 26.6, 0.75: 13.3, 1: 8.38, 1.5: 4.75, 2: 3.34 } },
    { limit: 5, lengths: { 0: 465, 0.25: 139, 0.5: 38, 0.75: 17, 1: 10.4, 1.5: 5.75, 2: 4.01 } },
  ],
  ewma: [
    { weight: 0.4, width: 3.054, lengths: { 0: 500, 0.5: 71.2, 1: 14.3 } },
    { weight: 0.25, width: 2.998, lengths: { 0: 500, 0.5: 48.2, 1: 11.1 } },
    { weight: 0.2, width: 2.962, lengths: { 0: 500, 0.5: 41.8, 1: 10.5 } },
    { weight: 0.1, width: 2.814, lengths: { 0: 500, 0.5: 31.3, 1: 10.3, 2: 4.4 } },
    { weight: 0.05, width: 2.615, lengths: { 0: 500, 0.5: 28.8, 1: 11.4, 2: 5.1 } },
  ],
  rules: [
    { rules: ["beyond_three"], length: 370.4 },
    { rules: ["beyond_three", "two_of_three"], length: 225.44 },
    { rules: ["beyond_three", "four_of_five"], length: 166.05 },
    { rules: ["beyond_three", "run_of_eight"], length: 152.73 },
    { rules: ["beyond_three", "two_of_three", "four_of_five", "run_of_eight"], length: 91.75 },
  ],
} as const;

/** NIST/SEMATECH e-Handbook 6.3.2.4: an EWMA of weight .3 around target 50 with s = 2.0539, to two decimals. */
export const nistEwma = {
  target: 50,
  deviation: 2.0539,
  weight: 0.3,
  width: 3,
  upper: 52.5884,
  lower: 47.4115,
  series: [
    52, 47, 53, 49.3, 50.1, 47, 51, 50.1, 51.2, 50.5, 49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1,
  ],
  averages: [
    50.6, 49.52, 50.56, 50.18, 50.16, 49.21, 49.75, 49.85, 50.26, 50.33, 50.11, 49.36, 49.52, 50.05, 49.38, 49.92,
    50.73, 51.23, 51.94, 51.99,
  ],
} as const;
