import { Cron } from "croner";

/** Why a text is no cron of five fields, or null when it is one. */
export const cronFault = (text: string): string | null => {
  try {
    // Paused, it starts nothing; whether it ever comes due is asked by whoever has a clock.
    new Cron(text, { paused: true, mode: "5-part" });
    return null;
  } catch (error) {
    return error instanceof Error
      ? error.message.replace(/^CronPattern: /, "").replace(/\.$/, "")
      : "it cannot be read";
  }
};
