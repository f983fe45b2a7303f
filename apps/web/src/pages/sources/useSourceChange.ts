import { useQueryClient } from "@tanstack/react-query";
import { sourceQuery, sourcesQuery } from "../../data/sources.ts";

/** Asks again for a source and the list, after something was done with it. */
export const useSourceChange = (id: string): (() => Promise<void>) => {
  const client = useQueryClient();
  return async () => {
    await Promise.all([
      client.invalidateQueries({ queryKey: sourceQuery(id).queryKey }),
      client.invalidateQueries({ queryKey: sourcesQuery.queryKey }),
    ]);
  };
};
