interface Line {
  last: Promise<unknown>;
  length: number;
}

export interface Turns {
  /** Runs `work` when those before it of the same key are through; undefined when too many stand in line. */
  take<T>(key: string, work: () => Promise<T>): Promise<T> | undefined;
}

/** One at a time for each key, within this process; `mostInLine` at most, with the one that is under way. */
export const createTurns = (mostInLine: number): Turns => {
  const lines = new Map<string, Line>();
  return {
    take: (key, work) => {
      const line = lines.get(key) ?? { last: Promise.resolve(), length: 0 };
      if (line.length >= mostInLine) return undefined;
      lines.set(key, line);
      line.length++;
      const mine = line.last.then(work);
      line.last = mine
        .catch(() => undefined)
        .then(() => {
          if (--line.length === 0) lines.delete(key);
        });
      return mine;
    },
  };
};
