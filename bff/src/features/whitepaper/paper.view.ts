import { toInstant } from 'shared-types/time';
import type { WhitePaperSummary, WhitePaperView } from 'shared-types/whitePaper';
import { skillTrades } from '../../locales/staff.js';
import type { WhitePaperEntity } from './paper.entity.js';
import type { PaperFigures } from './paper.model.js';
import type { PaperRow } from './paper.store.js';

/** What is kept of a paper. */
export type PaperBody = PaperFigures & { findings: string[] };

export const presentSummary = (row: PaperRow): WhitePaperSummary => ({
  ...{ id: row.id, period: row.period, generatedAt: toInstant(row.generatedAt) },
  ...{ requests: row.requests, keptBp: row.keptBp, starsTenths: row.starsTenths },
});

/** Owners read the building of a house where the office reads its door. */
export const presentPaper = (paper: WhitePaperEntity, communityName: string, withoutDoors: boolean): WhitePaperView => {
  const body = JSON.parse(paper.body) as PaperBody;
  return {
    ...body,
    ...presentSummary(paper),
    communityName,
    repeats: body.repeats.map(({ place, ...repeat }) => ({
      ...repeat,
      name: withoutDoors && repeat.what === 'house' ? place : repeat.name,
    })),
    forecast: {
      ...body.forecast,
      people: body.forecast.people.map((one) => ({ ...one, name: skillTrades[one.skill] ?? one.skill })),
    },
  };
};
