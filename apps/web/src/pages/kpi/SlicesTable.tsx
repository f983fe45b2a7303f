import type { Slice } from "@sextant/model/api/answers/kpi";
import type { Tile, UnitView } from "@sextant/model/api/answers/tile";
import { formatChange, formatComputed } from "@sextant/model/metric/format";
import { type ReactNode, useState } from "react";
import { SliceBar } from "../../charts/draw/SliceBar.tsx";
import { barScale } from "../../charts/prepare/bars.ts";
import { valueWords } from "../../charts/prepare/words.ts";
import { judgement } from "../../parts/DeltaText.tsx";
import { isSmall, nextOrder, type SliceColumn, type SliceOrder, sliceName, sortSlices } from "./slices.ts";
import "./slices.css";

interface SlicesTableProps {
  tile: Tile;
  by: readonly string[];
  slices: readonly Slice[];
  /** What the slices left out are together, and how many there are. */
  other: Slice | null;
  omitted: number;
}

const counts = new Intl.NumberFormat("en");
const percent = new Intl.NumberFormat("en", { style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** Rows shown before one asks for all: what fits beside the rest of the page. */
const firstRows = 12;

const DeltaCell = ({ slice: { delta }, unit }: { slice: Slice; unit: UnitView }): ReactNode => {
  if (delta === null || delta.absolute === null) return <span className="muted">none</span>;
  const word = judgement(delta, unit);
  return (
    <span className="delta-amount" data-judgement={word}>
      {formatChange(delta, unit)} {word !== undefined && <span className="slice-word">{word}</span>}
    </span>
  );
};

/** Slices as rows that can be ordered by every column; a slice on few rows says so (N4). */
export const SlicesTable = ({ tile, by, slices, other, omitted }: SlicesTableProps): ReactNode => {
  const { unit, latest } = tile;
  const [order, setOrder] = useState<SliceOrder>({ column: "share", descending: true });
  const [showsAll, setShowsAll] = useState(false);
  const sorted = sortSlices(slices, order);
  const shown = showsAll ? sorted : sorted.slice(0, firstRows);
  const scale = barScale(
    [...slices, ...(other === null ? [] : [other])].map((slice) => slice.latest.value),
    latest?.value ?? null,
  );
  const write = (value: number): string => formatComputed(value, tile);
  const line = (slice: Slice, name: string): ReactNode => (
    <tr key={name}>
      <th scope="row">{name}</th>
      <td className="slice-value">
        <div className="slice-pair">
          <span>{valueWords(slice.latest, write)}</span>
          <SliceBar value={slice.latest.value} scale={scale} />
        </div>
      </td>
      <td>
        <DeltaCell slice={slice} unit={unit} />
      </td>
      <td>{slice.share === null ? "—" : percent.format(slice.share)}</td>
      <td>
        {isSmall(slice) && <span className="slice-few">few</span>} {counts.format(slice.latest.sampleSize)}
      </td>
    </tr>
  );
  const heading = (column: SliceColumn, text: string): ReactNode => (
    <th
      scope="col"
      className={`slice-${column}`}
      aria-sort={order.column === column ? (order.descending ? "descending" : "ascending") : "none"}
    >
      <button type="button" onClick={() => setOrder(nextOrder(order, column))}>
        <span className="sort-mark" aria-hidden="true">
          {order.column === column ? (order.descending ? "↓" : "↑") : ""}
        </span>
        {text}
      </button>
    </th>
  );
  return (
    <>
      <table className="slices number">
        <thead>
          <tr>
            {heading("name", by.join(" · "))}
            {heading("value", "Value")}
            {heading("delta", "Change")}
            {heading("share", "Share of rows")}
            {heading("rows", "Rows")}
          </tr>
        </thead>
        <tbody>
          {shown.map((slice) => line(slice, sliceName(slice)))}
          {other !== null && line(other, `Other (${counts.format(omitted)})`)}
        </tbody>
      </table>
      {slices.length > firstRows && (
        <button type="button" className="button slices-more" onClick={() => setShowsAll(!showsAll)}>
          {showsAll ? `Show the first ${firstRows}` : `Show all ${slices.length}`}
        </button>
      )}
    </>
  );
};
