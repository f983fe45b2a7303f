import { describe, expect, it } from "vitest";
import { localToInstant } from "../time/zone.ts";
import { datasetSchema } from "./dataset.ts";
import { watermarkFrom } from "./watermark.ts";

const calendar = { timeZone: "Europe/Berlin", weekStart: "monday", fiscalYearStart: 1 } as const;
const dataset = (type: "date" | "datetime") =>
  datasetSchema.parse({ id: "d", label: "D", time: "at", columns: { at: { type, nullable: false } } });
const at = (local: string): number => localToInstant(local, "Europe/Berlin") ?? Number.NaN;

describe("everything before the watermark has landed:", () => {
  it("rows by the day cover their whole day, of 23 hours too", () => {
    expect(watermarkFrom(at("2025-03-30"), dataset("date"), calendar, at("2025-04-09"))).toBe(at("2025-03-31"));
    expect(at("2025-03-31") - at("2025-03-30")).toBe(23 * 3_600_000);
  });

  it("but not what is still to come of today", () => {
    expect(watermarkFrom(at("2025-03-31"), dataset("date"), calendar, at("2025-03-31T10:00"))).toBe(
      at("2025-03-31T10:00"),
    );
  });

  it("rows with a time of day reach as far as the newest of them", () => {
    expect(watermarkFrom(at("2025-03-30"), dataset("datetime"), calendar, at("2025-04-09"))).toBe(at("2025-03-30"));
  });

  it("no rows reach nowhere", () => {
    expect(watermarkFrom(null, dataset("date"), calendar, 0)).toBeNull();
  });
});
