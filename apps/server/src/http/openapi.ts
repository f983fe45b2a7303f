import { problemSchema } from "@sextant/model/api/answers/finding";
import { paths, type RouteId } from "@sextant/model/api/paths";
import type { Route } from "@sextant/model/api/route";
import { routes } from "@sextant/model/api/routes";
import { z } from "zod";

type Json = Record<string, unknown>;

const schemaOf = (schema: z.ZodType, io: "input" | "output"): Json => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  return rest;
};

const parametersOf = (schema: z.ZodType | undefined, place: "path" | "query"): Json[] => {
  if (!schema) return [];
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: "input" });
  return Object.entries(properties).map(([name, described]) => ({
    name,
    in: place,
    required: place === "path" || required.includes(name),
    schema: described,
  }));
};

const bodyOf = ({ body, rawBody }: Route): Json => {
  if (rawBody) {
    const content = Object.fromEntries(rawBody.map((type) => [type, { schema: { type: "string" } }]));
    return { requestBody: { required: true, content } };
  }
  if (!body) return {};
  return { requestBody: { required: true, content: { "application/json": { schema: schemaOf(body, "input") } } } };
};

const answerOf = ({ response, produces }: Route): Json => {
  if (response) return { content: { "application/json": { schema: schemaOf(response, "output") } } };
  return produces ? { content: { [produces]: { schema: { type: "string" } } } } : {};
};

const operationOf = (id: RouteId): Json => {
  const route: Route = routes[id];
  const headers =
    id === "ingest"
      ? [{ name: "Idempotency-Key", in: "header", required: false, schema: { type: "string", maxLength: 200 } }]
      : id === "feed"
        ? [{ name: "Last-Event-ID", in: "header", required: false, schema: { type: "string" } }]
        : [];
  return {
    operationId: id,
    summary: route.summary,
    tags: [route.tag],
    security: route.act === "open" ? [] : [{ token: [] }, { session: [] }],
    parameters: [...parametersOf(route.params, "path"), ...parametersOf(route.query, "query"), ...headers],
    ...bodyOf(route),
    responses: {
      [route.success]: { description: route.summary, ...answerOf(route) },
      default: { $ref: "#/components/responses/Problem" },
    },
  };
};

/** This API as an OpenAPI 3.1 document, made from the route table. */
export const openApiDocument = (version: string): Json => {
  const byPath: Record<string, Json> = {};
  for (const id of Object.keys(paths) as RouteId[]) {
    const path = paths[id].path.replace(/:(\w+)/g, "{$1}");
    byPath[path] = { ...byPath[path], [paths[id].method.toLowerCase()]: operationOf(id) };
  }
  return {
    openapi: "3.1.0",
    info: { title: "Sextant", version, license: { name: "Apache-2.0", identifier: "Apache-2.0" } },
    paths: byPath,
    components: {
      schemas: { Problem: schemaOf(problemSchema, "output") },
      responses: {
        Problem: {
          description: "A coded problem (RFC 9457)",
          content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
        },
      },
      securitySchemes: {
        token: { type: "http", scheme: "bearer", description: "An API token (sxt_…)" },
        session: {
          type: "apiKey",
          in: "cookie",
          name: "sextant_session",
          description: "A browser's session; the name ends in the port, or is __Host-sextant_session over HTTPS",
        },
      },
    },
  };
};
