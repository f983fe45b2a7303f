import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { discard, type Flow, setUpOwner, shop, startFlow } from "./server.fixture.ts";

const team = ["ada", "bo", "cy", "di", "ed", "fa"];

const kpi = (id: string): string =>
  `  - ${JSON.stringify({
    ...{
      id: `calls_${id}`,
      metric: `calls_${id}`,
      label: `Calls of ${id}`,
      owner: id,
      level: "person",
      grain: "month",
    },
    ...{ objective: "It matters.", cadence: "monthly", timing: "leading", target: { value: 120 } },
    ...{ thresholds: { green: ">= 120", red: "< 120" }, action_when_red: `Call before nine, ${id}.` },
    ...{ cannot_be_gamed_because: "Nobody gains by it." },
  })}\n`;

const files: Record<string, string> = {
  ...shop,
  "workspace.yaml": `workspace: { id: shop, label: Shop }
calendar: { time_zone: Europe/Berlin }
org_units:
  - { id: house, label: House, level: company }
  - { id: five, label: Five, level: team, parent: house }
people:
${team.map((id) => `  - { id: ${id}, label: ${id}, email: ${id}@example.org, org_unit: ${id === "fa" ? "house" : "five"} }`).join("\n")}
`,
  "calls.yaml": `datasets:
  - id: calls
    label: Calls
    source: { file: calls.csv }
    time: day
    stale_after: 900d
    columns:
      day: { type: date, nullable: false }
      who: { type: string }
      count: { type: number }
metrics:
${team.map((id) => `  - { id: calls_${id}, kind: simple, label: Calls, unit: count, direction: up_is_good, dataset: calls, aggregation: sum, expression: count, where: "who = '${id}'" }`).join("\n")}
kpis:
${team.map(kpi).join("")}`,
  "calls.csv": `day,who,count\n${team.map((id, place) => `2026-02-0${place + 1},${id},${100 + place}`).join("\n")}\n2026-03-27,ada,1\n`,
};

let flow: Flow;
let clock = Date.parse("2026-03-27T10:00:00Z");
const browsers: Record<string, Record<string, string>> = {};

let cookieName = "";
const password = "correct horse battery";

const signIn = async (person: string): Promise<void> => {
  const { access } = flow.running;
  const account = (await access.accounts()).find(({ email }) => email === `${person}@example.org`);
  const { secret, csrf } = await access.sessions.start(account?.id ?? "");
  browsers[person] = { cookie: `${cookieName}=${secret}`, "x-csrf-token": csrf };
};

/** Lets time pass; a session does not last for days, so everybody signs in again. */
const goTo = async (instant: number): Promise<void> => {
  clock = instant;
  await signIn("ada");
  await signIn("bo");
};
const as = (person: string): { headers: Record<string, string> } => ({ headers: browsers[person] ?? {} });
const status = async (path: string, person: string, body?: unknown): Promise<number> => {
  const sent = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
  const headers = { ...(body === undefined ? {} : { "content-type": "application/json" }), ...browsers[person] };
  return (await flow.fetch(path, { headers, ...sent })).status;
};

beforeAll(async () => {
  flow = await startFlow({ files, now: () => clock });
  await flow.running.clock.refresh();
  const { cookie, csrf } = await setUpOwner(flow);
  cookieName = cookie.split("=")[0] ?? "";
  browsers.ada = { cookie, "x-csrf-token": csrf };
  const account = { name: "bo", email: "bo@example.org", password, role: "viewer" };
  await flow.call("createAccount", { body: account, headers: browsers.ada });
  await signIn("bo");
}, 60_000);
afterAll(() => discard(flow));

