import type { AnchorHTMLAttributes, MouseEvent, ReactNode } from "react";
import { usePathname } from "wouter/use-browser-location";
import { type Address, type Destination, hrefOf } from "./address.ts";
import { go } from "./history.ts";
import { usePrepare } from "./prepare.ts";

type LinkProps<A extends Address> = Destination<A> &
  Omit<AnchorHTMLAttributes<HTMLAnchorElement>, "href" | "target"> & { children: ReactNode };

/** Whether the browser should handle a click itself: another tab, another window, a download. */
const isForBrowser = (event: MouseEvent): boolean =>
  event.defaultPrevented || event.button !== 0 || event.metaKey || event.altKey || event.ctrlKey || event.shiftKey;

/** A link inside the app. Pointing at it loads what the page will need; the page one is on is marked as current. */
export const Link = <A extends Address>({
  to,
  params,
  search,
  hash,
  onClick,
  children,
  ...rest
}: LinkProps<A>): ReactNode => {
  const path = usePathname();
  const prepare = usePrepare();
  // The four belong together; taking them apart loses that for the compiler.
  const href = hrefOf({ to, params, search, hash } as Destination<A>);
  const target = href.replace(/[?#].*/, "");
  const isCurrent = target !== "/" && (path === target || path.startsWith(`${target}/`));
  return (
    <a
      aria-current={isCurrent ? "page" : undefined}
      {...rest}
      href={href}
      onPointerEnter={() => prepare(href)}
      onFocus={() => prepare(href)}
      onClick={(event) => {
        onClick?.(event);
        if (isForBrowser(event)) return;
        event.preventDefault();
        go(href);
      }}
    >
      {children}
    </a>
  );
};
