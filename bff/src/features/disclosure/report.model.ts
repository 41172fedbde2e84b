import type { DisclosureSection, ReportCorrection, ReportLine } from 'shared-types/disclosure';

/** The figures of a month, as they are published. */
export interface ReportFigures {
  period: string;
  incomeFen: number;
  expenseFen: number;
  surplusFen: number;
  entries: number;
  sections: { section: DisclosureSection; name: string; totalFen: number; lines: ReportLine[] }[];
  fund: { openingFen: number; inFen: number; outFen: number; closingFen: number };
  publicRevenue: { openingFen: number; inFen: number; usedFen: number; closingFen: number };
  collection: { billedFen: number; collectedFen: number; rateBp: number };
  months: { period: string; incomeFen: number; expenseFen: number; surplusFen: number }[];
  corrections: ReportCorrection[];
}

/** Everything that is hashed: the figures, the seal of the books and the report before. */
export interface ReportBody extends ReportFigures {
  v: 1;
  communityId: string;
  communityName: string;
  publishedAt: string;
  remarks: string[];
  chain: { seq: number; hash: string };
  previous: { period: string; bodyHash: string } | null;
}

/** What the rules need of the reports before. */
export type EarlierReport = Pick<
  ReportFigures,
  'period' | 'incomeFen' | 'expenseFen' | 'surplusFen' | 'sections' | 'fund' | 'publicRevenue' | 'corrections'
>;
