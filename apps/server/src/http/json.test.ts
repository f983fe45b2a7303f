import { describe, expect, it } from "vitest";
import { readJson } from "./json.ts";

const read = (text: string) => readJson(Buffer.from(text));
const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);

describe("a JSON body", () => {
  it("is read as it was written, emoji and all", () => {
    expect(read('{"a":[1,null,"🧭\\u202e"]}')).toEqual({ a: [1, null, "🧭\u202e"] });
  });

  it.each([
    ["nothing", ""],
    ["half an object", '{"a":'],
    ["a key into prototypes", '{"__proto__":{"admin":true}}'],
    ["such a key further down", '{"a":[{"constructor":{"prototype":{}}}]}'],
    ["65 levels and more", nested(66)],
    ["a hundred thousand levels", nested(100_000)],
  ])("with %s is an invalid request", (_, text) => {
    expect(() => read(text)).toThrowError(expect.objectContaining({ code: "invalid_request" }));
  });

  it("that is no UTF-8 is an invalid request, not a text with holes", () => {
    expect(() => readJson(Buffer.from([0x22, 0xff, 0xfe, 0x22]))).toThrowError(
      expect.objectContaining({ code: "invalid_request" }),
    );
  });
});
