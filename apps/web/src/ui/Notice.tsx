import type { ReactNode } from "react";

interface NoticeProps {
  title: string;
  /** What is the case, in a sentence. */
  children?: ReactNode;
  /** What to do about it. */
  hint?: ReactNode;
  /** Small code or trace for whoever is asked for help. */
  code?: string | undefined;
  action?: ReactNode;
  tone?: "plain" | "bad" | "good";
}

/** A state of a page in words: empty, failed, done. Failures are announced. */
export const Notice = ({ title, children, hint, code, action, tone = "plain" }: NoticeProps): ReactNode => (
  <div className="notice" data-tone={tone} role={tone === "bad" ? "alert" : undefined}>
    <h2>{title}</h2>
    {children !== undefined && <p>{children}</p>}
    {hint !== undefined && <p className="notice-hint">{hint}</p>}
    {action !== undefined && <div className="notice-action">{action}</div>}
    {code !== undefined && <p className="notice-code">{code}</p>}
  </div>
);
