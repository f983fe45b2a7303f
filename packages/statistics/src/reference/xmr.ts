/** A published XmR example; figures as published, to the decimals printed. */
export interface XmrExample {
  source: string;
  series: readonly number[];
  mean: number;
  meanRange: number;
  lower: number;
  upper: number;
  /** Largest difference that rounding in print, or of the constant, explains. */
  within: number;
}

/** Worked examples of charts for individuals. */
export const xmrExamples: readonly XmrExample[] = [
  {
    source: "D. J. Wheeler, Making Sense of Data: in-process inventory, as quoted by xmrit.com",
    series: [
      19, 27, 20, 16, 18, 25, 22, 24, 17, 25, 15, 17, 20, 22, 19, 16, 22, 19, 25, 22, 18, 20, 16, 17, 20, 15, 27, 25,
      17, 19, 28,
    ],
    mean: 20.39,
    meanRange: 4.7,
    lower: 7.89,
    upper: 32.89,
    within: 0.0051,
  },
  {
    source: "NIST/SEMATECH e-Handbook of Statistical Methods 6.3.2.2, with 3 / 1.128 where this uses 2.66",
    series: [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1],
    mean: 50.81,
    meanRange: 1.8778,
    lower: 45.8159,
    upper: 55.8041,
    within: 0.001,
  },
];
