import type { Options } from "../benchmark.ts";
import { type House, withHouse } from "../house.ts";
import { withData } from "../server.ts";
import { sizeOf, usualEvents } from "./generate.ts";
import { landAll } from "./land.ts";

/** Events of a smoke run. */
const fewEvents = 200_000;

/** Events a benchmark runs on: the issue's, or few for a smoke run. */
export const eventsFor = ({ quick }: Options): number => (quick ? fewEvents : usualEvents);

/** The workspace's folder. */
export const commerceWorkspace = import.meta.dirname;

/** Runs work in a house into which so many events have landed, and the orders that go with them. */
export const withCommerce = <T>(events: number, work: (house: House) => Promise<T>): Promise<T> =>
  withData((data) =>
    withHouse(
      data,
      async (house) => {
        await landAll(house, sizeOf(events));
        return work(house);
      },
      commerceWorkspace,
    ),
  );
