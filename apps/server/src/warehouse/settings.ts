import type { ClickHouseSettings } from "@clickhouse/client";
import type { EngineClient } from "./engine.ts";
import type { Lane, StatementOptions } from "./warehouse.ts";

/** Milliseconds a question may take by lane: people wait for the one, nobody for the other. */
const defaultTimeout: Record<Lane, number> = { interactive: 30_000, background: 300_000, upkeep: 300_000 };

/** Milliseconds a load or an insert may take. */
const writeTimeout = 3_600_000;

/** More rows than any page shows; stops a question that forgot its limit. */
const mostResultRows = "200000";

/** Bytes one question may use: half of a small machine. */
const mostMemory = String(2 * 1024 ** 3);

/** What every statement says the same way, embedded or not: numbers as JSON numbers, NaN and infinities as null. */
const wire: ClickHouseSettings = {
  output_format_json_quote_64bit_integers: 0,
  output_format_json_quote_denormals: 0,
  output_format_json_quote_decimals: 0,
};

const seconds = (milliseconds: number): number => Math.max(0.001, milliseconds / 1000);

/**
 * Settings of a question. They stick to an embedded connection, so every statement is given all of them. `readonly` 2 refuses
 * every write on the interactive lane; the background lane writes and cannot have it (it cannot be taken back).
 */
export const limitsOf = ({ lane = "interactive", timeoutMs }: StatementOptions): ClickHouseSettings => ({
  ...wire,
  max_execution_time: seconds(timeoutMs ?? defaultTimeout[lane]),
  timeout_overflow_mode: "throw",
  max_memory_usage: mostMemory,
  max_result_rows: mostResultRows,
  result_overflow_mode: "throw",
  ...(lane === "interactive" ? { readonly: "2" as const } : {}),
});

/** Settings of a statement that writes: acknowledged only when the rows are on disk, and one block however many rows. */
export const writeLimits = ({ timeoutMs }: StatementOptions): ClickHouseSettings => ({
  ...wire,
  max_execution_time: seconds(timeoutMs ?? writeTimeout),
  max_memory_usage: "0",
  max_result_rows: "0",
  async_insert: 0,
  max_insert_block_size: "1048576",
  date_time_input_format: "basic",
  // The fast way reads 5e-324 as 0.
  precise_float_parsing: 1,
});

/** Empties what a failed statement left in an embedded connection; waits for a withdrawn one to end. */
export const drain = async (client: EngineClient): Promise<void> => {
  const answer = await client.query({ query: "SELECT 1", format: "JSONCompact" });
  await answer.text();
};
