import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cookieOf, discard, type Flow, setUpOwner, shop, startFlow } from "./server.fixture.ts";

const hour = 3_600_000;
const day = 24 * hour;
/** Monday 2 March 2026, 08:00 in Berlin: an hour before the review. */
const monday = Date.UTC(2026, 2, 2, 7);
let clock = monday;

const { "workspace.yaml": _, ...rest } = shop;
/** The shop without a pinned clock, with two KPIs and a review of them every Monday at nine. */
const files = {
  ...rest,
  "workspace.yaml": `workspace: { id: shop, label: Corner shop }
calendar: { time_zone: Europe/Berlin }
people:
  - { id: ada, label: Ada, email: ada@example.org }
  - { id: bo, label: Bo }
`,
  "more.yaml": `kpis:
  - id: footfall
    metric: visitors
    objective: Who does not come in buys nothing.
    owner: bo
    grain: month
    cadence: monthly
    timing: leading
    target: { value: 15, provenance: Plan }
    thresholds: { green: ">= 15", red: "< 15" }
    action_when_red: Put the board outside.
    cannot_be_gamed_because: The door counts by itself.
`,
  "visits.csv": "day,visitors\n2026-01-05,10\n2026-02-03,20\n2026-03-01,1\n",
  "reviews.yaml": `reviews:
  - { id: weekly, label: Shop weekly, kpis: [footfall, revenue], cadence: weekly, starts: 2026-02-23, participants: [ada, bo], presenter: ada }
`,
};

let flow: Flow;
let owner: Record<string, string>;
let second: string;

beforeAll(async () => {
  flow = await startFlow({ files, now: () => clock });
  const { cookie, csrf } = await setUpOwner(flow);
  owner = { cookie, "x-csrf-token": csrf };
  second = (await flow.running.access.tokens.issue("second", "editor")).secret;
  const rows = [
    { ordered_at: "2026-01-10T10:00:00", amount: 40, channel: "web" },
    { ordered_at: "2026-01-11T10:00:00", amount: 60, channel: "till" },
    { ordered_at: "2026-02-10T10:00:00", amount: 10, channel: "web" },
    { ordered_at: "2026-02-11T10:00:00", amount: 20, channel: "till" },
    { ordered_at: "2026-03-01T10:00:00", amount: 1, channel: "till" },
  ];
  const body = rows.map((row) => JSON.stringify(row)).join("\n");
  const headers = { "content-type": "application/x-ndjson" };
  await flow.fetch("/v1/ingest/orders", { method: "POST", headers, body, as: second });
  await flow.running.clock.idle();
});
afterAll(() => discard(flow));

const send = async (method: string, path: string, body: unknown, as?: string) => {
  const headers = { "content-type": "application/json", ...(as === undefined ? owner : {}) };
  const reply = await flow.fetch(path, {
    ...{ method, headers, body: JSON.stringify(body) },
    ...(as === undefined ? {} : { as }),
  });
  return { status: reply.status, answer: (await reply.json()) as Record<string, unknown> };
};

/** A session ends after twelve hours without use, and the clock of this test takes leaps. */
const signInAgain = async (): Promise<void> => {
  const body = JSON.stringify({ email: "ada@example.org", password: "correct horse battery" });
  const headers = { "content-type": "application/json", origin: flow.url };
  const reply = await flow.fetch("/v1/session", { method: "POST", headers, body });
  const { csrfToken } = (await reply.json()) as { csrfToken: string };
  owner = { cookie: cookieOf(reply), "x-csrf-token": csrfToken };
};

const list = () => flow.call("reviews", { headers: owner });
const note = (id: string, body: object, as?: string) => send("PUT", `/v1/reviews/${id}/notes`, body, as);
const minutes = async (id: string, form: string): Promise<Buffer> => {
  const reply = await flow.fetch(`/v1/reviews/${id}/minutes?form=${form}`, { headers: owner });
  expect(reply.status).toBe(200);
  return Buffer.from(await reply.arrayBuffer());
};
/** Ten thousand characters with Hebrew, Arabic, emoji joined and tinted, and what a markup would eat. */
const long = "מבצע (50%) עכשיו مرحبا \u{1F389} \u{1F469}\u{1F3FD}\u200D\u{1F52C} <b>*x*</b> | ` \n"
  .repeat(240)
  .slice(0, 10_000);

