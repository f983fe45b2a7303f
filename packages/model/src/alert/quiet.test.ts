import { describe, expect, it } from "vitest";
import type { Calendar } from "../time/calendar.ts";
import { speaksFrom } from "./quiet.ts";

const calendar: Calendar = {
  timeZone: "Europe/Berlin",
  weekStart: "monday",
  fiscalYearStart: 1,
  holidays: [{ date: "12-25", label: "Christmas Day" }],
};
const at = (text: string): number => Date.parse(text);
const night = { from: "22:00", to: "07:00", daysOff: false };

describe("a channel with quiet hours", () => {
  it("speaks at once outside them, and at their end within them", () => {
    expect(speaksFrom(night, at("2026-06-10T12:00:00+02:00"), calendar)).toBe(at("2026-06-10T12:00:00+02:00"));
    expect(speaksFrom(night, at("2026-06-10T23:30:00+02:00"), calendar)).toBe(at("2026-06-11T07:00:00+02:00"));
    expect(speaksFrom(night, at("2026-06-11T06:59:00+02:00"), calendar)).toBe(at("2026-06-11T07:00:00+02:00"));
    expect(speaksFrom(night, at("2026-06-11T07:00:00+02:00"), calendar)).toBe(at("2026-06-11T07:00:00+02:00"));
  });

  it("speaks at the wall clock's hour in a night that is an hour shorter", () => {
    expect(speaksFrom(night, at("2026-03-28T23:00:00+01:00"), calendar)).toBe(at("2026-03-29T07:00:00+02:00"));
  });

  it("waits over the weekend and a holiday of the calendar when it has days off", () => {
    const rests = { daysOff: true };
    expect(speaksFrom(rests, at("2026-06-13T12:00:00+02:00"), calendar)).toBe(at("2026-06-15T00:00:00+02:00"));
    // Christmas 2026 is a Friday: the next working day is Monday.
    expect(speaksFrom({ ...night, daysOff: true }, at("2026-12-24T22:30:00+01:00"), calendar)).toBe(
      at("2026-12-28T07:00:00+01:00"),
    );
  });

  it("speaks at once when no day is a working day", () => {
    const idle: Calendar = {
      ...calendar,
      weekend: ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"],
    };
    expect(speaksFrom({ daysOff: true }, at("2026-06-10T12:00:00+02:00"), idle)).toBe(at("2026-06-10T12:00:00+02:00"));
  });
});
