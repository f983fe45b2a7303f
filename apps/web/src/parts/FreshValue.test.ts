import { describe, expect, it } from "vitest";
import { splitValue } from "./FreshValue.tsx";

describe("a value is written with its number as the largest part", () => {
  it.each([
    ["\u2248 2,103", { mark: "\u2248 ", amount: "2,103", unit: "" }],
    ["\u2248 84.0 min", { mark: "\u2248 ", amount: "84.0", unit: " min" }],
    ["84.0 min", { mark: "", amount: "84.0", unit: " min" }],
    ["78.4%", { mark: "", amount: "78.4%", unit: "" }],
    ["\u2014", { mark: "", amount: "\u2014", unit: "" }],
  ])("%s", (text, parts) => {
    expect(splitValue(text)).toEqual(parts);
  });
});
