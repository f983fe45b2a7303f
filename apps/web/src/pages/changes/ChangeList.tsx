import type { DefinitionChange } from "@sextant/model/api/answers/definitions";
import type { ReactNode } from "react";
import { changeWords, typeWords } from "./words.ts";

const weight: Record<DefinitionChange["change"], number> = { removed: 0, semantic: 1, added: 2, cosmetic: 3 };

const below = "built_on.";

/** Metrics underneath have changed: their hashes say nothing to a reader, their names do. */
const BuiltOn = ({ fields }: Pick<DefinitionChange, "fields">): ReactNode => {
  const bases = fields.filter(({ path }) => path.startsWith(below)).map(({ path }) => path.slice(below.length));
  return (
    bases.length > 0 && (
      <p className="change-below">
        Built on <code>{bases.join(", ")}</code>, which {bases.length === 1 ? "means" : "mean"} something else then.
      </p>
    )
  );
};

const Fields = ({ fields }: Pick<DefinitionChange, "fields">): ReactNode => (
  <dl className="change-fields">
    {fields.map(({ path, before, after }) => (
      <div key={path}>
        <dt>{path}</dt>
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
            <BuiltOn fields={fields} />
            <Fields fields={fields.filter(({ path }) => !path.startsWith(below))} />
          </li>
        ))}
    </ul>
  </section>
);
