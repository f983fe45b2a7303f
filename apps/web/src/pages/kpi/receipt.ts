const steps = [
  [1e12, "TB"],
  [1e9, "GB"],
  [1e6, "MB"],
  [1e3, "kB"],
] as const;

/** Bytes in their largest decimal unit, e.g. `24.3 MB`. */
export const byteWords = (bytes: number): string => {
  const step = steps.find(([size]) => bytes >= size);
  return step === undefined ? `${bytes} bytes` : `${(bytes / step[0]).toFixed(1)} ${step[1]}`;
};

/** A bound parameter as it is read: text in quotes, so that an empty one and a number are told apart. */
export const parameterText = (value: unknown): string => JSON.stringify(value) ?? String(value);
