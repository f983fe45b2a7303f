import type { Parameters } from "../expression/print.ts";

/** The bound values of one statement. */
export interface Bindings extends Parameters {
  /** Binds a value under a name of its own. */
  bindAs(name: string, value: unknown, type: string): string;
  /** Binds a list of numbers; `type` is that of its elements. */
  bindArray(values: readonly number[], type: string): string;
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
  const bindArray = (list: readonly number[], type: string): string => {
    const key = `Array(${type}) ${list.join(",")}`;
    const placeholder = known.get(key) ?? bindAs(`p${count++}`, [...list], `Array(${type})`);
    known.set(key, placeholder);
    return placeholder;
  };
  return {
    values,
    bindAs,
    bindArray,
    bind: (value, type) => {
      const key = `${type} ${typeof value} ${Object.is(value, -0) ? "-0" : String(value)}`;
      const placeholder = known.get(key) ?? bindAs(`p${count++}`, value, type);
      known.set(key, placeholder);
      return placeholder;
    },
  };
};
