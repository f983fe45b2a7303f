import { ApiProblem } from "@sextant/model/api/client";
import { Problem, type ProblemCode, problems } from "@sextant/model/problem/problem";
import { Command, CommanderError } from "commander";
import { type GlobalOptions, mayUseColor, readSettings } from "./config.ts";
import { findingsText } from "./print/findings.ts";
import type { Verb } from "./verb.ts";
import { verbs } from "./verbs.ts";

// `sextant status | head` closes the pipe early: what is not read is not an error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

const write = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

const register = (program: Command, verb: Verb, done: (code: number) => void): void => {
  const command = program.command(verb.name).description(verb.summary);
  for (const argument of verb.arguments ?? []) command.argument(`[${argument.name}]`, argument.description);
  for (const option of verb.options ?? []) command.option(option.flags, option.description);
  command.addHelpText("after", `\nExamples:\n${verb.examples.map((example) => `  ${example}`).join("\n")}`);
  command.action(async () => {
    const global: GlobalOptions = command.optsWithGlobals();
    const json = global.json ?? false;
    const code = await verb.run({
      settings: () => readSettings(global),
      json,
      color: mayUseColor() && !json,
      arguments: command.args,
      options: command.opts(),
      say: (text) => {
        if (!json) process.stderr.write(`${text}\n`);
      },
      write,
    });
    done(code);
  });
};

interface Failure {
  code: string;
  detail: string;
  hint: string | undefined;
  findings: Parameters<typeof findingsText>[0];
}

const failureOf = (cause: unknown): Failure => {
  if (cause instanceof Problem)
    return { code: cause.code, detail: cause.message, hint: cause.hint, findings: cause.findings };
  if (cause instanceof ApiProblem) {
    const { code, detail, hint, findings } = cause.body;
    return { code, detail, hint, findings: findings ?? [] };
  }
  return {
    code: "internal",
    detail: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause),
    hint: undefined,
    findings: [],
  };
};

/** Whether the findings say more than the problem itself does: a single one without a place is its own sentence again. */
const addsTo = ({ findings, detail }: Failure): boolean =>
  findings.length > 1 || findings.some(({ message, place }) => message !== detail || place !== undefined);

const report = (cause: unknown, json: boolean): number => {
  const failure = failureOf(cause);
  const entry = problems[failure.code in problems ? (failure.code as ProblemCode) : "internal"];
  if (json) write(JSON.stringify({ problem: { ...failure, title: entry.title } }));
  else {
    process.stderr.write(`${entry.title}: ${failure.detail}\n`);
    if (failure.hint !== undefined) process.stderr.write(`  → ${failure.hint}\n`);
    if (addsTo(failure)) process.stderr.write(`${findingsText(failure.findings, false)}\n`);
  }
  return entry.exit;
};

const run = async (): Promise<number> => {
  let code = 0;
  const program = new Command("sextant")
    .description("Are we on track, and if not, what do we do? KPIs from definition to decision.")
    .option("--workspace <folder>", "the workspace folder; the nearest one upwards when not given")
    .option("--server <url>", "a running server (also SEXTANT_URL, with SEXTANT_TOKEN)")
    .option("--json", "print JSON for programs")
    .exitOverride()
    .showHelpAfterError("(add --help for what there is)");
  for (const verb of verbs)
    register(program, verb, (done) => {
      code = done;
    });
  try {
    await program.parseAsync();
    return code;
  } catch (cause) {
    if (cause instanceof CommanderError) return cause.exitCode === 0 ? 0 : problems.invalid_request.exit;
    return report(cause, process.argv.includes("--json"));
  }
};

process.exitCode = await run();
