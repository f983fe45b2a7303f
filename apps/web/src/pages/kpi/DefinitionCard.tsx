import type { KpiAnswer } from "@sextant/model/api/answers/kpi";
import type { ReactNode } from "react";
import { dateIn } from "../../ui/instant.ts";
import { Link } from "../../ui/router/Link.tsx";
import { CodeBox } from "./CodeBox.tsx";
import { currentPeriodWords } from "./words.ts";

/** Digits of a hash that tell versions apart for people. */
const shortHash = 10;

interface PartProps {
  answer: KpiAnswer;
}

const Fact = ({ name, children }: { name: string; children: ReactNode }): ReactNode => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

const Links = ({
  to,
  entries,
}: {
  to: "/kpis/:id" | "/dashboards/:id";
  entries: { id: string; label: string }[];
}): ReactNode => (
  <ul className="kpi-links">
    {entries.map(({ id, label }) => (
      <li key={id}>
        <Link to={to} params={{ id }}>
          {label}
        </Link>
      </li>
    ))}
  </ul>
);

const Practice = ({ answer: { definition, dashboards, guardrailStandings } }: PartProps): ReactNode => (
  <dl className="kpi-definition">
    <Fact name="When it turns red">{definition.actionWhenRed ?? "No action written down."}</Fact>
    {definition.cannotBeGamedBecause !== null && guardrailStandings.length > 0 && (
      <Fact name="Why it cannot be gamed">{definition.cannotBeGamedBecause}</Fact>
    )}
    {definition.leads.length > 0 && (
      <Fact name="Runs ahead of">
        <Links to="/kpis/:id" entries={definition.leads} />
      </Fact>
    )}
    <Fact name="Period that is not over">{currentPeriodWords[definition.currentPeriod]}.</Fact>
    {dashboards.length > 0 && (
      <Fact name="Used in">
        <Links to="/dashboards/:id" entries={dashboards} />
      </Fact>
    )}
  </dl>
);

const History = ({ answer: { definition, timeZone } }: PartProps): ReactNode => (
  <details className="fold">
    <summary>
      History <span className="muted">{definition.history.length}</span>
    </summary>
    <ol className="kpi-history number" reversed>
      {definition.history.map(({ version, hash, appliedAt, by }) => (
        <li key={`${version} ${hash}`}>
          Version {version} <code>{hash.slice(0, shortHash)}</code>
          <span className="muted">
            {dateIn(appliedAt, timeZone)} by {by}
          </span>
        </li>
      ))}
    </ol>
  </details>
);

/** The formula in words on its first line, in code on the others. */
const Formula = ({ text }: { text: string }): ReactNode => {
  const [words, ...code] = text.split("\n");
  return (
    <div className="kpi-formula">
      <p>{words}</p>
      {code.length > 0 && <code>{code.join("\n")}</code>}
    </div>
  );
};

/** What the number means: formula, version, what follows from it, and the YAML it was written in (K3). */
export const DefinitionCard = ({ answer }: PartProps): ReactNode => {
  const { definition } = answer;
  const place = definition.line === null ? definition.file : `${definition.file}:${definition.line}`;
  return (
    <section className="card" aria-labelledby="definition">
      <h2 id="definition">Definition</h2>
      {definition.description !== null && <p className="kpi-meaning">{definition.description}</p>}
      <Formula text={definition.formula} />
      <p className="kpi-version number">
        Version {definition.version} <code title={definition.hash}>{definition.hash.slice(0, shortHash)}</code>
        <span className="tag">{definition.state}</span>
      </p>
      <Practice answer={answer} />
      <details className="fold">
        <summary>YAML</summary>
        {definition.file !== null && (
          <p className="kpi-place">
            <code>{place}</code>
          </p>
        )}
        <CodeBox name="YAML" text={definition.yaml} />
      </details>
      {definition.history.length > 0 && <History answer={answer} />}
    </section>
  );
};
