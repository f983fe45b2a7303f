import { Component, type ReactNode, Suspense, useCallback, useMemo } from "react";
import { usePathname, useSearch } from "wouter/use-browser-location";
import { type Page, pageFinder } from "./pages.ts";
import { PrepareContext } from "./prepare.ts";

interface OutletProps {
  pages: Record<string, Page<never>>;
  /** Shown while a page arrives. */
  waiting: ReactNode;
  /** Shown where no page is. */
  nowhere: ReactNode;
  /** Shown in place of a page that failed. */
  failed: (error: unknown) => ReactNode;
  /** The frame around every page. */
  frame: (page: ReactNode) => ReactNode;
}

/** Shows the page of the address within its frame; a page that fails leaves the frame standing. */
export const Outlet = ({ pages, waiting, nowhere, failed, frame }: OutletProps): ReactNode => {
  const path = usePathname();
  const search = useSearch();
  const find = useMemo(() => pageFinder(pages), [pages]);
  const prepare = useCallback(
    (href: string) => {
      const { pathname, search: asked } = new URL(href, location.href);
      find(pathname, asked)?.prepare();
    },
    [find],
  );
  const page = useMemo(() => find(path, search), [find, path, search]);
  return (
    <PrepareContext value={prepare}>
      {frame(
        <Boundary key={path} failed={failed}>
          <Suspense fallback={waiting}>{page === null ? nowhere : page.show()}</Suspense>
        </Boundary>,
      )}
    </PrepareContext>
  );
};

interface BoundaryProps {
  failed: (error: unknown) => ReactNode;
  children: ReactNode;
}

class Boundary extends Component<BoundaryProps, { error: unknown }> {
  override state: { error: unknown } = { error: undefined };
  static getDerivedStateFromError(error: unknown): { error: unknown } {
    return { error };
  }
  override render(): ReactNode {
    return this.state.error === undefined ? this.props.children : this.props.failed(this.state.error);
  }
}
