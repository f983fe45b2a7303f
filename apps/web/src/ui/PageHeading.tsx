import { type ReactNode, useEffect, useRef } from "react";

let focusNext = false;

/** Says that the person went to another page, so that its heading takes the focus when it appears. */
export const announceNavigation = (): void => {
  focusNext = true;
};

interface PageHeadingProps {
  /** Title of the tab, before the product's name. */
  title: string;
  children?: ReactNode;
}

/** The one h1 of a page: names the tab, and takes the focus after a navigation so that screen readers start there. */
export const PageHeading = ({ title, children }: PageHeadingProps): ReactNode => {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · Sextant`;
  }, [title]);
  useEffect(() => {
    if (!focusNext) return;
    focusNext = false;
    heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children ?? title}
    </h1>
  );
};
