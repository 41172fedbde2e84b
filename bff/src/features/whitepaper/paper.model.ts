import type { PaperForecast, WhitePaperView } from 'shared-types/whitePaper';

/** One request as the paper counts it; times of the community. */
export interface PaperFact {
  id: string;
  at: Date;
  typeId: string;
  emergency: boolean;
  /** What it may repeat: a device before its area or house. */
  subject: Subject | null;
  /** Building, or the area where it stands in none. */
  place: string;
  doneAt: Date | null;
  answeredAt: Date | null;
  stars: number | null;
  reopened: boolean;
  escalated: boolean;
  orders: readonly PaperOrder[];
  promises: readonly { kind: string; kept: boolean }[];
  pauses: readonly { from: Date; to: Date | null }[];
}

export interface Subject {
  what: 'house' | 'area' | 'device';
  id: string;
  /** For staff: 3栋2单元1502 */
  name: string;
}

export interface PaperOrder {
  main: boolean;
  createdAt: Date;
  assignedAt: Date | null;
  acceptedAt: Date | null;
  arrivedAt: Date | null;
  finishedAt: Date | null;
}

/** What is known of earlier requests: enough to count them. */
export type PaperTally = Pick<PaperFact, 'id' | 'at' | 'typeId' | 'emergency' | 'subject'>;

export interface PaperInput {
  /** 2026-10 */
  period: string;
  facts: readonly PaperFact[];
  /** The month before, and the same month a year ago; null: the community had none of that whole month. */
  before: readonly PaperFact[] | null;
  yearAgo: readonly PaperFact[] | null;
  /** Of the fifteen months that end with this one. */
  tallies: readonly PaperTally[];
  /** Complaints of the month, and how many there were beside it; null as above. */
  complaints: { ids: readonly string[]; before: number | null; yearAgo: number | null };
  /** Of the bad ratings that were given in the month. */
  followUps: readonly { repairId: string; publishedInTime: boolean | null; finished: boolean }[];
  /** The first request of the community. */
  since: Date;
  types: ReadonlyMap<string, { name: string; skill: string; parts: readonly string[] }>;
  /** How many people have a skill, by skill. */
  workers: ReadonlyMap<string, number>;
  rules: { repeatTimes: number; repeatDays: number; workerHours: number };
}

/** What of a view is computed; who it is for and what the findings say comes afterwards. */
export type PaperFigures = Pick<
  WhitePaperView,
  'requests' | 'keptBp' | 'starsTenths' | 'durations' | 'steps' | 'ratings' | 'followUps' | 'months' | 'hours'
> & {
  totals: WhitePaperView['totals'];
  types: WhitePaperView['types'];
  places: WhitePaperView['places'];
  repeats: (WhitePaperView['repeats'][number] & { place: string })[];
  forecast: Omit<PaperForecast, 'people'> & { people: Omit<PaperForecast['people'][number], 'name'>[] };
};

/** What stands out, before it is put in words. */
export type Finding =
  | { kind: 'rise' | 'fall'; name: string; count: number; before: number }
  | { kind: 'slowest'; step: string; shareBp: number }
  | { kind: 'late'; span: string; urgency: string; promised: number; kept: number }
  | { kind: 'repeat'; name: string; what: string; typeName: string; count: number }
  | { kind: 'stars'; bad: number }
  | { kind: 'prepare'; name: string; count: number; now: number }
  | { kind: 'people'; skill: string; needed: number; have: number };

/** Every number by its key: positions in `ids`. */
export interface FigureIndex {
  ids: string[];
  figures: Record<string, number[]>;
}
