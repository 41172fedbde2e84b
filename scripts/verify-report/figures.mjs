/*
 * The figures of a month from the public halves of its entries: income, expenses, public revenue, the maintenance fund,
 * what was billed and collected, and corrections of months before. Debit +, credit −.
 */

const sections = ['income', 'expense', 'public-revenue', 'maintenance-fund'];
const isOpening = (kind) => kind === 'opening' || kind.startsWith('opening-');
const sum = (numbers) => numbers.reduce((all, one) => all + one, 0);

/** The line that a leg belongs to, what it adds to it, and whether money came in or was used; null: to none. */
export const lineOf = ({ account, purpose, amountFen }, { kind, reverses }) => {
  const key = purpose === null ? account : `${account}:${purpose}`;
  if (account === '3101') {
    if (isOpening(kind)) return null;
    const said = purpose?.startsWith('fund-in') ? 'in' : purpose?.startsWith('fund-out') ? 'out' : null;
    const flow = said ?? (amountFen < 0 === (reverses === null) ? 'in' : 'out');
    return { section: 'maintenance-fund', key, fen: -amountFen, flow };
  }
  if (account.startsWith('6051')) return { section: 'public-revenue', key, fen: -amountFen, flow: 'in' };
  if (/^6[0-5]/.test(account)) return { section: 'income', key, fen: -amountFen, flow: 'in' };
  if (!/^6[6-9]/.test(account)) return null;
  if (purpose === 'public-revenue') return { section: 'public-revenue', key, fen: -amountFen, flow: 'out' };
  return { section: 'expense', key, fen: amountFen, flow: 'out' };
};

/** All legs that belong to a line, with their entry. */
const placed = (entries) =>
  entries.flatMap((entry) =>
    entry.legs.flatMap((leg) => {
      const line = lineOf(leg, entry);
      return line ? [{ ...line, entry }] : [];
    }),
  );

/** Shares of 10,000 by size, by largest remainder; of equal remainders the earlier one. */
const shares = (amounts) => {
  const sizes = amounts.map((fen) => BigInt(Math.abs(fen)));
  const all = sizes.reduce((total, size) => total + size, 0n);
  if (all === 0n) return amounts.map(() => 0);
  const parts = sizes.map((size, index) => ({ index, part: (size * 10_000n) / all, rest: (size * 10_000n) % all }));
  let left = 10_000n - parts.reduce((total, { part }) => total + part, 0n);
  for (const one of [...parts].sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest < b.rest ? 1 : -1))) {
    if (left === 0n) break;
    one.part += 1n;
    left -= 1n;
  }
  return parts.map(({ part }) => Number(part));
};

const publishedIn = (report, section, key) =>
  report?.sections.find((one) => one.section === section)?.lines.find(({ account }) => account === key)?.amountFen ?? 0;

/** The lines of one section, without their names. */
const linesOf = (all, section, before) => {
  const lines = new Map();
  for (const { section: of, key, fen, entry } of all) {
    if (of !== section) continue;
    const line = lines.get(key) ?? { account: key, amountFen: 0, ids: new Set() };
    line.amountFen += fen;
    line.ids.add(entry.id);
    lines.set(key, line);
  }
  const sorted = [...lines.values()].sort((a, b) => b.amountFen - a.amountFen || (a.account < b.account ? -1 : 1));
  const parts = shares(sorted.map(({ amountFen }) => amountFen));
  return sorted.map(({ account, amountFen, ids }, index) => ({
    account,
    amountFen: amountFen || 0,
    shareBp: parts[index],
    entries: ids.size,
    beforeFen: before ? publishedIn(before, section, account) : null,
  }));
};

const flowing = (all, section, flow) =>
  sum(all.filter((one) => one.section === section && one.flow === flow).map(({ fen }) => fen)) *
  (flow === 'in' ? 1 : -1);

