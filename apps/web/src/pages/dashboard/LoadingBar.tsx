import type { ReactNode } from "react";
import { useFeed } from "../../data/feed.ts";

const count = new Intl.NumberFormat("en");

/** Says which dataset is being read and how far it is; nothing otherwise. */
export const LoadingBar = (): ReactNode => {
  const { loading } = useFeed();
  if (loading === null) return null;
  return (
    <p className="loading-bar number" role="status">
      Loading {loading.dataset}: {count.format(loading.rows)} rows so far
    </p>
  );
};
