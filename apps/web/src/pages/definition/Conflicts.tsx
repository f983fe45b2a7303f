import type { ProblemBody } from "@sextant/model/api/answers/finding";
import type { ReactNode } from "react";

const Side = ({ title, text }: { title: string; text: string | null }): ReactNode => (
  <div>
    <h3>{title}</h3>
    {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached by keyboard */}
    <pre className="definition-code" tabIndex={0}>
      {text ?? "It is not there."}
    </pre>
  </div>
);

/** What two people made of one definition, side by side: nothing is merged for them. */
export const Conflicts = ({ conflicts }: { conflicts: NonNullable<ProblemBody["conflicts"]> }): ReactNode =>
  conflicts.map(({ type, id, yours, theirs }) => (
    <div key={`${type} ${id}`} className="definition-sides">
      <Side title={`Your ${type} ${id}`} text={yours} />
      <Side title="What is there now" text={theirs} />
    </div>
  ));
