/** An AR(1) fit of residuals around zero: φ, −2 log-likelihood without constants, and the one-step errors. */
export interface MemoryFit {
  memory: number;
  deviance: number;
}

/** Keeps a series without residuals from an infinite likelihood; in squared units of a series of unit variance. */
const floor = 1e-9;

/**
 * The memory φ in [0, .99] under which residuals are likeliest, and their deviance n ln(S(φ) / n) − ln(1 − φ²), with S the
 * sum of squared one-step errors and the first value from the long-run law (Box & Jenkins). Negative memory is left out:
 * short segments make it by over-fitting.
 */
export const fitMemory = (residuals: readonly number[]): MemoryFit => {
  let [now, cross, before] = [0, 0, 0];
  for (let index = 1; index < residuals.length; index += 1) {
    const [last, here] = [residuals[index - 1] ?? 0, residuals[index] ?? 0];
    now += here * here;
    cross += here * last;
    before += last * last;
  }
  const first = (residuals[0] ?? 0) ** 2;
  let best: MemoryFit = { memory: 0, deviance: Number.POSITIVE_INFINITY };
  for (let step = 0; step < 100; step += 1) {
    const memory = step / 100;
    const errors = first * (1 - memory ** 2) + now - 2 * memory * cross + memory ** 2 * before;
    const deviance = residuals.length * Math.log(errors / residuals.length + floor) - Math.log(1 - memory ** 2);
    if (deviance < best.deviance) best = { memory, deviance };
  }
  return best;
};

/** One-step errors of residuals under a memory, all with the variance of one step. */
export const stepErrors = (residuals: readonly number[], memory: number): number[] =>
  residuals.map((value, index) =>
    index === 0 ? value * Math.sqrt(1 - memory ** 2) : value - memory * (residuals[index - 1] ?? 0),
  );
