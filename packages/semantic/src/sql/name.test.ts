import { describe, expect, it } from "vitest";
import { columnType, quoteIdentifier, tableName } from "./name.ts";
import { createBindings } from "./parameters.ts";

describe("names in SQL", () => {
  it("of columns are quoted and escaped, whatever is in them", () => {
    expect(quoteIdentifier("a`b\\c; --")).toBe("`a\\`b\\\\c; --`");
  });

  it("of tables and types follow the dataset", () => {
    expect(tableName("flights")).toBe("dataset_flights");
    expect(columnType({ type: "integer", nullable: true })).toBe("Nullable(Int64)");
    expect(columnType({ type: "datetime", nullable: false })).toBe("DateTime64(3, 'UTC')");
  });
});

describe("bound values", () => {
  it("share a placeholder when they are equal in value and type", () => {
    const bindings = createBindings();
    const names = [
      bindings.bind(1, "Int64"),
      bindings.bind(1, "Float64"),
      bindings.bind("1", "String"),
      bindings.bind(1, "Int64"),
      bindings.bind(0, "Float64"),
      bindings.bind(-0, "Float64"),
    ];
    expect(new Set(names).size).toBe(5);
    expect(names[3]).toBe(names[0]);
    expect(Object.keys(bindings.values)).toHaveLength(5);
  });
});
