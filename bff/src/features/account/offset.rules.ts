/** How a balance is spread over bills: the oldest due first, as far as it goes. Pure. */

export interface Payable {
  id: string;
  dueOn: string | null;
  outstandingFen: number;
  disputed: boolean;
  /** A payment that is under way for it. */
  heldBy: string | null;
}

/** What the balance pays of which bill; disputed bills and those that are being paid are left alone. */
export const spread = (balanceFen: number, bills: readonly Payable[]): { billId: string; amountFen: number }[] => {
  let left = balanceFen;
  return bills
    .filter((bill) => !bill.disputed && bill.heldBy === null && bill.outstandingFen > 0)
    .toSorted((a, b) =>
      (a.dueOn ?? '') === (b.dueOn ?? '') ? (a.id < b.id ? -1 : 1) : (a.dueOn ?? '') < (b.dueOn ?? '') ? -1 : 1,
    )
    .flatMap(({ id, outstandingFen }) => {
      const amountFen = Math.min(left, outstandingFen);
      left -= amountFen;
      return amountFen > 0 ? [{ billId: id, amountFen }] : [];
    });
};
