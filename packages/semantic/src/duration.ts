const milliseconds = { s: 1000, min: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

/** Milliseconds of a checked length of time such as `15min`, `6h`, `2d`. */
export const durationOf = (text: string): number => {
  const match = /^(\d+(?:\.\d+)?)\s*(s|min|h|d|w)$/.exec(text);
  if (match === null) throw new Error(`"${text}" is no checked length of time.`);
  return Number(match[1]) * milliseconds[match[2] as keyof typeof milliseconds];
};
