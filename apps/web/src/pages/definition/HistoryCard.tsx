import type { DictionaryPage } from "@sextant/model/api/answers/dictionary";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { versionEffectQuery } from "../../data/governance.ts";
import { ProblemNotice } from "../../parts/ProblemNotice.tsx";
import { dateTimeIn } from "../../ui/instant.ts";
import { effectSentence } from "./EffectLine.tsx";

type Version = DictionaryPage["history"][number];

const Fields = ({ fields }: Pick<Version, "fields">): ReactNode => (
  <ul className="definition-plan">
    {fields.map(({ path, before, after }) => (
      <li key={path}>
        <code>{path}</code> {before !== null && <del>{before}</del>} {after !== null && <ins>{after}</ins>}
      </li>
    ))}
  </ul>
);

/** What past numbers would be under an earlier version, held against those of today. */
const Effect = ({ metric, version }: { metric: string; version: number }): ReactNode => {
  const [isAsked, ask] = useState(false);
  const { data, error } = useQuery({ ...versionEffectQuery(metric, version), enabled: isAsked });
  if (!isAsked)
    return (
      <button type="button" className="button quiet" onClick={() => ask(true)}>
        Numbers under version {version}
      </button>
    );
  if (error !== null) return <ProblemNotice error={error} />;
  return <p role="status">{data === undefined ? "Computing …" : effectSentence(data)}</p>;
};

/** Every version, newest first: by whom, what changed in its meaning, and what that does to the numbers. */
export const HistoryCard = ({ page, timeZone }: { page: DictionaryPage; timeZone: string }): ReactNode => (
  <section className="definition-card definition-wide" aria-labelledby="definition-history">
    <h2 id="definition-history">Versions</h2>
    <ol className="definition-history">
      {page.history.map(({ version, hash, by, fields }, index) => (
        <li key={`${version} ${hash} ${by.at}`}>
          <p>
            <strong>Version {version}</strong> <code className="definition-soft">{hash.slice(0, 8)}</code> by {by.name},{" "}
            {dateTimeIn(by.at, timeZone)}
          </p>
          <Fields fields={fields} />
          {page.entry.type === "metric" && index > 0 && <Effect metric={page.entry.id} version={version} />}
        </li>
      ))}
    </ol>
  </section>
);
