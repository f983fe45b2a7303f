import type { ReactNode } from "react";

/** A sentence in which what stands between backticks is code. */
export const Prose = ({ text }: { text: string }): ReactNode =>
  text.split("`").map((part, index) =>
    // An odd part stood between two backticks; positions are the identity of parts of a fixed sentence.
    // biome-ignore lint/suspicious/noArrayIndexKey: the sentence never changes
    index % 2 === 1 ? <code key={index}>{part}</code> : part,
  );
