import { Problem } from "@sextant/model/problem/problem";

/** Bytes under way from which on nobody else is let in, and above which who came last is sent away. */
export interface BudgetLimits {
  soft: number;
  hard: number;
  /** Batches that may wait to be let in. */
  waiting: number;
}

/** Some megabytes are enough to keep the engine busy; each byte of a body stands for a few of memory. */
export const usualBudget: BudgetLimits = { soft: 64 * 1_048_576, hard: 192 * 1_048_576, waiting: 1000 };

/** One batch under way. */
export interface Share {
  /** Counts bytes that were read; throws too_many_requests when that is too much for this moment. */
  take(bytes: number): void;
  leave(): void;
}

/** Keeps the memory of batches under way bounded: who is not let in is not read, and its sender is held up by the network. */
export interface Budget {
  /** Resolves when there is room; throws too_many_requests when too many wait already. */
  enter(): Promise<Share>;
}

const refuse = (why: string): Problem =>
  new Problem("too_many_requests", `${why} Nothing of this batch landed.`, {
    hint: "Send it again in a moment, under the same Idempotency-Key.",
    retryAfter: 1,
  });

/** Opens a budget with nothing under way. */
export const openBudget = ({ soft, hard, waiting: mostWaiting }: BudgetLimits): Budget => {
  const waiting: (() => void)[] = [];
  let total = 0;
  let entered = 0;
  const inside = new Set<number>();

  const admit = (): void => {
    while (total < soft && waiting.length > 0) waiting.shift()?.();
  };
  const share = (): Share => {
    entered += 1;
    const number = entered;
    inside.add(number);
    let own = 0;
    return {
      take: (bytes) => {
        // Sets keep the order of entry: the one that came first may always end, so that there is never a standstill.
        const [oldest] = inside;
        if (total + bytes > hard && number !== oldest)
          throw refuse("The server has more data under way than it can hold.");
        own += bytes;
        total += bytes;
      },
      leave: () => {
        inside.delete(number);
        total -= own;
        own = 0;
        admit();
      },
    };
  };

  return {
    enter: async () => {
      if (total >= soft || waiting.length > 0) {
        if (waiting.length >= mostWaiting) throw refuse("Too many batches are waiting.");
        await new Promise<void>((resolve) => waiting.push(resolve));
      }
      return share();
    },
  };
};

/** Counts the bytes of a body against a share as they are read. */
export const metered = async function* (body: AsyncIterable<Uint8Array>, share: Share): AsyncGenerator<Uint8Array> {
  for await (const chunk of body) {
    share.take(chunk.byteLength);
    yield chunk;
  }
};
