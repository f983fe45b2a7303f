import type { Finding } from "@sextant/model/problem/finding";
import { describe, expect, it } from "vitest";
import { grouped, subjectOf } from "./grouped.ts";

const finding = (severity: Finding["severity"], rule: string, file?: string, line = 1): Finding => ({
  rule,
  severity,
  message: "",
  hint: "",
  ...(file === undefined ? {} : { place: { file, line, column: 1, length: 1 } }),
});

describe("findings on their page", () => {
  it("stand worst first, then by file and line, those without a place last", () => {
    const groups = grouped([
      finding("info", "a"),
      finding("warning", "b", "z.yaml"),
      finding("warning", "c"),
      finding("warning", "d", "a.yaml", 9),
      finding("warning", "e", "a.yaml", 2),
      finding("error", "f", "z.yaml"),
    ]);
    expect(groups.map(({ severity, count }) => `${severity} ${count}`)).toEqual(["error 1", "warning 4", "info 1"]);
    expect(
      groups[1]?.files.map(({ file, blocks }) => [
        file,
        blocks
          .flat()
          .map(({ rule }) => rule)
          .join(),
      ]),
    ).toEqual([
      ["a.yaml", "e,d"],
      ["z.yaml", "b"],
      [null, "c"],
    ]);
  });

  it("of one line about one definition stand together", () => {
    const about = (subject: string, rule: string, line: number): Finding => ({
      ...finding("warning", rule, "kpis.yaml", line),
      subject,
    });
    const [group] = grouped([
      about("kpi a", "1", 3),
      about("kpi b", "2", 9),
      about("kpi a", "3", 3),
      about("kpi c", "4", 3),
    ]);
    expect(group?.files[0]?.blocks.map((block) => block.map(({ rule }) => rule).join())).toEqual(["1,3", "4", "2"]);
  });

  it("lead to the KPI or metric they are about, and to nothing else", () => {
    expect(subjectOf("kpi on_time_rate")).toEqual({ type: "kpi", id: "on_time_rate" });
    expect(subjectOf("dashboard operations")).toBeNull();
    expect(subjectOf("kpi <b>x</b> y")).toBeNull();
    expect(subjectOf(undefined)).toBeNull();
  });
});
