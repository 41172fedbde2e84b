import { mostPlaces } from 'shared-types/access';
import type { ResponseOf } from 'shared-types/contract';
import { type Choice, windowOf } from 'shared-types/passWindow';
import type { IssueBody, readPassDesk } from 'shared-types/staffPass';

export type Desk = ResponseOf<typeof readPassDesk>;
export type Host = Desk['hosts'][number];

/** A guest at the kiosk while the pass is being made. */
export interface GuestDraft {
  house: { id: string; label: string } | null;
  host: Host | null;
  name: string;
  choice: Choice | null;
  /** Several days in a row are wished for; how many is the next question. */
  span: boolean;
  byCar: boolean;
  plate: string;
  uses: number;
}

export const emptyGuest: GuestDraft = {
  ...{ house: null, host: null, name: '', choice: null, span: false, byCar: false, plate: '', uses: 2 },
};

export type GuestStep = 'which' | 'host' | 'guest' | 'day' | 'part' | 'stay' | 'car' | 'plate' | 'uses' | 'check';

/** The questions that are left to ask: whom nobody else can be meant is not asked, nor a plate of whoever walks. */
export const guestPath = ({ span, byCar }: Pick<GuestDraft, 'span' | 'byCar'>, desk: Desk | null): GuestStep[] => [
  'which',
  ...(desk && desk.hosts.length > 1 ? (['host'] as const) : []),
  'guest',
  'day',
  span ? 'stay' : 'part',
  'car',
  ...(byCar ? (['plate'] as const) : []),
  'uses',
  'check',
];

/** What is sent; null: something has not been answered yet. */
export const guestBody = (draft: GuestDraft, desk: Desk, now: Date): IssueBody | null => {
  const host = draft.host ?? desk.hosts[0];
  if (!host || !draft.choice || !draft.name.trim()) return null;
  return {
    ...{ hostId: host.id, name: draft.name.trim(), uses: draft.uses, ...windowOf(draft.choice, now) },
    placeIds: desk.places.map(({ id }) => id).slice(0, mostPlaces),
    ...(draft.byCar ? { plate: draft.plate.trim() } : {}),
  };
};
