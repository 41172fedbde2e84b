/** States as data: where each may go, what it requires, what it freezes. Checked when it is defined (house.md). */
export interface Machine<S extends string, F extends string = never> {
  initial: S;
  to: Record<S, readonly S[]>;
  /** Fields that must be set in a state. */
  required?: Partial<Record<S, readonly F[]>>;
  /** Fields that may not change while in a state. */
  frozen?: Partial<Record<S, readonly F[]>>;
}

/** Throws at once when a state can't be reached, so that a broken machine stops the boot. */
export const defineMachine = <S extends string, F extends string = never>(machine: Machine<S, F>): Machine<S, F> => {
  const reached = new Set<S>([machine.initial]);
  const open: S[] = [machine.initial];
  for (let state = open.pop(); state !== undefined; state = open.pop())
    for (const next of machine.to[state]) if (!reached.has(next)) reached.add(next) && open.push(next);
  const lost = (Object.keys(machine.to) as S[]).filter((state) => !reached.has(state));
  if (lost.length > 0) throw new Error(`states that nothing leads to: ${lost.join(', ')}`);
  return machine;
};

export const mayGo = <S extends string, F extends string>(machine: Machine<S, F>, from: S, to: S): boolean =>
  machine.to[from].includes(to);

/** States that lead nowhere. */
export const isEnd = <S extends string, F extends string>(machine: Machine<S, F>, state: S): boolean =>
  machine.to[state].length === 0;

/** What a change would break: the move itself, a missing field, a frozen one. Empty: it may be written. */
export const breaches = <S extends string, F extends string>(
  machine: Machine<S, F>,
  before: { status: S } & Partial<Record<F, unknown>>,
  after: { status: S } & Partial<Record<F, unknown>>,
): string[] => {
  const found: string[] = [];
  if (before.status !== after.status && !mayGo(machine, before.status, after.status))
    found.push(`${before.status} -> ${after.status}`);
  for (const field of machine.required?.[after.status] ?? [])
    if (after[field] === undefined || after[field] === null) found.push(`${after.status} requires ${field}`);
  if (before.status === after.status)
    for (const field of machine.frozen?.[after.status] ?? [])
      if (String(before[field] ?? '') !== String(after[field] ?? '')) found.push(`${after.status} freezes ${field}`);
  return found;
};
