/**
 * Runs a peer as a process of its own: `load <folder>` reads the Parquet files into whatever the peer keeps and ends; `serve
 * <folder>` opens that, says "ready" and answers every message with the dashboard's panels as lines of period (epoch ms),
 * channel or "", and the eight KPIs in the order of the workspace.
 */
export const serve = async ({ load, open }) => {
  const [what, folder] = process.argv.slice(2);
  if (what === "load") return load(folder);
  const answer = await open(folder);
  const reply = async () => {
    const before = process.cpuUsage();
    const lines = await answer();
    const { user, system } = process.cpuUsage(before);
    process.send({ answer: lines, cpu: (user + system) / 1000 });
  };
  process.on("message", () => void reply());
  process.send({ ready: true });
};

/** The panels: grain, and whether by channel. */
export const panels = [
  { grain: "month", byChannel: false },
  { grain: "week", byChannel: false },
  { grain: "month", byChannel: true },
];

/** Lines from the rows of both tables, each an object with `period`, `channel` and the KPIs of its table. */
export const joinRows = (events, orders) => {
  const keyOf = ({ period, channel }) => `${Number(period)} ${channel ?? ""}`;
  const byKey = new Map(orders.map((row) => [keyOf(row), row]));
  return events
    .map((row) => {
      const other = byKey.get(keyOf(row));
      const ofEvents = [row.active_users, row.p90_duration, row.visits, row.signup_rate, row.revenue];
      const ofOrders = [other?.orders, other?.average_order, other?.refund_rate];
      return [Number(row.period), row.channel ?? "", ...[...ofEvents, ...ofOrders].map(Number)];
    })
    .sort((one, two) => one[0] - two[0] || (one[1] < two[1] ? -1 : 1));
};
