import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { architectureFaults } from "./architecture.ts";
import { readRepository } from "./source.ts";

const readme = "**Takes** x. **Gives** y. **Does not know** z.\n";

/** Faults of a small repository in which every folder has its README. */
function faultsOf(files: Record<string, string>): string[] {
  const paths = Object.keys(files).flatMap((path) => path.split("/").map((_, i, parts) => parts.slice(0, i).join("/")));
  const readmes = paths.filter(Boolean).map((folder) => [`${folder}/README.md`, readme] as const);
  return architectureFaults(new Map([...readmes, ...Object.entries(files)]));
}

const imports = (from: string, ...specifiers: string[]) =>
  faultsOf({ [from]: specifiers.map((specifier) => `import "${specifier}";\n`).join("") });

describe("this repository", () => {
  it("keeps the rules of the house", () => {
    expect(architectureFaults(readRepository(fileURLToPath(new URL("../", import.meta.url))))).toEqual([]);
  });
});

describe("an arrow", () => {
  it.each([
    ["packages/model/src/time/grain.ts", "@sextant/statistics/describe/mean"],
    ["packages/statistics/src/describe/mean.ts", "@sextant/model/time/grain"],
    ["packages/semantic/src/plan/plan.ts", "@sextant/server/warehouse/client"],
    ["packages/semantic/src/plan/plan.ts", "../../../model/src/time/grain.ts"],
    ["apps/web/src/pages/kpi/page.tsx", "@sextant/semantic/question"],
    ["apps/cli/src/main.ts", "@sextant/server/config"],
    ["apps/server/src/ask/answer.ts", "../evaluate/judge.ts"],
    ["apps/server/src/ask/answer.ts", "../http/routes.ts"],
    ["apps/server/src/store/records.ts", "../ask/answer.ts"],
    ["apps/server/src/feed/log.ts", "../clock/schedule.ts"],
    ["apps/server/src/http/routes.ts", "../mcp/tools.ts"],
    ["apps/server/src/http/routes.ts", "../main.ts"],
    ["apps/web/src/parts/KpiCard.tsx", "../data/client.ts"],
    ["apps/web/src/charts/draw/line.tsx", "../../data/client.ts"],
    ["apps/web/src/ui/Button.tsx", "../parts/KpiCard.tsx"],
    ["apps/web/src/parts/KpiCard.tsx", "../pages/kpi/page.tsx"],
    ["apps/web/src/pages/kpi/page.tsx", "../tree/page.tsx"],
    ["apps/web/src/charts/prepare/scale.ts", "react"],
    ["apps/web/src/charts/prepare/scale.ts", "../draw/line.tsx"],
  ])("from %s to %s is refused", (from, specifier) => {
    expect(imports(from, specifier)).toHaveLength(1);
    expect(faultsOf({ [from]: `import type { A } from "${specifier}";` })).toHaveLength(1);
    expect(faultsOf({ [from]: `export { a } from "${specifier}";` })).toHaveLength(1);
    expect(faultsOf({ [from]: `const a = await import("${specifier}");` })).toHaveLength(1);
  });

  it("that the plan allows is let through", () => {
    expect(
      imports("packages/semantic/src/plan/plan.ts", "@sextant/model/time/grain", "../check/check.ts", "yaml"),
    ).toEqual([]);
    expect(
      imports("apps/server/src/ask/answer.ts", "../warehouse/lane.ts", "@sextant/statistics/describe/mean"),
    ).toEqual([]);
    expect(imports("apps/server/src/http/routes.ts", "../ask/answer.ts", "../feed/log.ts", "fastify")).toEqual([]);
    expect(imports("apps/server/src/main.ts", "./http/routes.ts", "./ask/answer.ts", "./config.ts")).toEqual([]);
    expect(imports("apps/server/flows/first.test.ts", "../src/main.ts", "../../../tools/chromium.ts")).toEqual([]);
    expect(
      imports("apps/web/src/pages/kpi/page.tsx", "./chart.tsx", "../../parts/Card.tsx", "../../data/client.ts"),
    ).toEqual([]);
    expect(imports("apps/web/src/charts/draw/line.tsx", "../prepare/scale.ts", "react", "../../ui/Tip.tsx")).toEqual(
      [],
    );
  });
});

