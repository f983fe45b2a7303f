import type { Parameters } from "../expression/print.ts";

/** The bound values of one statement. */
export interface Bindings extends Parameters {
  /** Binds a value under a name of its own. */
  bindAs(name: string, value: unknown, type: string): string;
  values: Record<string, unknown>;
}

/** Collects bound values; equal ones share a placeholder. */
export const createBindings = (): Bindings => {
  const values: Record<string, unknown> = {};
  const known = new Map<string, string>();
  let count = 0;
  const bindAs = (name: string, value: unknown, type: string): string => {
    values[name] = value;
    return `{${name}:${type}}`;
  };
  return {
    values,
    bindAs,
    bind: (value, type) => {
      const key = `${type} ${typeof value} ${Object.is(value, -0) ? "-0" : String(value)}`;
      const placeholder = known.get(key) ?? bindAs(`p${count++}`, value, type);
      known.set(key, placeholder);
      return placeholder;
    },
  };
};
