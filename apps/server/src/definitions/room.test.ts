import { beforeEach, describe, expect, it } from "vitest";
import { type Feed, openFeed } from "../feed/feed.ts";
import { openDrifts } from "../store/drift.ts";
import { openStore, type Store } from "../store/store.ts";
import type { WorkspaceFile } from "./definitions.ts";
import { type DefinitionRoom, openDefinitions } from "./room.ts";

let now: number;
let store: Store;
let feed: Feed;
let room: DefinitionRoom;

beforeEach(async () => {
  now = 1_000;
  store = await openStore("sqlite::memory:");
  feed = await openFeed(store, () => now);
  room = await openDefinitions(store, feed, () => now, await openDrifts(store));
  return () => store.close();
});

const base = `# The shop – kept to the letter
workspace: { id: shop, label: Shop }
people: [{ id: ada, label: Ada }]
datasets:
  - { id: orders, label: Orders, time: at, columns: { at: { type: datetime, nullable: false }, amount: { type: number } } }
`;
const metric = (label: string, expression: string) =>
  `metrics:\n  - { id: revenue, kind: simple, label: ${label}, unit: count, direction: up_is_good, dataset: orders, aggregation: sum, expression: ${expression} }\n`;
const files = (label = "Revenue", expression = "amount"): WorkspaceFile[] => [
  { path: "base.yaml", text: base },
  { path: "metrics.yaml", text: metric(label, expression) },
];
const version = () => room.state().versions.get("metric:revenue")?.version;
const folder = (given: WorkspaceFile[]) => room.takeFolder({ files: given, findings: [] });

describe("applying definitions", () => {
  it("puts them in force with version 1, tells the feed, and says which datasets are new", async () => {
    expect(() => room.state()).toThrowError(expect.objectContaining({ code: "overloaded" }));
    const { answer, changedDatasets } = await room.apply(files(), true, "Ada");
    expect(answer.applied).toBe(true);
    expect(answer.changes.find(({ id }) => id === "revenue")).toMatchObject({ change: "added", version: 1 });
    expect(changedDatasets).toEqual(["orders"]);
    expect(await feed.since(0)).toMatchObject([{ type: "applied", changes: answer.changes.length }]);
    expect(room.state().versions.get("metric:revenue")).toMatchObject({
      version: 1,
      history: [{ appliedAt: 1_000, by: "Ada" }],
    });
    expect(room.state().places.get("metric:revenue")).toMatchObject({ file: "metrics.yaml", line: 2 });
  });

  it("again changes nothing: no version, no fact, no revision", async () => {
    await room.apply(files(), true, "Ada");
    const { revision } = room.state();
    expect(await room.apply(files(), true, "Bob")).toMatchObject({
      answer: { changes: [], applied: true },
      changedDatasets: [],
    });
    expect(room.state().revision).toBe(revision);
    expect(feed.last()).toBe(1);
  });

  it("makes a new version of what means something else, and none of what is only called otherwise", async () => {
    await room.apply(files(), true, "Ada");
    now = 2_000;
    const cosmetic = await room.apply(files("Sales"), true, "Bob");
    expect(cosmetic.answer.changes).toMatchObject([{ id: "revenue", change: "cosmetic", version: 1 }]);
    expect(version()).toBe(1);
    expect(room.state().catalog.metrics.get("revenue")?.label).toBe("Sales");
    const semantic = await room.apply(files("Sales", "amount * 2"), true, "Bob");
    expect(semantic.answer.changes).toMatchObject([{ id: "revenue", change: "semantic", version: 2 }]);
    expect(semantic.changedDatasets).toEqual([]);
    expect(room.state().versions.get("metric:revenue")?.history).toMatchObject([
      { version: 2, appliedAt: 2_000, by: "Bob" },
      { version: 1, appliedAt: 1_000, by: "Ada" },
    ]);
  });

  it("counts on where a removed definition stopped", async () => {
    await room.apply(files(), true, "Ada");
    const without = [{ path: "base.yaml", text: base }];
    expect((await room.apply(without, true, "Ada")).answer.changes).toMatchObject([{ change: "removed", version: 1 }]);
    await room.apply(files(), true, "Ada");
    expect(version()).toBe(1);
    await room.apply(without, true, "Ada");
    await room.apply(files("Revenue", "amount + 1"), true, "Ada");
    expect(version()).toBe(2);
  });

  it("without pruning puts the given files over those in force", async () => {
    await room.apply(files(), true, "Ada");
    await room.apply([{ path: "metrics.yaml", text: metric("Sales", "amount") }], false, "Ada");
    expect((await room.export()).files.map(({ path }) => path)).toEqual(["base.yaml", "metrics.yaml"]);
    expect(room.state().catalog.metrics.get("revenue")?.label).toBe("Sales");
  });

  it("with an error changes nothing and gives every finding", async () => {
    await room.apply(files(), true, "Ada");
    const wrong = files("Revenue", "amont + 'x").concat({ path: "more.yaml", text: "kpis: [" });
    const error = await room
      .apply(wrong, true, "Ada")
      .catch((thrown: unknown) => thrown as { code: string; findings: { place?: { file: string } }[] });
    expect(error).toMatchObject({ code: "invalid_definitions" });
    const found = "findings" in error ? error.findings.map(({ place }) => place?.file) : [];
    expect(found).toEqual(expect.arrayContaining(["metrics.yaml", "more.yaml"]));
    expect((await room.export()).files).toEqual(files());
    expect(version()).toBe(1);
  });

  it("twice at once is one after the other", async () => {
    await Promise.all([1, 2, 3, 4].map((factor) => room.apply(files("Revenue", `amount * ${factor}`), true, "Ada")));
    expect(version()).toBe(4);
    expect(
      room
        .state()
        .versions.get("metric:revenue")
        ?.history.map((one) => one.version),
    ).toEqual([4, 3, 2, 1]);
  });

  it.each(["../x.yaml", "/etc/x.yaml", "a/../../x.yaml", "a\\b.yaml", "x.sh", "a//x.yaml", "./x.yaml", "x\0.yaml"])(
    "refuses a file at %j, which an export would write",
    async (path) => {
      const attempt = room.apply([...files(), { path, text: "" }], true, "Ada");
      await expect(attempt).rejects.toMatchObject({ code: "invalid_request" });
      await expect(room.plan([{ path, text: "" }], false)).rejects.toMatchObject({ code: "invalid_request" });
    },
  );
});

