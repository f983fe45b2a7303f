import { findingsReference } from "@sextant/semantic/check/reference";
import { expressionReference } from "@sextant/semantic/expression/reference";
import { definitionsReference } from "@sextant/semantic/reference";
import { definitionFileJsonSchema } from "@sextant/semantic/schema";
import { openapi } from "../../apps/server/src/http/openapi.ts";
import { apiReference } from "./api.ts";
import { cliReference } from "./cli.ts";
import { problemReference } from "./problems.ts";

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** Every generated page by its path from the repository's root. */
export const references = (): Record<string, string> => ({
  "docs/reference/sextant.schema.json": json(definitionFileJsonSchema()),
  "docs/reference/yaml.md": definitionsReference(),
  "docs/reference/expressions.md": expressionReference(),
  "docs/reference/findings.md": findingsReference(),
  "docs/reference/cli.md": cliReference(),
  "docs/reference/api.md": apiReference(),
  "docs/reference/openapi.json": json(openapi()),
  "docs/reference/problems.md": problemReference(),
});
