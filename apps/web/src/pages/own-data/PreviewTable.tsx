import type { OwnDataAnswer } from "@sextant/model/api/answers/own-data";
import type { ReactNode } from "react";

/** The first rows, as they are written in the file. */
export const PreviewTable = ({ profile }: Pick<OwnDataAnswer, "profile">): ReactNode => (
  <details className="own-reading">
    <summary>The first {profile.preview.length} rows, as written</summary>
    {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
    <section className="own-scroll" aria-label="First rows" tabIndex={0}>
      <table className="own-table">
        <thead>
          <tr>
            {profile.columns.map(({ name, from }) => (
              <th key={name} scope="col">
                {from}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {profile.preview.map((row, line) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a file have no name but their place
            <tr key={line}>
              {profile.columns.map(({ name }, index) => (
                <td key={name}>{row[index]}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  </details>
);
