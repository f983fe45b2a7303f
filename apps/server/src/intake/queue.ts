/** Runs tasks of one name one after another; tasks of different names do not wait for each other. */
export const openQueues = (): (<T>(name: string, task: () => Promise<T>) => Promise<T>) => {
  const tails = new Map<string, Promise<unknown>>();
  return (name, task) => {
    const before = tails.get(name) ?? Promise.resolve();
    const mine = before.then(task, task);
    const tail = mine.catch(() => undefined);
    tails.set(name, tail);
    return mine;
  };
};
