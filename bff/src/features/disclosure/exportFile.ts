import type { FileAnswer } from '../../http/route.js';
import { canonicalJson } from '../../kernel/hashChain.js';
import { spanOf } from '../../kernel/period.js';
import { disclosureTexts as t } from '../../locales/disclosure.js';
import type { Reader } from '../../platform/database/access.js';
import { lastSeqBefore, type OpenedSeal, openedSeals } from '../ledger/ledger.door.js';
import type { FinanceReportEntity } from './disclosure.entity.js';
import { findReports } from './disclosure.store.js';

const dayMs = 86_400_000;

/** Public halves are canonical text already; keys stand in their order, so that the whole file is canonical JSON. */
const sealText = ({ seq, root, count, sealedAt, hash, entries }: OpenedSeal): string => {
  const opened =
    entries === null
      ? 'null'
      : `[${entries.map(({ publicText, privateHash }) => `{"private":"${privateHash}","public":${publicText}}`).join(',')}]`;
  return `{"count":${count},"entries":${opened},"hash":"${hash}","root":"${root}","sealedAt":"${sealedAt.toISOString()}","seq":${seq}}`;
};

/**
 * From which seal on all entries are laid open: everything since the report before, and since the day before the month
 * began. So nobody can leave an entry of the month out: what is sealed before its day would stand in the month before.
 */
const openAfterOf = async (reader: Reader, report: FinanceReportEntity, before: FinanceReportEntity | undefined) => {
  if (!before) return 0;
  const early = new Date(spanOf(report.period).from.getTime() - dayMs);
  return Math.min(before.chainSeq, await lastSeqBefore(reader, report.communityId, early));
};

/** The report, every report before it, the chain of seals, and the public halves of what they cover (F7). */
export const exportFile = async (reader: Reader, report: FinanceReportEntity): Promise<FileAnswer> => {
  const { communityId, period, chainSeq, body, bodyHash } = report;
  const earlier = (await findReports(reader, communityId)).filter((one) => one.period < period);
  const openAfter = await openAfterOf(reader, report, earlier.at(-1));
  const head = canonicalJson({
    body,
    bodyHash,
    earlier: earlier.map((one) => one.body),
    format: 'anju-report/1',
  });
  const parts = [Buffer.from(`${head.slice(0, -1)},"seals":[`)];
  let first = true;
  for await (const seal of openedSeals(reader, communityId, { upToSeq: chainSeq, openAfter })) {
    parts.push(Buffer.from(`${first ? '' : ','}${sealText(seal)}`));
    first = false;
  }
  parts.push(Buffer.from(']}'));
  return { bytes: Buffer.concat(parts), contentType: 'application/json', fileName: t.fileName(period, 'json') };
};
