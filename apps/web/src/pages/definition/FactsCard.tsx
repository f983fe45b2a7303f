import type { DictionaryPage } from "@sextant/model/api/answers/dictionary";
import type { ReactNode } from "react";
import { dateTimeIn } from "../../ui/instant.ts";

const Fact = ({ name, children }: { name: string; children: ReactNode }): ReactNode => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

const Thresholds = ({ thresholds }: Pick<DictionaryPage, "thresholds">): ReactNode =>
  thresholds !== null && (
    <Fact name="Thresholds">
      On track {thresholds.green}
      {thresholds.yellow !== null && <>; watch {thresholds.yellow}</>}; off track {thresholds.red}
    </Fact>
  );

/** What it is, from what it is computed, who answers for it, and what is wanted of it. */
export const FactsCard = ({ page, timeZone }: { page: DictionaryPage; timeZone: string }): ReactNode => {
  const { entry, code, sources, target, thresholds, cadence, actionWhenRed, cannotBeGamedBecause } = page;
  return (
    <section className="definition-card" aria-labelledby="definition-facts">
      <h2 id="definition-facts">What it is</h2>
      <dl className="definition-facts">
        <Fact name="In words">{entry.formula}</Fact>
        <Fact name="In code">
          <code>{code}</code>
        </Fact>
        <Fact name="Unit">{entry.unit}</Fact>
        <Fact name="Owner">{entry.owner?.label ?? "Nobody"}</Fact>
        {entry.level !== null && (
          <Fact name="Level">{[entry.level, ...entry.departments, entry.timing].filter(Boolean).join(" · ")}</Fact>
        )}
        {target !== null && <Fact name="Target">{target}</Fact>}
        <Thresholds thresholds={thresholds} />
        {cadence !== null && <Fact name="Reviewed">{cadence}</Fact>}
        {actionWhenRed !== null && <Fact name="When off track">{actionWhenRed}</Fact>}
        {cannotBeGamedBecause !== null && <Fact name="Cannot be gamed because">{cannotBeGamedBecause}</Fact>}
        {entry.synonyms.length > 0 && <Fact name="Also called">{entry.synonyms.join(", ")}</Fact>}
        {sources.map(({ id, label, watermark, problem }) => (
          <Fact key={id} name="Source">
            {label} <code>{id}</code>:{" "}
            {problem ?? (watermark === null ? "no rows yet" : `data to ${dateTimeIn(watermark, timeZone)}`)}
          </Fact>
        ))}
      </dl>
    </section>
  );
};
