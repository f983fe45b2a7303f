import { paths, type RouteId } from "@sextant/model/api/paths";
import type { Route } from "@sextant/model/api/route";
import { routes } from "@sextant/model/api/routes";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { openApiDocument } from "./openapi.ts";

const text = z.string().min(1);
const schema = z.union([z.record(z.string(), z.unknown()), z.boolean()]);
const content = z.record(text, z.strictObject({ schema }));
const parameter = z.strictObject({
  name: text,
  in: z.enum(["path", "query", "header"]),
  required: z.boolean(),
  schema,
});
const response = z.union([
  z.strictObject({ description: text, content: content.optional() }),
  z.strictObject({ $ref: text }),
]);
const operation = z.strictObject({
  operationId: text,
  summary: text,
  tags: z.array(text),
  security: z.array(z.record(text, z.array(z.string()))),
  parameters: z.array(parameter),
  requestBody: z.strictObject({ required: z.boolean(), content }).optional(),
  responses: z.record(text, response),
});
/** The shape of an OpenAPI 3.1 document as far as this one uses it; strict, so that a stray key fails. */
const documentSchema = z.strictObject({
  openapi: z.literal("3.1.0"),
  info: z.strictObject({ title: text, version: text, license: z.strictObject({ name: text, identifier: text }) }),
  paths: z.record(
    z.string().startsWith("/"),
    z.partialRecord(z.enum(["get", "post", "put", "patch", "delete"]), operation),
  ),
  components: z.strictObject({
    schemas: z.record(text, schema),
    responses: z.record(text, response),
    securitySchemes: z.record(text, z.record(text, text)),
  }),
});

const document = documentSchema.parse(openApiDocument("0.1.0"));
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, entry]) => ({ path, method, entry })),
);

const schemasIn = (value: unknown): unknown[] => {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => (key === "schema" ? [item] : schemasIn(item)));
};

const referencesIn = (value: unknown): string[] => {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    key === "$ref" && typeof item === "string" ? [item] : referencesIn(item),
  );
};

describe("the OpenAPI document", () => {
  it("names every route of the table once, with its method and path", () => {
    expect(operations.map(({ entry }) => entry.operationId).sort()).toEqual(Object.keys(paths).sort());
    for (const { path, method, entry } of operations) {
      const route = paths[entry.operationId as RouteId];
      expect([method.toUpperCase(), path]).toEqual([route.method, route.path.replace(/:(\w+)/g, "{$1}")]);
    }
  });

  it("describes every parameter of a path, and no other", () => {
    for (const { path, entry } of operations) {
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(entry.parameters.filter((one) => one.in === "path").map((one) => one.name)).toEqual(named);
      expect(entry.parameters.filter((one) => one.in === "path").every((one) => one.required)).toBe(true);
    }
  });

  it("holds only references that lead somewhere", () => {
    for (const reference of referencesIn(document).filter((one) => one.startsWith("#/components/"))) {
      const [, , kind = "", name = ""] = reference.split("/");
      expect(Object.keys(document.components[kind as "schemas"])).toContain(name);
    }
  });

  it("holds only schemas a validator can read", () => {
    const schemas = schemasIn(document.paths);
    expect(schemas.length).toBeGreaterThan(30);
    for (const one of schemas) expect(() => z.fromJSONSchema(one as z.core.JSONSchema.JSONSchema)).not.toThrow();
  });

  it("says that what is not open needs a token or a session", () => {
    for (const { entry } of operations) {
      const { act }: Route = routes[entry.operationId as RouteId];
      expect(entry.security).toEqual(act === "open" ? [] : [{ token: [] }, { session: [] }]);
    }
  });
});
