import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { Finding } from "@sextant/model/problem/finding";
import { Problem } from "@sextant/model/problem/problem";
import { z } from "zod";

/** The folder of the repository or installation. */
const home = fileURLToPath(new URL("../../../", import.meta.url));

/** What the server was told, checked. */
export interface Config {
  /** Folder of the YAML files, absolute. */
  workspace: string;
  /** Folder of facts, records and lock, absolute. */
  data: string;
  host: string;
  /** 0 takes any free port. */
  port: number;
  /** `sqlite:…` or `postgres://…` */
  store: string;
  /** `chdb:…` or `http(s)://…` */
  warehouse: string;
  allowedHosts: string[];
  /** Hosts inside the network that channels may reach, `name` or `name:port`. */
  internalHosts: string[];
  /** Where people reach this server, for links in messages; null for the address it listens on. */
  publicUrl: string | null;
  /** Starts with the definitions applied last, whatever the folder says now. */
  asApplied: boolean;
  /** Where edits on a screen are kept: in the workspace folder as well, or in the records only. */
  edits: "folder" | "store";
  secure: boolean;
  trustProxy: boolean;
  /** Days a receipt is kept that no observation names. */
  receiptDays: number;
  /** Most pushed rows a minute and dataset; 0 is no limit. */
  pushRowsPerMinute: number;
  /** Secrets of webhooks by name. */
  webhookSecrets: ReadonlyMap<string, string>;
  /** Key of 32 bytes in base64 that secrets are sealed with; null keeps one in the data folder. */
  secretKey: string | null;
  /** Folders besides the workspace that sources may read files of, absolute. */
  sourceFolders: string[];
  /** Hosts, or host:port, whose private addresses URL sources may read. */
  allowedSources: string[];
  logLevel: "trace" | "debug" | "info" | "warn" | "error" | "silent";
  webFolder: string;
  version: string;
}

const flag = z
  .enum(["true", "false", "1", "0"], "write true or false")
  .transform((text) => text === "true" || text === "1");
const url = (pattern: RegExp, message: string) => z.string().regex(pattern, message);

const listOf = (text: string): string[] => text.split(/[\s,]+/).filter((one) => one !== "");
const hostList = z.string().transform((text) => listOf(text.toLowerCase()));

const settings = z.object({
  workspace: z.string().min(1, "name a folder"),
  data: z.string().min(1, "name a folder"),
  host: z.string().regex(/^[\w.:-]+$/, "write an address such as 127.0.0.1 or 0.0.0.0"),
  port: z.coerce
    .number("write a number")
    .int("write a whole number")
    .min(0, "write 0 to 65535")
    .max(65_535, "write 0 to 65535"),
  store: url(/^(sqlite:.|postgres(ql)?:\/\/.)/, "write sqlite:<path> or postgres://user@host/database"),
  warehouse: url(/^(chdb:.|https?:\/\/.)/, "write chdb:<folder> or http(s)://user:password@host:8123/database"),
  allowedHosts: hostList,
  internalHosts: hostList,
  publicUrl: z
    .union([z.literal(""), z.url({ protocol: /^https?$/, error: "write https://name" })])
    .transform((text) => text.replace(/\/+$/, "") || null),
  asApplied: flag,
  edits: z.enum(["folder", "store"], "write folder or store"),
  secure: flag,
  trustProxy: flag,
  receiptDays: z.coerce.number("write a number of days").int("write whole days").min(1, "write 1 or more").max(36_500),
  pushRowsPerMinute: z.coerce
    .number("write a number of rows")
    .int("write whole rows")
    .min(0, "write 0 for no limit, or more"),
  webhookSecrets: z
    .string()
    .regex(/^(\s*[\w-]+=\S+)*\s*$/, "write name=secret, several with spaces between them")
    .transform(
      (text) =>
        new Map(
          text
            .split(/\s+/)
            .filter(Boolean)
            .map((pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)]),
        ),
    ),
  secretKey: z.string().transform((text) => (text === "" ? null : text)),
  sourceFolders: z.string().transform((text) => listOf(text).map((folder) => resolve(folder))),
  allowedSources: z.string().transform((text) => listOf(text.toLowerCase())),
  logLevel: z.enum(["trace", "debug", "info", "warn", "error", "silent"]),
});

/** Where each setting may be written: environment variable, and flag where there is one. */
const names = {
  workspace: { variable: "SEXTANT_WORKSPACE", flag: "--workspace" },
  data: { variable: "SEXTANT_DATA_FOLDER", flag: "--data" },
  host: { variable: "SEXTANT_HOST", flag: "--host" },
  port: { variable: "SEXTANT_PORT", flag: "--port" },
  store: { variable: "SEXTANT_STORE", flag: null },
  warehouse: { variable: "SEXTANT_WAREHOUSE", flag: null },
  allowedHosts: { variable: "SEXTANT_ALLOWED_HOSTS", flag: null },
  internalHosts: { variable: "SEXTANT_INTERNAL_HOSTS", flag: null },
  publicUrl: { variable: "SEXTANT_PUBLIC_URL", flag: null },
  asApplied: { variable: "SEXTANT_AS_APPLIED", flag: "--as-applied" },
  edits: { variable: "SEXTANT_EDITS", flag: null },
  secure: { variable: "SEXTANT_SECURE_COOKIES", flag: null },
  trustProxy: { variable: "SEXTANT_TRUST_PROXY", flag: null },
  receiptDays: { variable: "SEXTANT_RECEIPT_DAYS", flag: null },
  pushRowsPerMinute: { variable: "SEXTANT_PUSH_ROWS_PER_MINUTE", flag: null },
  webhookSecrets: { variable: "SEXTANT_WEBHOOK_SECRETS", flag: null },
  secretKey: { variable: "SEXTANT_SECRET_KEY", flag: null },
  sourceFolders: { variable: "SEXTANT_SOURCE_FOLDERS", flag: null },
  allowedSources: { variable: "SEXTANT_ALLOWED_SOURCES", flag: null },
  logLevel: { variable: "SEXTANT_LOG_LEVEL", flag: null },
} as const satisfies Record<keyof z.input<typeof settings>, { variable: string; flag: string | null }>;

