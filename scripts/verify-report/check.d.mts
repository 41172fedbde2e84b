/** What does not hold, and where. */
export class Difference extends Error {}

export interface Checked {
  communityName: string;
  period: string;
  publishedAt: string;
  incomeFen: number;
  expenseFen: number;
  entries: number;
  /** Entries that were laid open and recomputed. */
  opened: number;
  seals: number;
  reports: number;
  hash: string;
  fingerprint: string;
  corrections: number;
}

/** Checks the text of an exported report; throws on any difference. */
export function checkFile(text: string): Checked;
