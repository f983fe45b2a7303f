import type { Receipt } from "@sextant/model/api/answers/receipt";

const instant = (at: number): string => new Date(at).toISOString();
const count = (value: number): string => value.toLocaleString("en");

const sources = ({ datasets }: Receipt): string[] =>
  datasets.length === 0
    ? ["observations, kept when they were learned"]
    : datasets.map(({ id, rows, watermark, sequence }) => {
        const reach = watermark === null ? "nothing landed" : `data to ${instant(watermark)}`;
        return `${id}: ${count(rows)} rows, ${reach}, batch ${sequence}`;
      });

const parameterLines = ({ parameters }: Receipt): string[] => {
  const entries = Object.entries(parameters);
  return entries.length === 0 ? [] : ["", ...entries.map(([name, value]) => `{${name}} = ${JSON.stringify(value)}`)];
};

/** A receipt for people: what was computed when, from what, by which definitions, and the statement itself. */
export const receiptText = (receipt: Receipt): string => {
  const facts: [string, string[]][] = [
    ["Receipt", [receipt.id]],
    ["Computed", [instant(receipt.at)]],
    ["As of", [instant(receipt.now)]],
    [
      "Read",
      [`${count(receipt.rowsRead)} rows, ${count(receipt.bytesRead)} bytes, ${Math.round(receipt.elapsedMs)} ms`],
    ],
    ["Engine", [receipt.engine]],
    ["From", sources(receipt)],
    ["By", receipt.definitions.map(({ type, id, version, hash }) => `${type} ${id} version ${version} ${hash}`)],
    ["Result", [receipt.resultHash]],
  ];
  const width = Math.max(...facts.map(([name]) => name.length)) + 2;
  const lines = facts.flatMap(([name, values]) =>
    values.map((value, index) => (index === 0 ? name : "").padEnd(width) + value),
  );
  return [...lines, "", receipt.sql, ...parameterLines(receipt)].join("\n");
};
