import type { ReactNode } from "react";
import { linkOf } from "./entering.ts";

/** What an entry rests on: a link where it is one, the text otherwise. */
export const Evidence = ({ text }: { text: string }): ReactNode => {
  const link = linkOf(text);
  return link === null ? (
    text
  ) : (
    <a href={link} rel="noreferrer">
      {text}
    </a>
  );
};
