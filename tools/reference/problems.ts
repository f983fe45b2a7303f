import { problems } from "@sextant/model/problem/problem";

/** The reference page of problems, from the catalogue. */
export const problemReference = (): string =>
  [
    "# Problems",
    "",
    "Generated from the catalogue; do not edit. A failed request answers `application/problem+json` (RFC 9457) with `code`, `detail`,",
    "`hint` and, where an author can mend it, `findings` with file, line and column. The command line exits with the code beside it.",
    "",
    "| code | HTTP | exit | title |",
    "| --- | --- | --- | --- |",
    ...Object.entries(problems).map(
      ([code, { status, exit, title }]) => `| \`${code}\` | ${status} | ${exit} | ${title} |`,
    ),
    "",
  ].join("\n");