describe("a cycle", () => {
  const first = "packages/model/src/time/first.ts";
  const second = "packages/model/src/time/second.ts";

  it("of value imports is refused, through packages too", () => {
    const faults = faultsOf({
      [first]: 'import { b } from "./second.ts";',
      [second]: 'import { a } from "./first.ts";',
    });
    expect(faults).toEqual([`${first}: import cycle ${first} → ${second} → ${first}`]);
    expect(imports(first, "./first.ts")).toHaveLength(1);
  });

  it("closed by a type import or a lazy import is none", () => {
    expect(
      faultsOf({ [first]: 'import { b } from "./second.ts";', [second]: 'import type { A } from "./first.ts";' }),
    ).toEqual([]);
    expect(
      faultsOf({ [first]: 'import { b } from "./second.ts";', [second]: 'const a = import("./first.ts");' }),
    ).toEqual([]);
  });
});

describe("a file", () => {
  const path = "packages/model/src/time/grain.ts";
  const lines = (count: number) => "const a = 1;\n".repeat(count);

  it.each([
    ["401 lines", path, lines(401)],
    ["export *", path, 'export * from "zod";'],
    ["export * as", path, 'export * as z from "zod";'],
    ["chance in a pure package", path, "const a = Math.random();"],
    ["a clock in a pure package", path, "const a = Temporal.Now.instant();"],
    ["an exported function without a docstring", path, "export function a() {}"],
    ["an exported arrow function without a docstring", path, "// no docstring\nexport const a = () => 1;"],
    ["an import of a test", path, 'import "./grain.test.ts";'],
    ["an import of a fixture", path, 'import "./grain.fixture.ts";'],
    ["the environment outside config.ts", "apps/server/src/ask/answer.ts", "const a = process.env.HOME;"],
    ["an imported environment", "apps/server/src/ask/answer.ts", 'import { env } from "node:process";'],
    ["a place outside the plan", "apps/server/src/anything/else.ts", ""],
    ["a second main of the server", "apps/server/src/app.ts", ""],
    ["the name types.ts", "packages/model/src/time/types.ts", ""],
    ["a folder utils", "packages/model/src/utils/time.ts", ""],
  ])("with %s is refused", (_, where, text) => {
    expect(faultsOf({ [where]: text })).toHaveLength(1);
  });

  it("within the rules is let through", () => {
    expect(faultsOf({ [path]: lines(400) })).toEqual([]);
    expect(faultsOf({ "packages/semantic/src/golden/months.ts": lines(900) })).toEqual([]);
    expect(faultsOf({ "packages/model/src/problem/catalogue.ts": lines(900) })).toEqual([]);
    expect(
      faultsOf({ [path]: "/** One. */\nexport function a() {}\n\n/** Two. */\nexport const b = () => 1;" }),
    ).toEqual([]);
    expect(faultsOf({ "packages/model/src/time/grain.test.ts": "const a = Math.random();" })).toEqual([]);
    expect(imports("packages/model/src/time/grain.test.ts", "./grain.fixture.ts")).toEqual([]);
    expect(faultsOf({ "apps/server/src/config.ts": "const a = process.env.HOME;" })).toEqual([]);
  });

  it("that does not parse is an error, not a pass", () => {
    expect(() => faultsOf({ [path]: "export const = 1;" })).toThrow(path);
  });
});

describe("a source folder", () => {
  it("without a README, or with a long one, is refused", () => {
    const path = "packages/model/src/time/grain.ts";
    expect(architectureFaults(new Map([[path, ""]]))).toHaveLength(2);
    expect(faultsOf({ [path]: "", "packages/model/src/time/README.md": "line\n".repeat(16) })).toHaveLength(1);
    expect(faultsOf({ [path]: "", "packages/model/src/time/README.md": "line\n".repeat(15) })).toEqual([]);
  });
});
