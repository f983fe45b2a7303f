import { type House, withHouse } from "../house.ts";
import { withData } from "../server.ts";
import { sizeOf, usualEvents } from "./generate.ts";
import { landAll } from "./land.ts";

/** Events of a smoke run. */
const fewEvents = 200_000;

/** Runs work in a house into which the data has landed: the issue's, few rows for a smoke run, or as many as given. */
export const withCommerce = <T>(
  { quick, events = quick ? fewEvents : usualEvents }: { quick: boolean; events?: number },
  work: (house: House) => Promise<T>,
): Promise<T> =>
  withData((data) =>
    withHouse(
      data,
      async (house) => {
        await landAll(house, sizeOf(events));
        return work(house);
      },
      import.meta.dirname,
    ),
  );
