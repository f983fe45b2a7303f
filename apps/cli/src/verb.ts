import type { Settings } from "./config.ts";

/** What a verb gets to work with. */
export interface Context {
  /** Reads settings when the verb needs a workspace; throws `not_found` when there is none. */
  settings(): Settings;
  json: boolean;
  color: boolean;
  arguments: readonly string[];
  options: Readonly<Record<string, unknown>>;
  /** Progress for people, on standard error; silent with --json. */
  say(text: string): void;
  /** The answer, on standard output. */
  write(text: string): void;
}

/** One word of the command line: its help, its reference page and its work. */
export interface Verb {
  name: string;
  summary: string;
  arguments?: readonly { name: string; description: string }[];
  options?: readonly { flags: string; description: string }[];
  examples: readonly string[];
  /** Does the work; gives the exit code. */
  run(context: Context): Promise<number>;
}

/** An option that takes one text. */
export const textOption = (context: Context, name: string): string | undefined => {
  const value = context.options[name];
  return typeof value === "string" ? value : undefined;
};

/** An option that takes a list separated by commas. */
export const listOption = (context: Context, name: string): string[] =>
  (textOption(context, name) ?? "")
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
