import { fenOf, yuanOf } from '../yuanText.rules.js';

/** Deduction through a bank (银行代扣): a file goes to the bank, and comes back with a result in each row. */

export interface BankDebit {
  /** 单号: ours, unique for ever; what the result is known by. */
  debitNo: string;
  /** 协议号 of the payer's authorisation. */
  agreementNo: string;
  accountName: string;
  /** The last digits only: the bank knows the account by its agreement. */
  accountTail: string;
  amountFen: number;
  summary: string;
}

const columns = ['序号', '协议号', '户名', '账号尾号', '金额(元)', '摘要', '单号'];
const maxRows = 20_000;

/** A spreadsheet would run these as a formula; the quotation mark keeps them a text. */
const tame = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

const cell = (text: string): string => {
  const harmless = tame(text);
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
};

/** UTF-8 with a byte order mark and CRLF, as Chinese Excel opens it. Throws on an amount that is none, or a number twice. */
export const writeBankBatch = (debits: readonly BankDebit[]): string => {
  if (debits.length > maxRows) throw new RangeError('too many rows');
  if (new Set(debits.map(({ debitNo }) => debitNo)).size !== debits.length) throw new RangeError('a number twice');
  const rows = debits.map(({ debitNo, agreementNo, accountName, accountTail, amountFen, summary }, index) => {
    if (!Number.isSafeInteger(amountFen) || amountFen <= 0) throw new RangeError('no amount');
    return [String(index + 1), agreementNo, accountName, accountTail, yuanOf(amountFen), summary, debitNo];
  });
  return `\ufeff${[columns, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('')}`;
};

export type BankFault =
  /** The file has no 单号, 金额(元) or 结果 column. */
  | 'columns'
  | 'too_many_rows'
  /** A quotation mark that never closes, or too few cells. */
  | 'row'
  /** No such 单号 in this batch. */
  | 'unknown_number'
  | 'amount_differs'
  /** 结果 is neither 成功 nor 失败. */
  | 'result'
  /** The same 单号 twice with different results: none of them counts. */
  | 'contradiction';

export interface BankResult {
  debitNo: string;
  outcome: 'paid' | 'failed';
  /** The bank's words for a failure; empty for a success. */
  reason: string;
}

export interface BankResults {
  /** Each 单号 at most once. */
  results: BankResult[];
  /** Lines counted as a spreadsheet does, the heading being 1. */
  faults: { line: number; debitNo: string; fault: BankFault }[];
  /** Sent, and not answered: neither a result nor a fault names them. */
  missing: string[];
}

/** Cells of one file; null for a row whose quotation marks do not close. */
const readCells = (text: string): (string[] | null)[] => {
  const rows: (string[] | null)[] = [];
  let row: string[] = [];
  let at = 0;
  const end = (): void => {
    rows.push(row);
    row = [];
  };
  while (at < text.length) {
    const quoted = text[at] === '"';
    if (quoted) {
      const found = /"((?:[^"]|"")*)"(?=,|\r?\n|$)/y;
      found.lastIndex = at;
      const match = found.exec(text);
      if (!match) {
        rows.push(null);
        return rows;
      }
      row.push((match[1] ?? '').replaceAll('""', '"'));
      at = found.lastIndex;
    } else {
      const stop = /[,\n]/.exec(text.slice(at));
      const length = stop ? stop.index : text.length - at;
      row.push(text.slice(at, at + length).replace(/\r$/, ''));
      at += length;
    }
    if (text[at] === ',') {
      at += 1;
      if (at === text.length) row.push('');
    } else if (text[at] === '\r' || text[at] === '\n') {
      at += text[at] === '\r' ? 2 : 1;
      end();
    }
  }
  if (row.length > 0) end();
  return rows;
};

const outcomes: Record<string, BankResult['outcome']> = { 成功: 'paid', 失败: 'failed' };

interface Heading {
  debitNo: number;
  amount: number;
  result: number;
  reason: number;
}

/** By name, wherever the bank put them; the reason may be left out. */
const headingOf = (cells: string[] | null | undefined): Heading | null => {
  const at = (name: string): number => (cells ?? []).findIndex((text) => text.trim() === name);
  const heading = { debitNo: at('单号'), amount: at('金额(元)'), result: at('结果'), reason: at('原因') };
  return heading.debitNo < 0 || heading.amount < 0 || heading.result < 0 ? null : heading;
};

type Judged = { result: BankResult } | { debitNo: string; fault: BankFault };

const judge = (cells: string[] | null, heading: Heading, sent: ReadonlyMap<string, number>): Judged => {
  const of = (index: number): string => cells?.[index]?.trim() ?? '';
  const debitNo = of(heading.debitNo);
  if (!cells || cells.length <= Math.max(heading.debitNo, heading.amount, heading.result))
    return { debitNo, fault: 'row' };
  const amountFen = sent.get(debitNo);
  if (amountFen === undefined) return { debitNo, fault: 'unknown_number' };
  if (fenOf(of(heading.amount)) !== amountFen) return { debitNo, fault: 'amount_differs' };
  const outcome = outcomes[of(heading.result)];
  if (!outcome) return { debitNo, fault: 'result' };
  return { result: { debitNo, outcome, reason: outcome === 'failed' ? of(heading.reason).slice(0, 200) : '' } };
};

const isBlank = (cells: string[] | null): boolean => cells?.every((text) => text.trim() === '') ?? false;

/**
 * The bank's answer to one batch. Reading the same file twice gives the same results, known by 单号, so that they may be
 * applied again without harm. What cannot be believed is a fault with its line, never a guess.
 */
export const readBankResults = (
  text: string,
  batch: readonly Pick<BankDebit, 'debitNo' | 'amountFen'>[],
): BankResults => {
  const sent = new Map(batch.map(({ debitNo, amountFen }) => [debitNo, amountFen]));
  const [first, ...rows] = readCells(text.replace(/^\ufeff/, ''));
  const heading = headingOf(first);
  const whole = (fault: BankFault): BankResults => ({
    results: [],
    faults: [{ line: 1, debitNo: '', fault }],
    missing: [...sent.keys()],
  });
  if (!heading) return whole('columns');
  if (rows.length > maxRows) return whole('too_many_rows');
  const judged = rows.flatMap((cells, index) =>
    isBlank(cells) ? [] : [{ line: index + 2, ...judge(cells, heading, sent) }],
  );
  const outcomesOf = new Map<string, Set<string>>();
  for (const one of judged)
    if ('result' in one)
      outcomesOf.set(one.result.debitNo, (outcomesOf.get(one.result.debitNo) ?? new Set()).add(one.result.outcome));
  const results = new Map<string, BankResult>();
  const faults: BankResults['faults'] = [];
  for (const one of judged) {
    if (!('result' in one)) faults.push({ line: one.line, debitNo: one.debitNo, fault: one.fault });
    else if ((outcomesOf.get(one.result.debitNo)?.size ?? 0) > 1)
      faults.push({ line: one.line, debitNo: one.result.debitNo, fault: 'contradiction' });
    else if (!results.has(one.result.debitNo)) results.set(one.result.debitNo, one.result);
  }
  const named = new Set([...results.keys(), ...faults.map(({ debitNo }) => debitNo)]);
  return { results: [...results.values()], faults, missing: [...sent.keys()].filter((no) => !named.has(no)) };
};
