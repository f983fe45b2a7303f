import { describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { coffeeShopYaml } from "../fixtures/coffee-shop.ts";
import { subscriptionModelsYaml } from "../fixtures/subscriptions.ts";
import { importMetricFlow } from "./import.ts";

type Path = readonly (string | number)[];

/** All that an import says, without the places, which move with every edit. */
const said = (text: string): string => {
  const { files, notes } = importMetricFlow([{ path: "project.yml", text }]);
  return JSON.stringify([
    files,
    notes.map(({ severity, subject, message }) => `${severity} ${subject} ${message}`).sort(),
  ]);
};

const pathsOf = (value: unknown, path: Path = []): Path[] => {
  if (typeof value !== "object" || value === null) return [];
  const keys = Array.isArray(value) ? value.keys() : Object.keys(value);
  return [...keys].flatMap((key) => [
    [...path, key],
    ...pathsOf((value as Record<string | number, unknown>)[key], [...path, key]),
  ]);
};

const changed = (
  text: string,
  path: Path,
  change: (holder: Record<string | number, unknown>, key: string | number) => void,
) => {
  const copy: unknown = parse(text);
  let holder = copy as Record<string | number, unknown>;
  for (const step of path.slice(0, -1)) holder = holder[step] as Record<string | number, unknown>;
  change(holder, path.at(-1) ?? "");
  return stringify(copy);
};

const valueAt = (text: string, path: Path): unknown => {
  let value: unknown = parse(text);
  for (const step of path) value = (value as Record<string | number, unknown>)[step];
  return value;
};

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
  const before = said(text);
  const gone = new Set([...leftOutIn(text), "stg_payments"]);
  const paths = pathsOf(parse(text)).filter((path) => !insideLeftOut(text, path, gone));

  it("has no part that could be taken out without a trace in what is carried or noted", () => {
    const parts = paths.filter((path) => {
      const value = valueAt(text, path);
      return typeof value === "object" && !sayTheDefault(value);
    });
    const silent = parts.filter((path) => {
      const edited = changed(text, path, (holder, last) => {
        if (Array.isArray(holder)) holder.splice(Number(last), 1);
        else delete holder[last];
      });
      return said(edited) === before;
    });
    expect(silent.map((path) => path.join("."))).toEqual([]);
    expect(parts.length).toBeGreaterThan(30);
  });

  it("has no value that could be another without a trace in what is carried or noted", () => {
    const silent = paths.filter((path) => {
      if (typeof valueAt(text, path) === "object") return false;
      const edited = changed(text, path, (holder, last) => {
        holder[last] = `changed ${String(holder[last])}`;
      });
      return said(edited) === before;
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
    const answer = said(stringify(edited));
    const silent = records.filter((_, index) => !answer.includes(`strange_${index}\``));
    expect(silent.map((path) => path.join("."))).toEqual([]);
    expect(records.length).toBeGreaterThan(30);
  });
});
