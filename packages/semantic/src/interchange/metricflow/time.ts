import type { Attempt } from "../attempt.ts";
import type { OpenModel } from "./context.ts";

/** The time dimension that dates the rows of a model: the one a measure names, the model's own, or its only one. */
export const timeOf = (open: OpenModel, named: string | undefined): Attempt<{ dimension: string; column: string }> => {
  const wanted = named ?? open.model.timeDimension;
  const all = [...open.dimensions.values()].filter(({ source }) => source.isTime);
  const [only] = all;
  const found = wanted === undefined ? (all.length === 1 ? only : undefined) : open.dimensions.get(wanted);
  if (found === undefined)
    return {
      reason:
        wanted === undefined
          ? `The semantic model ${open.model.name} does not say which time dimension dates its rows.`
          : `The semantic model ${open.model.name} has no time dimension \`${wanted}\`.`,
    };
  if (!found.source.isTime || found.column === null)
    return { reason: `\`${found.source.name}\` is no column with a date or a time.` };
  return { value: { dimension: found.source.name, column: found.column } };
};
