import type { DefinitionChange } from "@sextant/model/api/answers/definitions";
import type { ReactNode } from "react";
import { changeWords, typeWords } from "./words.ts";

const weight: Record<DefinitionChange["change"], number> = { removed: 0, semantic: 1, added: 2, cosmetic: 3 };

const Fields = ({ fields }: Pick<DefinitionChange, "fields">): ReactNode => (
  <dl className="change-fields">
    {fields.map(({ path, before, after }) => (
      <div key={path}>
        <dt>{path.startsWith("built_on.") ? `built on ${path.slice("built_on.".length)}` : path}</dt>
        <dd>
          {before !== null && (
            <del>
              <span className="visually-hidden">before: </span>
              {before}
            </del>
          )}
          {after !== null && (
            <ins>
              <span className="visually-hidden">after: </span>
              {after}
            </ins>
          )}
        </dd>
      </div>
    ))}
  </dl>
);

/** Every changed definition, changes of meaning first, with the fields that differ. */
export const ChangeList = ({ changes }: { changes: readonly DefinitionChange[] }): ReactNode => (
  <section aria-labelledby="changes-definitions">
    <h2 id="changes-definitions">
      {changes.length} {changes.length === 1 ? "definition" : "definitions"}
    </h2>
    <ul className="change-list">
      {[...changes]
        .sort((a, b) => weight[a.change] - weight[b.change])
        .map(({ type, id, change, fields, version }) => (
          <li key={`${type} ${id}`} className="change">
            <p className="change-head">
              <span className="change-kind" data-change={change}>
                {changeWords[change]}
              </span>
              <strong>
                {typeWords[type]} <code>{id}</code>
              </strong>
              {change === "semantic" && <span className="change-version number">becomes version {version}</span>}
            </p>
            {fields.length > 0 && <Fields fields={fields} />}
          </li>
        ))}
    </ul>
  </section>
);
