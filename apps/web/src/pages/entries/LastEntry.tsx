import type { DueMetric } from "@sextant/model/api/answers/entry";
import { periodLabel } from "@sextant/model/time/label";
import type { ReactNode } from "react";
import { Evidence } from "../../parts/Evidence.tsx";
import { dateTimeIn } from "../../ui/instant.ts";

/** Who entered what last, when, and on which evidence. */
export const LastEntry = ({ metric: { last }, zone }: { metric: DueMetric; zone: string }): ReactNode => (
  <td className="due-last">
    {last === null ? (
      "Nothing entered yet"
    ) : (
      <>
        {periodLabel(last.period)}
        <span className="due-note">
          {last.author}, {dateTimeIn(last.enteredAt, zone)}
        </span>
        {last.evidence !== null && (
          <span className="due-note">
            Evidence: <Evidence text={last.evidence} />
          </span>
        )}
      </>
    )}
  </td>
);