let review: string;

describe("a series", () => {
  it("owes the date that was missed, and says so until it is held", async () => {
    const { series } = await list();
    expect(series).toMatchObject([
      { id: "weekly", state: "overdue", owes: "2026-02-23", nextDay: "2026-03-02", presenter: "Ada", open: null },
    ]);
    clock = monday + 2 * hour;
    expect((await list()).series).toMatchObject([{ state: "due", owes: "2026-03-02", nextDay: "2026-03-09" }]);
  });

  it("refuses a definition of nothing, and of what is not there", async () => {
    const text = `reviews: [{ id: bad, label: Bad, cadence: weekly, presenter: eve }]`;
    const { answer } = await send("POST", "/v1/definitions/plan", {
      files: [{ path: "bad.yaml", text }],
      prune: false,
    });
    const found = (answer.findings as { rule: string }[]).map(({ rule }) => rule);
    expect(found).toEqual(expect.arrayContaining(["review/subject", "reference/unknown"]));
  });
});

describe("a review", () => {
  it("opens with the worst KPI first and with why, once for two who open it", async () => {
    const heard: unknown[] = [];
    const stop = flow.running.feed.subscribe((event) => heard.push(event));
    const opened = await flow.call("openReview", { body: { series: "weekly" }, headers: owner });
    const again = await flow.call("openReview", { body: { series: "weekly" }, as: second });
    stop();
    review = opened.id;
    expect(again.id).toBe(review);
    expect(opened).toMatchObject({ day: "2026-03-02", state: "open", position: "revenue", presenter: "ada" });
    expect(opened.agenda.map(({ kpi, status }) => [kpi, status])).toEqual([
      ["revenue", "red"],
      ["footfall", "green"],
    ]);
    expect(opened.agenda[0]?.reasons[0]).toBe("red");
    expect(heard).toMatchObject([{ type: "reviewed", what: "opened", position: "revenue" }]);
    expect((await list()).series).toMatchObject([{ state: "open", open: review }]);
  });

  it("says what moved a KPI, slice by slice, to the last digit", async () => {
    const fields = await flow.call("reviewKpi", { params: { id: review, kpi: "revenue" }, headers: owner });
    expect(fields).toMatchObject({ demoted: false, value: { status: "red", value: 30, target: 100, change: -70 } });
    // From 100 to 30: the till lost 40 of it, the web 30.
    expect(fields.moved.slices).toMatchObject([
      {
        dimension: "channel",
        change: -70,
        slices: [
          { name: "till", contribution: -40 },
          { name: "web", contribution: -30 },
        ],
      },
    ]);
    expect(fields.trend.months.filter(({ current }) => !current).map(({ value }) => value)).toEqual(
      expect.arrayContaining([100, 30]),
    );
    expect(fields.receipt?.sql).toContain("SELECT");
  });

  it("moves everybody to the same KPI, told by the feed, and to none that is not on the agenda", async () => {
    const heard: unknown[] = [];
    const stop = flow.running.feed.subscribe((event) => heard.push(event));
    const body = { position: "footfall" };
    const moved = await flow.call("changeReview", { params: { id: review }, body, headers: owner });
    stop();
    expect(moved.position).toBe("footfall");
    expect(heard).toMatchObject([{ type: "reviewed", review, what: "moved", position: "footfall" }]);
    expect((await send("PATCH", `/v1/reviews/${review}`, { position: "ghost" })).status).toBe(400);
  });

  it("keeps the first of two notes written to the same field, and refuses the second without losing either", async () => {
    const field = { kpi: "revenue", field: "moved" };
    expect((await note(review, { ...field, text: "The till was broken.", revision: 0 })).status).toBe(200);
    const late = await note(review, { ...field, text: "It rained.", revision: 0 }, second);
    expect(late).toMatchObject({ status: 409, answer: { code: "conflict" } });
    const { notes } = await flow.call("review", { params: { id: review }, headers: owner });
    expect(notes).toMatchObject([{ text: "The till was broken.", revision: 1, by: "Ada" }]);
    const both = await note(review, { ...field, text: "The till was broken. It rained.", revision: 1 }, second);
    expect(both).toMatchObject({ status: 200, answer: { revision: 2, by: "second" } });
    expect((await note(review, { ...field, text: "x".repeat(10_001), revision: 2 })).status).toBe(400);
  });
});

