import type { ReportView } from 'shared-types/disclosure';
import { hex, sha256, utf8 } from '../../lib/sha256';

type Json = unknown;

/** Members that must be in the sealed text, and everything else that is shown and is in it. */
const sealed = ['period', 'incomeFen', 'expenseFen', 'surplusFen', 'sections', 'fund', 'publicRevenue'] as const;
/** What belongs to the publication, not to the text that was sealed. */
const outside: readonly string[] = ['id', 'publishedAt', 'seal', 'body'];

const isObject = (value: Json): value is Record<string, Json> => typeof value === 'object' && value !== null;

/** Equal as JSON values; the order of members does not matter. */
const same = (a: Json, b: Json): boolean => {
  if (!isObject(a) || !isObject(b)) return a === b;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [keysA, keysB] = [Object.keys(a), Object.keys(b)];
  return keysA.length === keysB.length && keysA.every((key) => key in b && same(a[key], b[key]));
};

const parsed = (text: string): Record<string, Json> => {
  try {
    const value: Json = JSON.parse(text);
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
};

const isShownAsSealed = (report: ReportView): boolean => {
  const body = parsed(report.body);
  const view = report as unknown as Record<string, Json>;
  return (
    sealed.every((key) => key in body) &&
    Object.keys(view).every((key) => outside.includes(key) || !(key in body) || same(body[key], view[key]))
  );
};

const addsUp = (report: ReportView): boolean => {
  const { incomeFen, expenseFen, surplusFen, sections, fund, publicRevenue } = report;
  return (
    incomeFen - expenseFen === surplusFen &&
    sections.every(({ totalFen, lines }) => lines.reduce((sum, { amountFen }) => sum + amountFen, 0) === totalFen) &&
    fund.openingFen + fund.inFen - fund.outFen === fund.closingFen &&
    publicRevenue.openingFen + publicRevenue.inFen - publicRevenue.usedFen === publicRevenue.closingFen
  );
};

export interface Checked {
  /** The text hashes to what was sealed, and the fingerprint is the beginning of that hash. */
  hash: boolean;
  /** The figures on the screen are those of the text. */
  figures: boolean;
  sums: boolean;
}

/** Checks on this very device what was published: nothing here asks the server (F7). */
export const checkReport = (report: ReportView): Checked => {
  const hash = hex(sha256(utf8(report.body)));
  return {
    hash: hash === report.seal.bodyHash && report.seal.fingerprint.replace(/\s/g, '') === hash.slice(0, 8),
    figures: isShownAsSealed(report),
    sums: addsUp(report),
  };
};

export const isGenuine = ({ hash, figures, sums }: Checked): boolean => hash && figures && sums;
