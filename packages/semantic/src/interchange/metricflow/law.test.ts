import { describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { coffeeShopYaml } from "../fixtures/coffee-shop.ts";
import { changed, pathsOf, said, valueAt } from "../fixtures/edits.ts";
import { subscriptionModelsYaml } from "../fixtures/subscriptions.ts";
import { importMetricFlow } from "./import.ts";

type Path = readonly (string | number)[];

const answer = (text: string): string => said(importMetricFlow([{ path: "project.yml", text }]));

/** The definition a path lies in, when the import notes that it is left out as a whole. */
const insideLeftOut = (text: string, path: Path, gone: ReadonlySet<string>): boolean =>
  path.some((_, index) => {
    const value = valueAt(text, path.slice(0, index));
    return typeof value === "object" && value !== null && "name" in value && gone.has(String(value.name));
  });

/** Mappings that say what is meant when nothing is said, so that taking them out changes nothing. */
const sayTheDefault = (value: unknown): boolean =>
  ['{"time_granularity":"day"}', '{"enabled":true}'].includes(JSON.stringify(value));

const leftOutIn = (text: string): Set<string> =>
  new Set(
    importMetricFlow([{ path: "project.yml", text }]).notes.flatMap(({ severity, subject }) =>
      severity === "left_out" && /^(metric|saved query) /.test(subject)
        ? [subject.replace(/^(metric|saved query) /, "")]
        : [],
    ),
  );

describe.each([
  ["a coffee shop in the legacy specification", coffeeShopYaml],
  ["subscriptions in the latest specification", subscriptionModelsYaml],
])("%s", (_, text) => {
  const before = answer(text);
  const gone = new Set([...leftOutIn(text), "stg_payments"]);
  const paths = pathsOf(parse(text)).filter((path) => !insideLeftOut(text, path, gone));

  it("has no part that could be taken out without a trace in what is carried or noted", () => {
    const parts = paths.filter((path) => {
      const value = valueAt(text, path);
      return typeof value === "object" && !sayTheDefault(value);
    });
    const silent = parts.filter((path) => {
      return answer(changed(text, path, null)) === before;
    });
    expect(silent.map((path) => path.join("."))).toEqual([]);
    expect(parts.length).toBeGreaterThan(30);
  });

  it("has no value that could be another without a trace in what is carried or noted", () => {
    const silent = paths.filter((path) => {
      if (typeof valueAt(text, path) === "object") return false;
      return answer(changed(text, path, `changed ${String(valueAt(text, path))}`)) === before;
    });
    expect(silent.map((path) => path.join("."))).toEqual([]);
  });

  it("notes every key that means nothing to it, wherever it stands", () => {
    const records = [[], ...paths].filter((path) => {
      if (insideLeftOut(text, [...path, ""], gone)) return false;
      const value = valueAt(text, path);
      return typeof value === "object" && value !== null && !Array.isArray(value);
    });
    const edited = parse(text) as Record<string, unknown>;
    for (const [index, path] of records.entries()) {
      let holder = edited;
      for (const step of path) holder = holder[step] as Record<string, unknown>;
      holder[`strange_${index}`] = { deep: [1, 2] };
    }
    const told = answer(stringify(edited));
    const silent = records.filter((_, index) => !told.includes(`strange_${index}\``));
    expect(silent.map((path) => path.join("."))).toEqual([]);
    expect(records.length).toBeGreaterThan(30);
  });
});
