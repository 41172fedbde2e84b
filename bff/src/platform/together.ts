interface Waiting<I, O> {
  item: I;
  resolve(answer: O): void;
  reject(error: unknown): void;
}

/**
 * Asks for many what is asked for one: all that is asked until the event loop turns, or while the last question is under
 * way, goes into one `run`, `most` at a time, whose answers come in the order of the items. When a run of several fails,
 * each item is run by itself, so that no item suffers from another; `run` must bear that.
 */
export const together = <I, O>(run: (items: I[]) => Promise<O[]>, most: number): ((item: I) => Promise<O>) => {
  let waiting: Waiting<I, O>[] = [];
  let busy = false;

  const runSome = async (some: Waiting<I, O>[]): Promise<void> => {
    try {
      const answers = await run(some.map(({ item }) => item));
      if (answers.length !== some.length) throw new Error(`${some.length} asked, ${answers.length} answered`);
      for (const [index, one] of some.entries()) one.resolve(answers[index] as O);
    } catch (error) {
      if (some.length > 1) for (const one of some) await runSome([one]);
      else some[0]?.reject(error);
    }
  };

  const work = async (): Promise<void> => {
    while (waiting.length > 0) {
      const some = waiting.slice(0, most);
      waiting = waiting.slice(most);
      await runSome(some);
    }
    busy = false;
  };

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (busy) return;
      busy = true;
      setImmediate(() => void work());
    });
};

/** `together`, for each owner (a database, the parts of a process) by itself. */
export const togetherFor = <K extends object, I, O>(
  run: (owner: K, items: I[]) => Promise<O[]>,
  most: number,
): ((owner: K, item: I) => Promise<O>) => {
  const known = new WeakMap<K, (item: I) => Promise<O>>();
  return (owner, item) => {
    const ask = known.get(owner) ?? together((items: I[]) => run(owner, items), most);
    known.set(owner, ask);
    return ask(item);
  };
};
