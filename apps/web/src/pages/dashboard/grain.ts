import { type Grain, grains } from "@sextant/model/time/grain";

/** Reads the grain of an address; anything else than a grain is none. */
export const readGrain = (search: Record<string, unknown>): { grain?: Grain } => {
  const grain = grains.find((name) => name === search.grain);
  return grain === undefined ? {} : { grain };
};

/** Grains as the choice above the tiles writes them. */
export const grainChoices = grains.map((value) => ({ value, label: value[0]?.toUpperCase() + value.slice(1) }));
