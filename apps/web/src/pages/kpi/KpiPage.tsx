import type { KpiAnswer } from "@sextant/model/api/answers/kpi";
import { useQuery } from "@tanstack/react-query";
import { lazy, type ReactNode, Suspense } from "react";
import { type KpiQuestion, kpiQuery } from "../../data/queries.ts";
import { arriving } from "../../ui/arriving.ts";
import { writeSearch } from "../../ui/router/address.ts";
import { go } from "../../ui/router/history.ts";
import { ChartCard } from "./ChartCard.tsx";
import { DriftNotice } from "./DriftNotice.tsx";
import { GuardrailsCard } from "./GuardrailsCard.tsx";
import { KnownNotice } from "./KnownNotice.tsx";
import { KpiBones } from "./KpiBones.tsx";
import { KpiFailure } from "./KpiFailure.tsx";
import { KpiHead } from "./KpiHead.tsx";
import { SlicesCard } from "./SlicesCard.tsx";
import { ValueCard } from "./ValueCard.tsx";
import "./kpi.css";
import "./facts.css";

/** Cards few KPIs have arrive when one has them, and those below the first look after it. */
const CohortsCard = lazy(arriving(() => import("./CohortsCard.tsx").then((part) => ({ default: part.CohortsCard }))));
const ActsCard = lazy(arriving(() => import("./acts/ActsCard.tsx").then((part) => ({ default: part.ActsCard }))));
const JudgementCard = lazy(
  arriving(() => import("./JudgementCard.tsx").then((part) => ({ default: part.JudgementCard }))),
);
const RestatementsCard = lazy(
  arriving(() => import("./RestatementsCard.tsx").then((part) => ({ default: part.RestatementsCard }))),
);
const DefinitionCard = lazy(
  arriving(() => import("./DefinitionCard.tsx").then((part) => ({ default: part.DefinitionCard }))),
);
const ReceiptCard = lazy(arriving(() => import("./ReceiptCard.tsx").then((part) => ({ default: part.ReceiptCard }))));
const EntryCard = lazy(arriving(() => import("./EntryCard.tsx").then((part) => ({ default: part.EntryCard }))));

interface KpiPageProps {
  id: string;
  question: KpiQuestion;
}

/** Everything about one KPI, from one answer; the last answer stays while another grain or span is on its way. */
export const KpiPage = ({ id, question }: KpiPageProps): ReactNode => {
  const { data, error, isPlaceholderData, refetch } = useQuery(kpiQuery(id, question));
  if (data === undefined && error !== null) return <KpiFailure id={id} error={error} retry={() => void refetch()} />;
  if (data === undefined) return <KpiBones />;
  return (
    <>
      {error !== null && <KpiFailure id={id} error={error} retry={() => void refetch()} />}
      <Loaded answer={data} question={question} isChanging={isPlaceholderData} />
    </>
  );
};

interface LoadedProps {
  answer: KpiAnswer;
  question: KpiQuestion;
  /** True while the answer is that of another question. */
  isChanging: boolean;
}

const Loaded = ({ answer, question, isChanging }: LoadedProps): ReactNode => {
  const ask = (change: Partial<KpiQuestion>): void =>
    go(`${location.pathname}${writeSearch({ ...question, ...change })}`, { keepScroll: true });
  return (
    <>
      {answer.known !== null && (
        <KnownNotice known={answer.known} timeZone={answer.timeZone} forget={() => ask({ known: undefined })} />
      )}
      <KpiHead answer={answer} />
      <DriftNotice tile={answer.tile} />
      <div className="kpi-layout" aria-busy={isChanging}>
        <ValueCard answer={answer} />
        <div className="kpi-main">
          <ChartCard answer={answer} question={question} ask={ask} />
          <Suspense fallback={null}>
            {answer.hasCohorts && <CohortsCard id={answer.tile.id} grain={answer.tile.grain} />}
            {answer.entered !== null && <EntryCard key={answer.tile.id} answer={answer} entered={answer.entered} />}
          </Suspense>
          <Suspense fallback={null}>{answer.known === null && <ActsCard answer={answer} />}</Suspense>
          <SlicesCard answer={answer} question={question} ask={ask} />
          <Suspense fallback={null}>
            <RestatementsCard answer={answer} />
            <ReceiptCard receipt={answer.receipt} timeZone={answer.timeZone} />
          </Suspense>
        </div>
        <div className="kpi-aside">
          <Suspense fallback={null}>
            <JudgementCard answer={answer} />
          </Suspense>
          <GuardrailsCard answer={answer} />
          <Suspense fallback={null}>
            <DefinitionCard answer={answer} />
          </Suspense>
        </div>
      </div>
    </>
  );
};
