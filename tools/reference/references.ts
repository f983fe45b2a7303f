import { readFileSync } from "node:fs";
import { lintReference } from "@sextant/semantic/check/lint-reference";
import { findingsReference } from "@sextant/semantic/check/reference";
import { expressionReference } from "@sextant/semantic/expression/reference";
import { definitionsReference } from "@sextant/semantic/reference";
import { definitionFileJsonSchema } from "@sextant/semantic/schema";
import { openApiDocument } from "../../apps/server/src/http/openapi.ts";
import { apiReference } from "./api.ts";
import { cliReference } from "./cli.ts";
import { problemReference } from "./problems.ts";

const version = (
  JSON.parse(readFileSync(new URL("../../apps/server/package.json", import.meta.url), "utf8")) as { version: string }
).version;

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** Every generated page by its path from the repository's root. */
export const references = (): Record<string, string> => ({
  "docs/reference/sextant.schema.json": json(definitionFileJsonSchema()),
  "docs/reference/yaml.md": definitionsReference(),
  "docs/reference/expressions.md": expressionReference(),
  "docs/reference/findings.md": findingsReference(),
  "docs/reference/lint.md": lintReference(),
  "docs/reference/cli.md": cliReference(),
  "docs/reference/api.md": apiReference(),
  "docs/reference/openapi.json": json(openApiDocument(version)),
  "docs/reference/problems.md": problemReference(),
});
