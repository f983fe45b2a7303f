import { describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { bikeHireYaml } from "../fixtures/bike-hire.ts";
import { changed, pathsOf, said, valueAt } from "../fixtures/edits.ts";
import { importOssie } from "./import.ts";

const answer = (text: string): string => said(importOssie({ path: "model.yaml", text }));

/** What is left out as a whole, with one note: what stands inside needs no trace of its own. */
const whole = [
  "datasets.0.fields.7",
  "datasets.0.custom_extensions.0",
  "datasets.1",
  "relationships.0",
  "metrics.0.ai_context.examples",
  "metrics.7",
  "metrics.8",
  "metrics.9",
  "custom_extensions.0",
].map((path) => `semantic_model.0.${path}.`);

const insideGone = (path: readonly (string | number)[]): boolean =>
  whole.some((prefix) => path.join(".").startsWith(prefix));

describe("a document of another tool", () => {
  const before = answer(bikeHireYaml);
  const paths = pathsOf(parse(bikeHireYaml)).filter((path) => !insideGone(path));

  it("has no part that could be taken out without a trace in what is carried or noted", () => {
    const silent = paths.filter((path) => answer(changed(bikeHireYaml, path, null)) === before);
    expect(silent.map((path) => path.join("."))).toEqual([]);
    expect(paths.length).toBeGreaterThan(100);
  });

  it("has no value that could be another without a trace in what is carried or noted", () => {
    const silent = paths.filter((path) => {
      const value = valueAt(bikeHireYaml, path);
      return (
        typeof value !== "object" && answer(changed(bikeHireYaml, path, `changed ${JSON.stringify(value)}`)) === before
      );
    });
    expect(silent.map((path) => path.join("."))).toEqual([]);
  });

  it("notes every key that means nothing to it, wherever it stands", () => {
    const edited = parse(bikeHireYaml) as Record<string, unknown>;
    const records = [[], ...paths].filter((path) => {
      const value = valueAt(bikeHireYaml, path);
      return typeof value === "object" && value !== null && !Array.isArray(value) && !insideGone([...path, ""]);
    });
    for (const [index, path] of records.entries()) {
      let holder = edited;
      for (const step of path) holder = holder[step] as Record<string, unknown>;
      holder[`strange_${index}`] = true;
    }
    const text = answer(stringify(edited));
    const silent = records.filter((_, index) => !new RegExp(`strange_${index}\\b`).test(text));
    expect(silent.map((path) => path.join("."))).toEqual([]);
  });
});