/** What `--help` prints. */
export const help = `sextant server: keeps, asks, takes in, judges.

  --workspace <folder>   the folder of YAML definitions (examples/flights)
  --data <folder>        where facts and records are kept (.sextant inside the workspace)
  --host <address>       address to listen on (127.0.0.1)
  --port <number>        port to listen on, 0 for any free one (4004)
  --as-applied           start with the definitions applied last; edits in the folder wait for 'sextant apply'
  --help                 this text

The same by environment: SEXTANT_WORKSPACE, SEXTANT_DATA_FOLDER, SEXTANT_HOST, SEXTANT_PORT, SEXTANT_AS_APPLIED; and besides
  SEXTANT_STORE           postgres://user@host/database instead of SQLite in the data folder
  SEXTANT_WAREHOUSE       http(s)://user:password@host:8123/database instead of the embedded engine
  SEXTANT_EDITS           store keeps edits made on a screen in the records only, folder (default) writes them to the files, too
  SEXTANT_SECURE_COOKIES  true when people reach the server over HTTPS
  SEXTANT_TRUST_PROXY     true behind one reverse proxy that sets X-Forwarded-For
  SEXTANT_ALLOWED_HOSTS   names a server on 127.0.0.1 answers to besides localhost, separated by commas
  SEXTANT_INTERNAL_HOSTS  hosts inside the network that alert channels may reach, name or name:port
  SEXTANT_PUBLIC_URL      where people reach this server, for links in messages
  SEXTANT_RECEIPT_DAYS    days a receipt is kept that no recorded observation names (90)
  SEXTANT_PUSH_ROWS_PER_MINUTE  most rows a minute each dataset takes by push; 0 (default) is no limit
  SEXTANT_WEBHOOK_SECRETS  secrets of webhooks: name=secret, several with spaces between them
  SEXTANT_SECRET_KEY      32 bytes in base64 that secrets are sealed with, instead of secret.key in the data folder
  SEXTANT_SOURCE_FOLDERS  folders besides the workspace that sources may read files of, separated by commas
  SEXTANT_ALLOWED_SOURCES hosts in private networks that URL sources may read, separated by commas
  SEXTANT_LOG_LEVEL       trace, debug, info, warn (default), error or silent
`;

const refuse = (findings: Finding[]): Problem =>
  new Problem("invalid_request", findings.map((finding) => finding.message).join("\n"), {
    hint: "Run with --help to see every setting.",
    findings,
  });

const flagsOf = (argv: readonly string[]): Record<string, string | boolean | undefined> => {
  const text = { type: "string" } as const;
  const options = {
    workspace: text,
    data: text,
    host: text,
    port: text,
    "as-applied": { type: "boolean" },
    help: { type: "boolean" },
  } as const;
  try {
    return parseArgs({ args: [...argv], options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw refuse([{ rule: "config/flag", severity: "error", message, hint: "See --help." }]);
  }
};

const defaults = (workspace: string, data: string) => ({
  workspace,
  data,
  host: "127.0.0.1",
  port: "4004",
  store: `sqlite:${join(data, "records.db")}`,
  warehouse: `chdb:${join(data, "facts")}`,
  allowedHosts: "",
  internalHosts: "",
  publicUrl: "",
  asApplied: "false",
  edits: "folder",
  secure: "false",
  trustProxy: "false",
  receiptDays: "90",
  pushRowsPerMinute: "0",
  webhookSecrets: "",
  secretKey: "",
  sourceFolders: "",
  allowedSources: "",
  logLevel: "warn",
});

const versionOf = (): string => {
  const { version } = JSON.parse(readFileSync(join(home, "apps/server/package.json"), "utf8")) as { version: string };
  return version;
};

/** Reads flags and environment; `null` when only help was asked. Throws `invalid_request` with a finding per wrong value. */
export const readConfig = (
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Config | null => {
  const flags = flagsOf(argv);
  if (flags.help === true) return null;
  const given = Object.fromEntries(
    Object.entries(names).flatMap(([name, { variable, flag: option }]) => {
      const value = (option === null ? undefined : flags[option.slice(2)]) ?? environment[variable];
      return value === undefined ? [] : [[name, String(value)]];
    }),
  );
  const workspace = resolve(given.workspace ?? join(home, "examples/flights"));
  const data = resolve(given.data ?? join(workspace, ".sextant"));
  const result = settings.safeParse({ ...defaults(workspace, data), ...given, workspace, data });
  if (!result.success)
    throw refuse(
      result.error.issues.map((issue) => {
        const { variable, flag: option } = names[issue.path[0] as keyof typeof names];
        const where = option === null ? variable : `${option} (or ${variable})`;
        return { rule: "config/value", severity: "error", message: `${where}: ${issue.message}`, hint: "See --help." };
      }),
    );
  if (!existsSync(workspace))
    throw refuse([
      {
        rule: "config/workspace",
        severity: "error",
        message: `There is no folder ${workspace}.`,
        hint: "Name one with --workspace.",
      },
    ]);
  return { ...result.data, webFolder: join(home, "apps/web/dist"), version: versionOf() };
};

/** The configuration of this process. */
export const processConfig = (): Config | null => readConfig(process.argv.slice(2), process.env);
