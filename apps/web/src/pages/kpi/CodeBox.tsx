import type { ReactNode } from "react";
import { CopyButton } from "./CopyButton.tsx";

interface CodeBoxProps {
  /** What it is, e.g. `SQL`. */
  name: string;
  text: string;
}

/** Code as it is, in a box that scrolls, with a button that copies it. */
export const CodeBox = ({ name, text }: CodeBoxProps): ReactNode => (
  <div className="code-box">
    <CopyButton text={text} what={name} />
    {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
    <section aria-label={name} tabIndex={0}>
      <pre>{text}</pre>
    </section>
  </div>
);
