import type { Receipt } from "@sextant/model/api/answers/receipt";
import { useMutation } from "@tanstack/react-query";
import { type ReactNode, useEffect, useRef } from "react";
import { call } from "../../data/client.ts";
import { ProblemNotice } from "../../parts/ProblemNotice.tsx";
import { dateTimeIn } from "../../ui/instant.ts";
import { useHere } from "../../ui/router/history.ts";
import { CodeBox } from "./CodeBox.tsx";
import { byteWords, parameterText } from "./receipt.ts";

interface ReceiptCardProps {
  receipt: Receipt;
  timeZone: string;
}

const counts = new Intl.NumberFormat("en");

const Fact = ({ name, children }: { name: string; children: ReactNode }): ReactNode => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

const Facts = ({ receipt, timeZone }: ReceiptCardProps): ReactNode => (
  <dl className="receipt-facts number">
    <Fact name="Computed">{dateTimeIn(receipt.at, timeZone)}</Fact>
    <Fact name="As of">{dateTimeIn(receipt.now, timeZone)}</Fact>
    <Fact name="Rows read">{counts.format(receipt.rowsRead)}</Fact>
    <Fact name="Bytes read">{byteWords(receipt.bytesRead)}</Fact>
    <Fact name="Elapsed">{counts.format(Math.round(receipt.elapsedMs * 10) / 10)} ms</Fact>
    <Fact name="Engine">{receipt.engine}</Fact>
    <div className="wide">
      <dt>Result</dt>
      <dd>
        <code>{receipt.resultHash}</code>
      </dd>
    </div>
  </dl>
);

const Sources = ({ receipt, timeZone }: ReceiptCardProps): ReactNode => (
  <>
    <h3>Read from</h3>
    {receipt.datasets.length === 0 && <p className="card-note">Observations, kept when they were learned.</p>}
    <ul className="receipt-list number">
      {receipt.datasets.map(({ id, rows, watermark, sequence }) => (
        <li key={id}>
          <strong>{id}</strong> {counts.format(rows)} rows,{" "}
          {watermark === null ? "nothing landed" : `data to ${dateTimeIn(watermark, timeZone)}`}, batch {sequence}
        </li>
      ))}
    </ul>
    <h3>By these definitions</h3>
    <ul className="receipt-list number">
      {receipt.definitions.map(({ type, id, version, hash }) => (
        <li key={`${type} ${id}`}>
          {type} <strong>{id}</strong> version {version} <code>{hash}</code>
        </li>
      ))}
    </ul>
  </>
);

const Statement = ({ receipt }: { receipt: Receipt }): ReactNode => (
  <>
    <h3>Statement</h3>
    <CodeBox name="SQL" text={receipt.sql} />
    {Object.keys(receipt.parameters).length > 0 && (
      <>
        <h3>Parameters</h3>
        <dl className="receipt-parameters number">
          {Object.entries(receipt.parameters).map(([name, value]) => (
            <div key={name}>
              <dt>
                <code>{name}</code>
              </dt>
              <dd>
                <code>{parameterText(value)}</code>
              </dd>
            </div>
          ))}
        </dl>
      </>
    )}
  </>
);

const Verify = ({ id }: { id: string }): ReactNode => {
  const verify = useMutation({ mutationFn: () => call("verifyReceipt", { params: { id } }) });
  return (
    <div className="receipt-verify">
      <button type="button" className="button" disabled={verify.isPending} onClick={() => verify.mutate()}>
        {verify.isPending ? "Running again …" : "Run again and compare"}
      </button>
      <div role="status">
        {verify.data !== undefined && (
          <p className="receipt-verdict" data-same={verify.data.same}>
            <strong>{verify.data.same ? "✓ The same" : "✕ Different"}</strong> {verify.data.sentence}
          </p>
        )}
      </div>
      {verify.error !== null && <ProblemNotice error={verify.error} />}
    </div>
  );
};

/** What stands behind the numbers of this page, folded; it can be run again to the same value (N1). */
export const ReceiptCard = ({ receipt, timeZone }: ReceiptCardProps): ReactNode => {
  const { hash } = useHere();
  const fold = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    if (hash !== "receipt" || fold.current === null) return;
    fold.current.open = true;
    fold.current.scrollIntoView({ block: "start" });
  }, [hash]);
  return (
    <details id="receipt" className="card receipt" ref={fold}>
      <summary>
        <h2>Receipt</h2>
        <span className="receipt-gist muted number">
          {counts.format(receipt.rowsRead)} {receipt.rowsRead === 1 ? "row" : "rows"} read,{" "}
          {dateTimeIn(receipt.at, timeZone)}
        </span>
      </summary>
      <Verify key={receipt.id} id={receipt.id} />
      <Facts receipt={receipt} timeZone={timeZone} />
      <Sources receipt={receipt} timeZone={timeZone} />
      <Statement receipt={receipt} />
    </details>
  );
};