describe("planning", () => {
  it("says what applying would do, and does nothing", async () => {
    await room.apply(files(), true, "Ada");
    const plan = await room.plan(files("Revenue", "amount * 2"), true);
    expect(plan.changes).toMatchObject([{ type: "metric", id: "revenue", change: "semantic", version: 2 }]);
    expect(plan.changes[0]?.fields.length).toBeGreaterThan(0);
    expect(version()).toBe(1);
    expect(feed.last()).toBe(1);
  });

  it("of files with errors gives findings and no changes", async () => {
    const plan = await room.plan([{ path: "a.yaml", text: "metrics: [" }], true);
    expect(plan.changes).toEqual([]);
    expect(plan.findings.length).toBeGreaterThan(0);
  });
});

it("going back to an old meaning is a new version with the old hash, and leaves the history as it was", async () => {
  await room.apply(files("Revenue", "amount"), true, "Ada");
  await room.apply(files("Revenue", "amount * 2"), true, "Ada");
  const { answer } = await room.apply(files("Revenue", " amount "), true, "Ada");
  expect(answer.changes).toMatchObject([{ id: "revenue", change: "semantic", version: 3 }]);
  const history = room.state().versions.get("metric:revenue")?.history ?? [];
  expect(history.map((one) => one.version)).toEqual([3, 2, 1]);
  expect(history[0]?.hash).toBe(history[2]?.hash);
});

describe("the workspace folder", () => {
  it("is exported to the letter, comments and line ends included", async () => {
    const odd = files().concat({ path: "notes.yaml", text: "# nothing but a comment \r\n\r\n" });
    await folder(odd);
    expect((await room.export()).files).toEqual(odd);
  });

  it("is in force again after a restart, and an edit made over the API is not undone by it", async () => {
    await folder(files());
    await room.apply(files("Sales"), true, "Ada");
    const again = await openDefinitions(store, feed, () => now, await openDrifts(store));
    expect(again.state().catalog.metrics.get("revenue")?.label).toBe("Sales");
    await again.takeFolder({ files: files(), findings: [] });
    expect(again.state().catalog.metrics.get("revenue")?.label).toBe("Sales");
    await again.takeFolder({ files: files("Takings"), findings: [] });
    expect(again.state().catalog.metrics.get("revenue")?.label).toBe("Takings");
  });

  it("with errors leaves the last good definitions in force and shows the findings", async () => {
    await folder(files());
    const { answer } = await folder(files("Revenue", "nonsense("));
    expect(answer.applied).toBe(false);
    expect(room.state().catalog.metrics.get("revenue")).toBeDefined();
    expect(room.state().findings.some(({ severity }) => severity === "error")).toBe(true);
    await folder(files());
    expect(room.state().findings.some(({ severity }) => severity === "error")).toBe(false);
  });

  it("with errors and nothing before it is refused", async () => {
    await expect(folder(files("Revenue", "nonsense("))).rejects.toMatchObject({ code: "invalid_definitions" });
  });
});
