export interface Mutex {
  run<T>(fn: () => Promise<T>): Promise<T>;
}

/** One at a time, in the order of asking. */
export const createMutex = (): Mutex => {
  let last: Promise<unknown> = Promise.resolve();
  return {
    run: (fn) => {
      const mine = last.then(fn, fn);
      last = mine.catch(() => undefined);
      return mine;
    },
  };
};
