import type { Encoding } from "@sextant/model/dataset/file-notation";
import { Problem } from "@sextant/model/problem/problem";

const newline = 10;

const breaksIn = (bytes: Uint8Array): number => {
  let breaks = 0;
  for (let at = bytes.indexOf(newline); at !== -1; at = bytes.indexOf(newline, at + 1)) breaks += 1;
  return breaks;
};

/** Line breaks before the first byte of a chunk that is not UTF-8. */
const breaksBeforeFault = (bytes: Uint8Array): number => {
  const text = new TextDecoder().decode(bytes);
  return text.slice(0, Math.max(0, text.indexOf("\uFFFD"))).split("\n").length - 1;
};

const isUtf16 = (bytes: Uint8Array | undefined): boolean => bytes?.[0] === 0xff && bytes[1] === 0xfe;

/**
 * Passes bytes on while they are UTF-8, or UTF-16 that says so by its mark. Throws invalid_request with the line otherwise:
 * letters of another encoding would land as other letters, without a word.
 */
const onlyUnicode = async function* (body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let line = 1;
  let utf16: boolean | null = null;
  const check = (bytes?: Uint8Array): void => {
    try {
      if (bytes === undefined) decoder.decode();
      else decoder.decode(bytes, { stream: true });
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      const at = line + (bytes === undefined ? 0 : breaksBeforeFault(bytes));
      throw new Problem("invalid_request", `It is not UTF-8 text near line ${at}.`, {
        hint: "Save or send it as UTF-8; iconv -f WINDOWS-1252 -t UTF-8 turns the usual other encoding into it.",
      });
    }
  };
  for await (const bytes of body) {
    utf16 ??= isUtf16(bytes);
    if (!utf16) {
      check(bytes);
      line += breaksIn(bytes);
    }
    yield bytes;
  }
  if (utf16 === false) check();
};

/** Bytes of an encoding as UTF-8; a mark at the beginning is taken off. */
const recoded = async function* (body: AsyncIterable<Uint8Array>, encoding: Encoding): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder(encoding);
  for await (const bytes of body) {
    const text = decoder.decode(bytes, { stream: true });
    if (text !== "") yield Buffer.from(text);
  }
  const rest = decoder.decode();
  if (rest !== "") yield Buffer.from(rest);
};

/**
 * The bytes of a text as Unicode. Without an encoding they are checked to be UTF-8, or UTF-16 by its mark, unless the reader
 * checks its lines itself.
 */
export const asUnicode = (
  body: AsyncIterable<Uint8Array>,
  encoding: Encoding | undefined,
  isChecked = true,
): AsyncIterable<Uint8Array> => {
  if (encoding !== undefined && encoding !== "utf-8") return recoded(body, encoding);
  return isChecked ? onlyUnicode(body) : body;
};

/** Bytes looked at to tell UTF-16 without a mark. */
const looked = 512;

/** The encoding that the first bytes of a text file tell, besides UTF-8; null when they tell none. */
export const encodingOf = (head: Uint8Array): Encoding | null => {
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  const part = head.subarray(0, looked);
  const nulls = [0, 0];
  for (const [at, byte] of part.entries()) if (byte === 0) nulls[at % 2] = (nulls[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = nulls;
  if (odd > part.length / 4 && even === 0) return "utf-16le";
  return even > part.length / 4 && odd === 0 ? "utf-16be" : null;
};

/** Whether bytes, which may be cut off in the middle of a letter, are UTF-8. */
export const isUtf8 = (bytes: Uint8Array): boolean => {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
};
