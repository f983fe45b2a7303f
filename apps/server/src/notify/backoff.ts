const second = 1000;
const longest = 3_600_000;

/** Milliseconds after which a message is given up: what is three days old helps nobody. */
export const giveUpAfter = 3 * 86_400_000;

/**
 * Milliseconds until the next attempt after so many: 2 s, 4 s, 8 s … up to an hour, each drawn from its upper half so that
 * many messages do not come back at once; never earlier than the receiver asked for. `chance` is from 0 to 1.
 */
export const waitAfter = (attempts: number, chance: number, asked = 0): number => {
  const whole = Math.min(longest, 2 * second * 2 ** Math.min(attempts - 1, 20));
  return Math.max(whole * (0.5 + chance / 2), Math.min(asked, longest));
};
