import { describe, expect, it } from "vitest";
import { dateIn, dateTimeIn, dayIn, placeOfZone, roughSpan } from "./instant.ts";

const instant = Date.UTC(2001, 6, 1, 3, 30);

describe("an instant on the screen", () => {
  it("is written in the workspace's zone, not the browser's", () => {
    expect(dateTimeIn(instant, "America/New_York")).toBe("30 Jun 2001, 23:30");
    expect(dateTimeIn(instant, "Asia/Kolkata")).toBe("1 Jul 2001, 09:00");
    expect(dateIn(instant, "America/New_York")).toBe("30 Jun 2001");
  });

  it("is written as date fields write a day", () => {
    expect(dayIn(instant, "America/New_York")).toBe("2001-06-30");
    expect(dayIn(instant, "UTC")).toBe("2001-07-01");
  });

  it("writes midnight as 00:00", () => {
    expect(dateTimeIn(Date.UTC(2001, 0, 1), "UTC")).toBe("1 Jan 2001, 00:00");
  });

  it("names the place of a zone", () => {
    expect(placeOfZone("America/Argentina/Buenos_Aires")).toBe("Buenos Aires");
    expect(placeOfZone("UTC")).toBe("UTC");
  });

  it.each([
    [3 * 86_400_000 + 5, "3 d"],
    [86_399_999, "23 h"],
    [59_999, "0 min"],
    [-5, "0 min"],
  ])("a span of %s ms is roughly %s", (span, text) => {
    expect(roughSpan(span)).toBe(text);
  });
});
