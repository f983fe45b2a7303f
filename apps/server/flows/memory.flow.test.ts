import { expect, it } from "vitest";
import { discard, type Flow, startFlow } from "./server.fixture.ts";

const shopping: Record<string, string> = {
  "all.yaml": `workspace: { id: kiosk, label: Kiosk }
calendar: { time_zone: America/New_York }
people:
  - { id: ada, label: Ada }
datasets:
  - { id: sales, label: Sales, time: at, columns: { at: { type: datetime, nullable: false }, amount: { type: integer } }, stale_after: 2d }
metrics:
  - { id: turnover, kind: simple, label: Turnover, unit: count, direction: up_is_good, dataset: sales, aggregation: sum, expression: amount }
kpis:
  - id: turnover
    metric: turnover
    objective: It pays the rent.
    owner: ada
    grain: day
    window: 2
    cadence: daily
    timing: lagging
    thresholds: { green: ">= 100", yellow: "80 <= x < 100", red: "< 80" }
    status: { hysteresis: 5 }
    action_when_red: Open later.
    cannot_be_gamed_because: The till counts.
dashboards:
  - { id: kiosk, label: Kiosk, grain: day, kpis: [turnover] }
`,
};

it("a status remembers its band across days, local midnights and a restart, and forgets it with another meaning", async () => {
  const hour = 3_600_000;
  let now = Date.parse("2024-03-09T12:00:00-05:00");
  const clock = () => now;
  let flow: Flow = await startFlow({ files: shopping, now: clock });
  const sell = async (at: string, amount: number) => {
    const body = `at,amount\n${at},${amount}\n`;
    const reply = await flow.fetch("/v1/ingest/sales", {
      method: "POST",
      headers: { "content-type": "text/csv" },
      body,
    });
    expect(reply.status).toBe(202);
  };
  const standing = async () => {
    const { tiles } = await flow.call("dashboard", { params: { id: "kiosk" } });
    const { latest, standing: found } = tiles[0] ?? {};
    return [latest?.periodKey, latest?.value, found?.status];
  };
  const kept = async () => {
    for (let attempt = 0; attempt < 100; attempt += 1) {
      const { entries } = await flow.call("dictionary");
      const [day, , status] = await standing();
      const known = entries.find((one) => one.id === "turnover" && one.type === "kpi")?.standing;
      if (known?.periodKey === day && known?.status === status) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error("The standing was not kept.");
  };
  await sell("2024-03-08T12:00:00-05:00", 101);
  await sell("2024-03-09T12:00:00-05:00", 97);
  expect(await standing()).toEqual(["2024-03-08", 101, "green"]);
  await kept();
  // 10 March has 23 hours: it begins at 05:00Z and ends at 04:00Z.
  now = Date.parse("2024-03-10T04:59:59Z");
  expect((await standing())[0]).toBe("2024-03-08");
  now += hour;
  await sell("2024-03-10T00:30:00-05:00", 96);
  expect(await standing()).toEqual(["2024-03-09", 97, "green"]);
  await kept();
  now = Date.parse("2024-03-11T04:30:00Z");
  await sell("2024-03-11T00:10:00-04:00", 1);
  expect(await standing()).toEqual(["2024-03-10", 96, "green"]);
  await kept();
  const { folder } = flow;
  await flow.stop();
  flow = await startFlow({ folder, now: clock });
  expect(await standing()).toEqual(["2024-03-10", 96, "green"]);
  now = Date.parse("2024-03-12T04:30:00Z");
  await sell("2024-03-11T09:10:00-04:00", 94);
  await sell("2024-03-12T00:10:00-04:00", 1);
  // 8 and 9 March, the days that were green by themselves, are out of the window: only the memory knows of them.
  expect(await standing()).toEqual(["2024-03-11", 95, "green"]);
  const stricter = { path: "all.yaml", text: (shopping["all.yaml"] ?? "").replace("hysteresis: 5", "hysteresis: 4") };
  await flow.call("applyDefinitions", { body: { files: [stricter] } });
  expect(await standing()).toEqual(["2024-03-11", 95, "yellow"]);
  await discard(flow);
});
