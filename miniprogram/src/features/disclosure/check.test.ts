import { createHash } from 'node:crypto';
import type { ReportView } from 'shared-types/disclosure';
import { checkReport, isGenuine } from './check';

const line = (account: string, amountFen: number) => ({
  account,
  name: account,
  amountFen,
  shareBp: 10_000,
  entries: 1,
  beforeFen: null,
});
const sealedText = {
  period: '2026-10',
  incomeFen: 41_268_050,
  expenseFen: 38_621_430,
  surplusFen: 2_646_620,
  entries: 1_286,
  communityName: '阳光花园',
  sections: [
    { section: 'income' as const, name: '收入', totalFen: 41_268_050, lines: [line('6001.property', 41_268_050)] },
    {
      section: 'expense' as const,
      name: '支出',
      totalFen: 38_621_430,
      lines: [line('6602.salary', 38_600_000), line('6602.lift', 21_430)],
    },
  ],
  fund: { openingFen: 100, inFen: 20, outFen: 5, closingFen: 115 },
  publicRevenue: { openingFen: 0, inFen: 900, usedFen: 300, closingFen: 600 },
  collection: { billedFen: 10, collectedFen: 9, rateBp: 9_000 },
  months: [],
  corrections: [],
  remarks: [],
};

const published = (text: object = sealedText): ReportView => {
  const body = JSON.stringify(text);
  const bodyHash = createHash('sha256').update(body, 'utf8').digest('hex');
  return {
    ...sealedText,
    id: '01K00000000000000000000000',
    publishedAt: '2026-11-10T09:00:00.000+08:00',
    seal: {
      bodyHash,
      fingerprint: `${bodyHash.slice(0, 4)} ${bodyHash.slice(4, 8)}`,
      chainSeq: 4_120,
      chainHash: bodyHash,
    },
    body,
  };
};

const good = { hash: true, figures: true, sums: true };

describe('what the phone checks of a published report', () => {
  it('finds nothing in a genuine one', () => {
    expect(checkReport(published())).toEqual(good);
    expect(isGenuine(checkReport(published()))).toBe(true);
  });

  it('does not mind the order of members', () => {
    const turned = Object.fromEntries(Object.entries(sealedText).reverse());
    expect(checkReport(published(turned))).toEqual(good);
  });

  it('finds one changed byte of the text', () => {
    const report = published();
    const body = report.body.replace('阳光花园', '阳光花圆');
    expect(checkReport({ ...report, body }).hash).toBe(false);
  });

  it('finds a fingerprint that belongs to another text', () => {
    const report = published();
    expect(checkReport({ ...report, seal: { ...report.seal, fingerprint: '0000 0000' } }).hash).toBe(false);
  });

  it('finds a figure on the screen that the text does not have, however deep', () => {
    const report = published();
    const [income, expense] = report.sections;
    if (!income || !expense) throw new Error('two sections');
    const lines = [line('6602.salary', 38_500_000), line('6602.lift', 121_430)];
    expect(checkReport({ ...report, sections: [income, { ...expense, lines }] })).toEqual({ ...good, figures: false });
    expect(checkReport({ ...report, fund: { ...report.fund, closingFen: 116 } }).figures).toBe(false);
    expect(checkReport({ ...report, entries: 1_285 }).figures).toBe(false);
  });

  it('does not take a text for sealed that leaves figures out', () => {
    const { fund: _fund, ...rest } = sealedText;
    expect(checkReport(published(rest)).figures).toBe(false);
    expect(checkReport({ ...published(), body: 'no JSON' }).figures).toBe(false);
  });

  it.each([
    ['the surplus', { ...sealedText, surplusFen: 2_646_621 }],
    ['the fund', { ...sealedText, fund: { ...sealedText.fund, closingFen: 114 } }],
    ['public revenue', { ...sealedText, publicRevenue: { ...sealedText.publicRevenue, usedFen: 301 } }],
    ['a section', { ...sealedText, sections: [{ ...sealedText.sections[0], totalFen: 1 }] }],
  ])('finds a sum that does not come out, though it was sealed so: %s', (_title, text) => {
    const report = { ...published(text), ...text } as ReportView;
    expect(checkReport(report)).toEqual({ ...good, sums: false });
  });
});
