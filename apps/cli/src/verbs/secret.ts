import { text } from "node:stream/consumers";
import { Problem } from "@sextant/model/problem/problem";
import { table, titled } from "../print/table.ts";
import { withServer } from "../server/with-server.ts";
import type { Context, Verb } from "../verb.ts";

const usage = (what: string): Problem =>
  new Problem("invalid_request", what, { hint: "Write: sextant secret list, or sextant secret set|remove <name>." });

/** The value from standard input without the line break that ends it: never an argument, which others on the machine could see. */
const readValue = async (): Promise<string> => {
  if (process.stdin.isTTY) throw usage("The value is read from standard input.");
  return (await text(process.stdin)).replace(/\r?\n$/, "");
};

const list = async (context: Context): Promise<number> => {
  const { secrets } = await withServer(context, ({ client }) => client("secrets", {}));
  if (context.json) context.write(JSON.stringify({ secrets }));
  else if (secrets.length === 0) context.write("No secrets are kept.");
  else
    context.write(
      table(
        titled("name", "set", "by"),
        secrets.map(({ name, setAt, setBy }) => [name, new Date(setAt).toISOString(), setBy]),
      ),
    );
  return 0;
};

/** Keeps, lists and forgets the secrets that sources are opened with. */
export const secret: Verb = {
  name: "secret",
  summary: "Keep the passwords of sources, encrypted; values are read from standard input and never shown",
  arguments: [
    { name: "act", description: "list, set or remove" },
    { name: "name", description: "Name of the secret, as `secret:` of a source says it" },
  ],
  examples: [
    "sextant secret set crm_password < password.txt",
    "sextant secret list",
    "sextant secret remove crm_password",
  ],
  run: async (context) => {
    const [act = "list", name] = context.arguments;
    if (act === "list") return list(context);
    if (act !== "set" && act !== "remove") throw usage(`${JSON.stringify(act)} is nothing to do with a secret.`);
    if (name === undefined) throw usage("No secret was named.");
    const params = { name };
    if (act === "set") {
      const value = await readValue();
      await withServer(context, ({ client }) => client("setSecret", { params, body: { value } }));
    } else await withServer(context, ({ client }) => client("removeSecret", { params }));
    if (context.json) context.write(JSON.stringify({ name, [act]: true }));
    else context.write(`${name} is ${act === "set" ? "kept" : "forgotten"}.`);
    return 0;
  },
};