describe("a habit", () => {
  const daily = {
    ...{ title: "Call one customer", cue: "After the first coffee", kpi: "calls_ada", lag: 1, grace: 1 },
    cadence: { type: "weekdays", days: ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] },
  };

  it("is begun, done by one tap a day through the change of the clock, and its owner's alone", async () => {
    const habit = await flow.call("beginHabit", { body: daily, ...as("ada") });
    expect(habit).toMatchObject({ owner: "ada", today: "2026-03-27", due: true, done: false });
    for (const [at, today] of [
      ["2026-03-27T10:00:00Z", "2026-03-27"],
      ["2026-03-28T22:30:00Z", "2026-03-28"],
      ["2026-03-28T23:30:00Z", "2026-03-29"],
      ["2026-03-29T22:30:00Z", "2026-03-30"],
    ] as const) {
      await goTo(Date.parse(at));
      const done = await flow.call("checkIn", { params: { id: habit.id }, body: {}, ...as("ada") });
      expect(done).toMatchObject({ today, done: true, due: false });
    }
    const again = await flow.call("checkIn", { params: { id: habit.id }, body: {}, ...as("ada") });
    expect(again.streak).toEqual({ length: 4, longest: 4, unit: "days", graceLeft: 1 });
    expect(await status(`/v1/habits/${habit.id}`, "bo")).toBe(404);
    expect(await status(`/v1/habits/${habit.id}/check-ins`, "bo", {})).toBe(404);
    expect((await flow.call("habits", as("bo"))).habits).toEqual([]);
  });

  it("is done where a traveller is, and not in the future nor long ago", async () => {
    const [habit] = (await flow.call("habits", as("ada"))).habits;
    const id = habit?.id ?? "";
    await goTo(Date.parse("2026-03-30T12:30:00Z"));
    const there = await flow.call("checkIn", { params: { id }, body: { time_zone: "Pacific/Auckland" }, ...as("ada") });
    expect(there).toMatchObject({ today: "2026-03-31", done: true, streak: { length: 5 } });
    expect(await status(`/v1/habits/${id}/check-ins`, "ada", { day: "2026-04-02" })).toBe(400);
    expect(await status(`/v1/habits/${id}/check-ins`, "ada", { day: "2026-03-01" })).toBe(400);
    expect(await status(`/v1/habits/${id}/check-ins`, "ada", { time_zone: "Mars/Base" })).toBe(400);
  });

  it("cannot say yet whether it leads its KPI, and claims none its owner may not see", async () => {
    const [habit] = (await flow.call("habits", as("ada"))).habits;
    const page = await flow.call("habit", { params: { id: habit?.id ?? "" }, ...as("ada") });
    expect(page.lead).toMatchObject({ outcome: "cannot_tell", effect: null });
    expect(page.days).toHaveLength(5);
    expect(await status("/v1/habits", "bo", daily)).toBe(404);
  });

  it("is done by a link in a message, once, for two days, by anybody who has it", async () => {
    const body = { ...daily, title: "Write it down" };
    const { id } = await flow.call("beginHabit", { body, ...as("ada") });
    const link = await flow.call("checkInLink", { params: { id }, ...as("ada") });
    const late = await flow.call("checkInLink", { params: { id }, ...as("ada") });
    const secretOf = ({ path }: { path: string }): string => path.split("=")[1] ?? "";
    const done = await flow.call("checkInByLink", { body: { secret: secretOf(link) } });
    expect(done).toMatchObject({ title: "Write it down" });
    expect(await status("/v1/check-ins", "nobody", { secret: secretOf(link) })).toBe(404);
    await goTo(clock + 3 * 86_400_000);
    expect(await status("/v1/check-ins", "nobody", { secret: secretOf(late) })).toBe(404);
    expect(await status("/v1/check-ins", "nobody", { secret: "x".repeat(32) })).toBe(404);
  });

  it("leaves a fact when it is time to be reminded, once a day, which its owner alone hears", async () => {
    const body = { ...daily, title: "Stretch", remind_at: "08:30" };
    await flow.call("beginHabit", { body: { ...body, kpi: undefined }, ...as("bo") });
    await goTo(Date.parse("2026-04-03T06:00:00Z"));
    const heard: unknown[] = [];
    const stop = flow.running.feed.subscribe((event) => event.type === "personal" && heard.push(event));
    await flow.running.clock.refresh();
    expect(heard.filter((event) => (event as { what: string }).what === "due")).toEqual([]);
    await goTo(Date.parse("2026-04-03T06:40:00Z"));
    await flow.running.clock.refresh();
    await flow.running.clock.refresh();
    stop();
    expect(heard).toMatchObject([{ person: "bo", what: "due" }]);
  });
});

describe("a day", () => {
  it("has a plan with reasons, whose lines are taken on, carried over and done", async () => {
    await goTo(Date.parse("2026-04-07T08:00:00Z"));
    const bet = {
      kpi: "calls_ada",
      title: "Call back everybody",
      owner: "ada",
      due: "2026-04-06",
      expected: { direction: "up" },
    };
    await flow.call("intervene", { body: bet, ...as("ada") });
    const monday = await flow.call("me", as("ada"));
    expect(monday.plan.day).toBe("2026-04-07");
    expect(monday.overdue).toMatchObject([{ title: "Call back everybody" }]);
    expect(monday.plan.lines.map(({ kind }) => kind).sort()).toEqual(["action", "habit", "habit", "intervention"]);
    const line = monday.plan.lines.find(({ kind }) => kind === "intervention");
    expect(line?.reason).toMatch(/Calls of ada is red · a bet of yours · 1 days overdue · 2 h/);
    await flow.call("changePlan", { body: { key: line?.key, state: "deferred" }, ...as("ada") });
    await goTo(clock + 86_400_000);
    const tuesday = await flow.call("me", as("ada"));
    expect(tuesday.plan.lines[0]).toMatchObject({ key: line?.key, carried: 1, state: "proposed" });
    expect(await status("/v1/me/plan", "ada", { key: "habit:ghost", state: "done" })).toBe(404);
    expect((await flow.call("me", as("bo"))).plan.lines.map(({ title }) => title)).not.toContain("Call back everybody");
  });

  it("shows what changed until its owner has looked, and belongs to no token", async () => {
    expect((await flow.call("me", as("ada"))).kpis[0]).toMatchObject({ id: "calls_ada", changed: true });
    await flow.call("looked", as("ada"));
    expect((await flow.call("me", as("ada"))).kpis[0]).toMatchObject({ id: "calls_ada", changed: false });
    const ci = (await flow.running.access.tokens.issue("ci", "editor")).secret;
    expect((await flow.fetch("/v1/me", { as: ci })).status).toBe(404);
  });
});

describe("aggregates over people", () => {
  it("leave out the unit whose difference to the whole is one person, and are never computed twice", async () => {
    const { cohort, aggregates } = await flow.call("aggregates", as("bo"));
    expect(cohort).toBe(5);
    expect(aggregates).toMatchObject([
      { label: "Calls", periodKey: "2026-02", shown: [{ orgUnit: "house", people: 6, mean: 102.5 }] },
    ]);
    expect(aggregates[0]?.shown).toHaveLength(1);
    const moved = (files["workspace.yaml"] ?? "").replace("org_unit: house }", "org_unit: five }");
    const local = flow.running.access.tokens.localSecret;
    const body = {
      files: [{ path: "workspace.yaml", text: moved.replace("id: cy, label: cy", "id: cy, label: Cy") }],
      prune: false,
    };
    await flow.call("applyDefinitions", { body, as: local });
    expect((await flow.call("aggregates", as("bo"))).aggregates).toEqual(aggregates);
  });
});
