import { describe, expect, it } from "vitest";
import { readWorkspace } from "../read/read.ts";
import { definitionHash } from "../version/version.ts";

const workspace = (orders: string, customers = "key: [id]", metric = "where: customer.segment = 'a'") =>
  readWorkspace([
    {
      path: "shop.yaml",
      text: `workspace: { id: shop, label: Shop }
datasets:
  - id: orders
    label: Orders
    time: at
    columns: { at: { type: datetime }, customer_id: { type: string }, number: { type: integer }, region: { type: string } }
    ${orders}
  - id: customers
    label: Customers
    time: at
    columns: { at: { type: datetime }, id: { type: string }, region: { type: string }, segment: { type: string } }
    ${customers}
metrics:
  - { id: count, label: Count, kind: simple, dataset: orders, aggregation: count, ${metric} }
`,
    },
  ]);
const errorsOf = (...parts: Parameters<typeof workspace>): [string, string][] =>
  workspace(...parts)
    .findings.filter(({ severity }) => severity === "error")
    .map(({ rule, place }) => [rule, `${place?.line}:${place?.column}`]);

const sound = "joins: { customer: { dataset: customers, on: customer_id } }";

describe("a join", () => {
  it("to the key of the other dataset is sound", () => {
    expect(errorsOf(sound)).toEqual([]);
    expect(
      errorsOf(
        "joins: { customer: { dataset: customers, on: { customer_id: id, region: region } } }",
        "key: [region, id]",
      ),
    ).toEqual([]);
  });

  it.each([
    [
      "to anything but the key",
      "joins: { customer: { dataset: customers, on: { region: region } } }",
      "key: [id]",
      "dataset/join-fans-out",
    ],
    ["to part of the key", sound, "key: [id, region]", "dataset/join-fans-out"],
    ["to a dataset without a key", sound, "", "dataset/join-fans-out"],
    [
      "to more than the key",
      "joins: { customer: { dataset: customers, on: { customer_id: id, region: region } } }",
      "key: [id]",
      "dataset/join-fans-out",
    ],
    ["of another type", "joins: { customer: { dataset: customers, on: number } }", "key: [id]", "dataset/join-type"],
    [
      "of a column there is not",
      "joins: { customer: { dataset: customers, on: customr_id } }",
      "key: [id]",
      "dataset/join-column",
    ],
    ["by a key there is not", "", "key: [idd]", "dataset/join-column"],
    [
      "to a dataset there is not",
      "joins: { customer: { dataset: custmers, on: customer_id } }",
      "key: [id]",
      "reference/unknown",
    ],
    [
      "back to where it came from",
      sound,
      "key: [id]\n    joins: { order: { dataset: customers, on: id } }",
      "dataset/join-cycle",
    ],
    ["to a dimension there is not", `${sound}\n    dimensions: [customer.colour]`, "key: [id]", "dataset/dimension"],
  ])("%s is refused", (_, orders, customers, rule) => {
    const metric = "where: number > 1";
    expect(errorsOf(orders, customers, metric).map(([id]) => id)).toEqual([rule]);
  });

  it("names a column that is not there where it stands, and none of a formula's metrics", () => {
    const where = "where: number > 1 and customer.sgment = 'a'";
    const [finding] = workspace(sound, undefined, where).findings.filter(({ severity }) => severity === "error");
    expect(finding).toMatchObject({ rule: "expression/unknown-column", hint: "Did you mean `customer.segment`?" });
    expect(finding?.place?.length).toBe("customer.sgment".length);
  });

  it("is part of what a metric means, and only of those that use it", () => {
    const hash = (...parts: Parameters<typeof workspace>): string => {
      const { catalog } = workspace(...parts);
      if (catalog === null) throw new Error("no catalog");
      return definitionHash(catalog, "metric", "count");
    };
    const other = sound.replace("on: customer_id", "on: region");
    expect(hash(other)).not.toBe(hash(sound));
    expect(hash(other, undefined, "where: number > 1")).toBe(hash(sound, undefined, "where: number > 1"));
    expect(hash(sound, undefined, `where: '"customer.segment" = ''a'''`)).toBe(hash(sound));
  });
});
