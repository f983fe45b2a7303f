import { Readable } from "node:stream";
import { Problem } from "@sextant/model/problem/problem";
import { describe, expect, it } from "vitest";
import { readRecords } from "./records.ts";

const limits = { line: 1_048_576, total: 1_048_576 };

const recordsOf = async (...chunks: Buffer[]): Promise<{ line: number; names: readonly string[]; who: unknown }[]> => {
  const records = [];
  for await (const record of readRecords(Readable.from(chunks), "csv", limits))
    records.push(
      record.ok
        ? { line: record.line, names: record.names, who: record.field("who") }
        : { line: record.line, names: [], who: record.reason },
    );
  return records;
};

const problemOf = (work: Promise<unknown>): Promise<Problem> =>
  work.then(
    () => expect.fail("a problem was expected"),
    (cause: unknown) => (cause instanceof Problem ? cause : expect.fail(String(cause))),
  );

describe("A CSV", () => {
  it("in another encoding than UTF-8 is refused near its line instead of landing other letters", async () => {
    const latin = Buffer.from("day,who\n2025-01-01,Anna\n2025-01-02,J\u00f6rg\n", "latin1");
    expect((await problemOf(recordsOf(latin))).message).toBe("It is not UTF-8 text near line 3.");
    expect((await problemOf(recordsOf(Buffer.from("who\nJ\u00f6", "utf8").subarray(0, -1)))).message).toContain(
      "line 2",
    );
  });

  it("is read though a letter lies across two chunks, and as UTF-16 that says so", async () => {
    const bytes = Buffer.from("who\nJ\u00f6rg\n");
    expect(await recordsOf(bytes.subarray(0, 6), bytes.subarray(6))).toMatchObject([{ who: "J\u00f6rg" }]);
    expect(await recordsOf(Buffer.from("\uFEFFwho\nJ\u00f6rg\n", "utf16le"))).toMatchObject([{ who: "J\u00f6rg" }]);
  });

  it("whose columns are separated by something else says so", async () => {
    const problem = await problemOf(recordsOf(Buffer.from("who;n\na;1\n")));
    expect(problem.message).toBe("The columns are separated by semicolons, not by commas.");
  });

  it("with a quote inside a field is the sender's to mend, and no fault of the server", async () => {
    const problem = await problemOf(recordsOf(Buffer.from('who,n\na"b",1\n')));
    expect(problem.code).toBe("invalid_request");
    expect(problem.message).toContain("line 2");
  });

  it("may have columns without a name, and names the one that is there twice", async () => {
    expect(await recordsOf(Buffer.from("who,,\na,1,2\n"))).toMatchObject([{ who: "a" }]);
    expect((await problemOf(recordsOf(Buffer.from("who,n, n\na,1,2\n")))).message).toContain('column "n" twice');
  });
});