describe("an expectation", () => {
  it("is kept before the value is known, without a name for others, and once", async () => {
    const claim = { type: "direction", direction: "up" };
    const body = { kpi: "revenue", claim, confidence: 0.8, review };
    const made = await flow.call("expect", { body, headers: owner });
    expect(made).toMatchObject({ periodKey: "2026-03", base: 30, cameTrueBefore: false, mine: true, score: null });
    expect((await send("POST", "/v1/expectations", body)).status).toBe(409);
    const { expectations } = await flow.call("expectations", { query: "?kpi=revenue", as: second });
    expect(expectations).toMatchObject([{ mine: false }]);
    expect(JSON.stringify(expectations)).not.toContain("Ada");
    const range = { ...body, claim: { type: "range", low: 20, high: 40 }, confidence: 0.6 };
    expect(await flow.call("expect", { body: range, as: second })).toMatchObject({ cameTrueBefore: true });
  });

  it("is refused once the period is over, and says why", async () => {
    const body = { kpi: "revenue", claim: { type: "direction", direction: "up" }, confidence: 0.8, period: "2026-02" };
    const { status, answer } = await send("POST", "/v1/expectations", body);
    expect(status).toBe(409);
    expect(answer.detail).toContain("2026-02 is over");
    expect((await send("POST", "/v1/expectations", { ...body, period: "2026-W10" })).status).toBe(400);
    expect((await send("POST", "/v1/expectations", { ...body, period: "2027-01" })).status).toBe(400);
    const upside = { type: "range", low: 40, high: 20 };
    expect((await send("POST", "/v1/expectations", { ...body, claim: upside, period: "2026-04" })).status).toBe(400);
  });
});

describe("minutes", () => {
  it("hold ten thousand characters from right to left with emoji in every form", async () => {
    expect((await note(review, { kpi: null, field: "general", text: long, revision: 0 })).status).toBe(200);
    const markdown = (await minutes(review, "markdown")).toString();
    expect(markdown).toContain("The till was broken. It rained.");
    expect(markdown).toContain("\u{1F469}\u{1F3FD}\u200D\u{1F52C} \\<b\\>\\*x\\*\\</b\\> \\| \\`");
    const html = (await minutes(review, "html")).toString();
    expect(html).not.toContain("<b>");
    expect(html.split("&lt;b&gt;").length - 1).toBe(long.split("<b>").length - 1);
    expect((await minutes(review, "pdf")).subarray(0, 5).toString()).toBe("%PDF-");
    expect((await minutes(review, "pptx")).subarray(0, 2).toString()).toBe("PK");
  });

  it("keep a KPI that was demoted meanwhile, marked", async () => {
    const text = files["reviews.yaml"].replace("[footfall, revenue]", "[revenue]");
    const demote = {
      files: [
        { path: "more.yaml", text: "{}\n" },
        { path: "reviews.yaml", text },
      ],
      prune: true,
    };
    const kept = await flow.call("exportDefinitions", { headers: owner });
    const changed = new Map(demote.files.map((file) => [file.path, file.text]));
    const all = kept.files.map(({ path, text: before }) => ({ path, text: changed.get(path) ?? before }));
    await flow.call("applyDefinitions", { body: { files: all, prune: true }, headers: owner });
    const opened = await flow.call("review", { params: { id: review }, headers: owner });
    expect(opened.demoted).toEqual(["footfall"]);
    expect((await minutes(review, "markdown")).toString()).toContain("## Visitors (no KPI any more)");
  });

  it("are frozen when the review is closed, and the same bytes ever after", async () => {
    const closed = await flow.call("changeReview", { params: { id: review }, body: { close: true }, headers: owner });
    expect(closed).toMatchObject({ state: "closed", closedAt: clock });
    const forms = ["markdown", "html", "pdf", "pptx"];
    const first = await Promise.all(forms.map((form) => minutes(review, form)));
    clock += 8 * day;
    await signInAgain();
    const row = JSON.stringify({ ordered_at: "2026-02-20T10:00:00", amount: 500, channel: "web" });
    const headers = { "content-type": "application/x-ndjson" };
    await flow.fetch("/v1/ingest/orders", { method: "POST", headers, body: row, as: second });
    await flow.running.clock.idle();
    const again = await Promise.all(forms.map((form) => minutes(review, form)));
    for (const [index, form] of forms.entries())
      expect([form, again[index]?.equals(first[index] ?? Buffer.of())]).toEqual([form, true]);
    expect((await note(review, { kpi: null, field: "general", text: "late", revision: 1 })).status).toBe(409);
    expect((await send("PATCH", `/v1/reviews/${review}`, { position: "revenue" })).status).toBe(409);
  });
});

