import type { Status } from "@sextant/model/standing/status";

const looks: Record<Status, { shape: string; word: string; color: number }> = {
  green: { shape: "●", word: "on track", color: 32 },
  yellow: { shape: "◆", word: "watch", color: 33 },
  red: { shape: "▼", word: "off track", color: 31 },
  unknown: { shape: "□", word: "unknown", color: 90 },
};

const escapeCharacter = String.fromCharCode(27);

/** Text in an ANSI colour, or plain when colour is off. */
export const paint = (text: string, code: number, color: boolean): string =>
  color ? `${escapeCharacter}[${code}m${text}${escapeCharacter}[0m` : text;

/** A status as shape, word and colour (S8). */
export const statusText = (status: Status, color: boolean): string => {
  const look = looks[status];
  return paint(`${look.shape} ${look.word}`, look.color, color);
};