const fundOpening = (entries) =>
  -sum(
    entries
      .filter(({ kind }) => isOpening(kind))
      .flatMap(({ legs }) => legs.filter(({ account }) => account === '3101').map(({ amountFen }) => amountFen)),
  );

const charges = ['bill-run', 'bill-made', 'bill-void', 'late-fee', 'late-waived'];

const collectionOf = (entries) => {
  const legs = entries
    .filter(({ kind }) => !isOpening(kind))
    .flatMap(({ kind, legs: all }) => all.map((leg) => ({ ...leg, kind })));
  const of = (accounts, charged) =>
    sum(
      legs
        .filter(({ account, kind }) => accounts.test(account) && charges.includes(kind) === charged)
        .map(({ amountFen }) => amountFen),
    );
  const billedFen = of(/^1122/, true);
  const collectedFen = -of(/^(1122|6701|6702)/, false) || 0;
  return { billedFen, collectedFen, rateBp: billedFen > 0 ? rounded(collectedFen, billedFen) : 0 };
};

/** In basis points, half away from zero. */
const rounded = (part, whole) => {
  const size = (BigInt(Math.abs(part)) * 20_000n + BigInt(whole)) / (2n * BigInt(whole));
  return part < 0 ? -Number(size) : Number(size);
};

const correctionsOf = (late, earlier) => {
  const changes = new Map();
  for (const { section, key, fen, entry } of placed(late)) {
    const period = entry.day.slice(0, 7);
    const id = `${period} ${section} ${key}`;
    const change = changes.get(id) ?? { period, account: key, section, fen: 0 };
    change.fen += fen;
    changes.set(id, change);
  }
  return [...changes]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { period, account, section, fen }]) => {
      const publishedFen = publishedIn(
        earlier.find((report) => report.period === period),
        section,
        account,
      );
      const last = earlier
        .flatMap(({ corrections }) => corrections)
        .findLast((one) => one.period === period && one.account === account);
      return { period, account, publishedFen, nowFen: (last?.nowFen ?? publishedFen) + fen };
    });
};

/** Everything of a report that can be recomputed; names and sentences are left out. */
export const figuresOf = ({ period, month, before, earlier }) => {
  const last = earlier.at(-1);
  const [now, then] = [placed(month), placed(before)];
  const parts = sections.map((section) => {
    const lines = linesOf(now, section, last);
    return { section, totalFen: sum(lines.map(({ amountFen }) => amountFen)), lines };
  });
  const balance = (section, held) => {
    const [inFen, out] = [flowing(now, section, 'in'), flowing(now, section, 'out')];
    const openingFen = held + flowing(then, section, 'in') - flowing(then, section, 'out');
    return { openingFen, inFen, out, closingFen: openingFen + inFen - out };
  };
  const fund = balance('maintenance-fund', (last?.fund.closingFen ?? 0) + fundOpening(before) + fundOpening(month));
  const revenue = balance('public-revenue', last?.publicRevenue.closingFen ?? 0);
  const [incomeFen, expenseFen] = [parts[0].totalFen, parts[1].totalFen];
  const totals = { incomeFen, expenseFen, surplusFen: incomeFen - expenseFen };
  const monthOf = ({ period: of, incomeFen: income, expenseFen: expense, surplusFen }) => ({
    period: of,
    incomeFen: income,
    expenseFen: expense,
    surplusFen,
  });
  return {
    ...totals,
    entries: month.length,
    sections: parts,
    fund: { openingFen: fund.openingFen, inFen: fund.inFen, outFen: fund.out || 0, closingFen: fund.closingFen },
    publicRevenue: {
      openingFen: revenue.openingFen,
      inFen: revenue.inFen,
      usedFen: revenue.out || 0,
      closingFen: revenue.closingFen,
    },
    collection: collectionOf(month),
    months: [...earlier.slice(-11).map(monthOf), monthOf({ period, ...totals })],
    corrections: last ? correctionsOf(before, earlier) : [],
  };
};