describe("the next review", () => {
  it("begins with what the last one left, and scores what was expected when the month has settled", async () => {
    const bet = { kpi: "revenue", title: "Second till", owner: "bo", due: "2026-03-05", expected: { direction: "up" } };
    await flow.call("intervene", { body: bet, headers: owner });
    clock = Date.UTC(2026, 3, 6, 8);
    await signInAgain();
    const row = JSON.stringify({ ordered_at: "2026-03-20T10:00:00", amount: 35, channel: "web" });
    const past = JSON.stringify({ ordered_at: "2026-04-02T10:00:00", amount: 1, channel: "web" });
    const headers = { "content-type": "application/x-ndjson" };
    await flow.fetch("/v1/ingest/orders", { method: "POST", headers, body: `${row}\n${past}`, as: second });
    await flow.running.clock.refresh();
    const next = await flow.call("openReview", { body: { series: "weekly" }, headers: owner });
    expect(next).toMatchObject({ previous: review, day: "2026-04-06" });
    expect(next.carried.interventions).toMatchObject([{ title: "Second till", owner: "Bo", overdue: true }]);
    expect(next.carried.expectations.map(({ outcome }) => outcome).sort()).toEqual([
      "came true: it was 36",
      "came true: it was 36",
    ]);
    // 0.8 sure and right: (0.8 − 1)² = 0.04; "same as last time" said no, and was wrong: 1.
    const scores = await flow.call("expectationScores", { headers: owner });
    expect(scores).toMatchObject({ people: 2, team: null, mine: { count: 1, hits: 1 }, byKpi: [{ kpi: "revenue" }] });
    expect(scores.mine?.brier).toBeCloseTo(0.04, 12);
    expect(scores.mine?.naive?.brier).toBe(1);
    const other = await flow.call("expectationScores", { as: second });
    expect(other.mine?.brier).toBeCloseTo(0.16, 12);
    expect(other.mine?.naive?.brier).toBe(0);
  });
});

describe("the calendar", () => {
  it("is read without a session, keeps its bytes for a program that polls, and ends when its address is replaced", async () => {
    const { path } = await flow.call("reviewCalendarLink", { body: {}, headers: owner });
    const reply = await flow.fetch(path);
    expect(reply.headers.get("content-type")).toContain("text/calendar");
    const text = await reply.text();
    // Summer time since 29 March: nine in Berlin is seven in Greenwich.
    expect(text).toContain("DTSTART:20260406T070000Z");
    expect(text).toContain("SUMMARY:Shop weekly");
    const etag = reply.headers.get("etag") ?? "";
    for (let poll = 0; poll < 5; poll += 1) {
      clock += 1000;
      expect((await flow.fetch(path, { headers: { "if-none-match": etag } })).status).toBe(304);
    }
    const { path: newer } = await flow.call("reviewCalendarLink", { body: {}, headers: owner });
    expect((await flow.fetch(path)).status).toBe(404);
    expect((await flow.fetch(newer)).status).toBe(200);
    expect((await flow.fetch(`${path.slice(0, -3)}xyz`)).status).toBe(404);
    expect((await flow.fetch("/v1/reviews/calendar.ics")).status).toBe(400);
  });

  it("is refused to a program that floods it", async () => {
    const { path } = await flow.call("reviewCalendarLink", { body: { series: "weekly" }, headers: owner });
    const statuses = new Set<number>();
    for (let poll = 0; poll < 130; poll += 1) statuses.add((await flow.fetch(path)).status);
    expect(statuses).toEqual(new Set([200, 429]));
  });
});
