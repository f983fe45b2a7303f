import type { OwnDataAnswer, OwnDataBody } from "@sextant/model/api/answers/own-data";
import type { ReactNode } from "react";

type Column = OwnDataAnswer["profile"]["columns"][number];

const types = ["string", "integer", "number", "boolean", "date", "datetime"] as const;
const roles: Record<Column["role"], string> = {
  time: "when",
  entity: "who or what",
  category: "to slice by",
  money: "money",
  measure: "to measure",
  flag: "yes or no",
  text: "text",
  junk: "says nothing",
};

const holds = (column: Column): string => {
  if (column.first !== null) return `${column.first} to ${column.last}`;
  if (column.least !== null) return `${column.least.toLocaleString("en")} to ${column.most?.toLocaleString("en")}`;
  return column.examples.join(", ");
};

const share = ({ empty, rows }: Column): string => (empty === 0 ? "none" : `${((100 * empty) / rows).toFixed(1)}%`);

interface ColumnsTableProps {
  answer: OwnDataAnswer;
  body: OwnDataBody;
  onChange: (change: Partial<OwnDataBody>) => void;
}

/** Every column with what it holds, and the choices a person has: is it the time, what is its type, is it wanted. */
export const ColumnsTable = ({ answer, body, onChange }: ColumnsTableProps): ReactNode => {
  const { columns } = answer.profile;
  const left = body.leave_out ?? columns.filter(({ role }) => role === "junk").map(({ name }) => name);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="own-scroll" aria-label="Columns" tabIndex={0}>
      <table className="own-table">
        <thead>
          <tr>
            <th scope="col">Use</th>
            <th scope="col">Column</th>
            <th scope="col">Time</th>
            <th scope="col">Type</th>
            <th scope="col">Good for</th>
            <th scope="col">Holds</th>
            <th scope="col">Missing</th>
            <th scope="col">Different</th>
          </tr>
        </thead>
        <tbody>
          {columns.map((column) => (
            <tr key={column.name} data-off={left.includes(column.name) ? "" : undefined}>
              <td>
                <input
                  type="checkbox"
                  aria-label={`Use ${column.from}`}
                  checked={!left.includes(column.name)}
                  disabled={column.name === answer.time}
                  onChange={({ target }) =>
                    onChange({
                      leave_out: target.checked ? left.filter((name) => name !== column.name) : [...left, column.name],
                    })
                  }
                />
              </td>
              <th scope="row">{column.from}</th>
              <td>
                <input
                  type="radio"
                  name="own-time"
                  aria-label={`${column.from} is the time`}
                  checked={column.name === answer.time}
                  disabled={column.role !== "time" || column.empty > 0}
                  onChange={() => onChange({ time: column.name })}
                />
              </td>
              <td>
                <select
                  aria-label={`Type of ${column.from}`}
                  value={body.types?.[column.name] ?? column.type}
                  onChange={({ target }) => {
                    const type = types.find((one) => one === target.value);
                    if (type !== undefined) onChange({ types: { ...body.types, [column.name]: type } });
                  }}
                >
                  {types.map((type) => (
                    <option key={type}>{type}</option>
                  ))}
                  {column.type === "decimal" && <option>decimal</option>}
                </select>
              </td>
              <td>{roles[column.role]}</td>
              <td className="own-holds">{holds(column)}</td>
              <td className="number">{share(column)}</td>
              <td className="number">
                {column.distinct > 10_000 ? "over 10,000" : column.distinct.toLocaleString("en")}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
};
