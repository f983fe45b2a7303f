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
export const onlyUnicode = async function* (body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
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
