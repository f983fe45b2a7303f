import { MAX_HEIGHT, MAX_LENGTH, MAX_NESTING, MAX_NODES, RESERVED } from "./cursor.ts";
import { columnFunctions, type FunctionEntry, formulaFunctions, KIND_WORDS, signatureOf, UNITS } from "./functions.ts";

const rows = (table: Record<string, FunctionEntry>): string =>
  Object.entries(table)
    .map(([name, entry]) => {
      const gives = entry.gives === "same" ? "as given" : KIND_WORDS[entry.gives];
      return `| \`${signatureOf(name, entry)}\` | ${gives} | ${entry.sentence} | \`${entry.example}\` |`;
    })
    .join("\n");

const HEAD = "| function | gives | what | example |\n|---|---|---|---|";

const list = (items: Iterable<string>): string => [...items].map((item) => `\`${item}\``).join(", ");

/** The reference page of the expression language, in Markdown, from the tables the parser and checker use. */
export const expressionReference = (): string => `# Expressions

Generated from the language's own tables; edits here are overwritten.

An expression is a **condition** over the columns of a dataset (the filter of a metric), or a **formula** over metrics
(a derived metric). It is never passed to the database as text: it is read, checked against the declared names, and
printed as SQL in which every value is a bound parameter.

\`\`\`sql
delay < 15 and origin in ('ATL', 'ORD')
passenger_miles / flights_flown
\`\`\`

## Values and names

| | written |
|---|---|
| number | \`12\`, \`1.5\`, \`1e3\`, \`80%\` (the same as 0.8; a remainder needs a space: \`80 % x\`) |
| text | \`'Atlanta'\`; a quote inside is written twice: \`'O''Hare'\` |
| condition | \`true\`, \`false\` |
| date | \`date '2001-03-31'\`, years 1900 to 2299 |
| datetime | \`timestamp '2001-03-31 14:30:00'\`, in the dataset's time zone |
| unknown | \`null\` |
| name | \`delay\`, \`on_time_rate\`; anything else in double quotes: \`"Departure delay"\`, \`"a""b"\` |
| joined name | \`customer.segment\`, \`order.customer.segment\`: a column of a dataset this one \`joins\` |

Keywords and functions may be written in any letter case; names are exact. These words need double quotes to be a name:
${list(RESERVED)}.

## Operators, from the tightest to the loosest

| operators | notes |
|---|---|
| \`-x\` | |
| \`*\` \`/\` \`%\` | division and remainder by zero are unknown; \`%\` has the sign of its left side |
| \`+\` \`-\` | |
| \`=\` \`<>\` \`<\` \`<=\` \`>\` \`>=\`, \`in (…)\`, \`between a and b\`, \`like\`, \`ilike\`, \`is null\` | \`==\` and \`!=\` work too; each of the words may be negated with \`not\`; not to be chained |
| \`not\` | |
| \`and\` | |
| \`or\` | |

\`case when condition then value … else value end\` and \`case x when value then … end\` choose between values.

- Both sides of a comparison have one type. A date compared with a datetime means its midnight.
- \`in\` takes fixed values. \`between\` includes both bounds.
- In the pattern of \`like\`, \`%\` stands for any characters and \`_\` for one; \`\\%\`, \`\\_\` and \`\\\\\` stand for the
  characters themselves. \`ilike\` ignores letter case.
- **Unknown spreads**: an operator or function with an unknown operand gives unknown, except \`is null\`, \`coalesce\`,
  \`case\`, \`if\`, and \`and\`/\`or\` where the other side decides. A filter keeps rows whose condition is true.
- **Numbers are finite or unknown**: overflow and values outside a function's domain give unknown, never infinity.
  Arithmetic is done in double precision: whole numbers are exact up to 9,007,199,254,740,991.

## Functions over numbers and any values

In filters and in formulas.

${HEAD}
${rows(formulaFunctions)}

## Functions over dates and texts

In filters only. Parts of a datetime are taken in the dataset's time zone. Units of \`date_diff\`: ${list(UNITS)}.

${HEAD}
${rows(columnFunctions)}

## Limits

${MAX_LENGTH} characters, ${MAX_NODES} parts, ${MAX_NESTING} nested levels, ${MAX_HEIGHT} operators in a row (\`and\` and \`or\` have no such limit).
`;
