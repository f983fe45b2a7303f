import { readYaml } from "../read/yaml.ts";

/** The fields of a definition's own YAML, as plain data and as its author wrote them: no defaults. Empty when it is no mapping. */
export const fieldsIn = (yaml: string): Record<string, unknown> => {
  const { value } = readYaml("definition.yaml", yaml);
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
};
