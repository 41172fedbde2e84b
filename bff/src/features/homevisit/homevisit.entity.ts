import type { VisitHalf, VisitPurpose, VisitStatus } from 'shared-types/homeVisit';
import { EntitySchema } from 'typeorm';
import { id, key, nullable, string, time } from '../../platform/database/entityColumns.js';
import type { MadeInVisit } from '../../platform/inVisit.js';

/** Somebody of the staff comes to a house, on a day and in a half of it. */
export interface HomeVisitEntity {
  communityId: string;
  id: string;
  houseId: string;
  /** The owner who booked it; null: staff did, for somebody who called or came. */
  accountId: string | null;
  bookedById: string | null;
  bookedByName: string | null;
  purpose: VisitPurpose;
  note: string | null;
  day: string;
  half: VisitHalf;
  /** The hours that were promised, whatever the service rules say later. */
  fromAt: Date;
  toAt: Date;
  contactName: string | null;
  /** Gone when it is done or cancelled: nobody needs it any more. */
  phoneEncrypted: string | null;
  status: VisitStatus;
  staffId: string | null;
  staffName: string | null;
  bookedAt: Date;
  givenAt: Date | null;
  setOutAt: Date | null;
  endedAt: Date | null;
  result: string | null;
  rebookedAs: string | null;
  /** House and half-day, while it holds them. */
  openKey: string | null;
}

export const HomeVisitEntity = new EntitySchema<HomeVisitEntity>({
  name: 'home_visit',
  tableName: 'home_visit',
  columns: {
    communityId: key('community_id'),
    id: key('id'),
    houseId: id('house_id'),
    accountId: id('account_id', nullable),
    bookedById: id('booked_by_id', nullable),
    bookedByName: string(30, 'booked_by_name', nullable),
    purpose: string(8),
    note: string(200, undefined, nullable),
    day: string(10),
    half: string(9),
    fromAt: time('from_at'),
    toAt: time('to_at'),
    contactName: string(30, 'contact_name', nullable),
    phoneEncrypted: string(200, 'phone_encrypted', nullable),
    status: string(9),
    staffId: id('staff_id', nullable),
    staffName: string(30, 'staff_name', nullable),
    bookedAt: time('booked_at'),
    givenAt: time('given_at', nullable),
    setOutAt: time('set_out_at', nullable),
    endedAt: time('ended_at', nullable),
    result: string(200, undefined, nullable),
    rebookedAs: id('rebooked_as', nullable),
    openKey: string(60, 'open_key', nullable),
  },
});

/** A payment, a repair or a complaint that was made in a visit; one visit each. */
export interface HomeVisitMadeEntity {
  communityId: string;
  subjectId: string;
  visitId: string;
  kind: MadeInVisit['kind'];
  at: Date;
}

export const HomeVisitMadeEntity = new EntitySchema<HomeVisitMadeEntity>({
  name: 'home_visit_made',
  tableName: 'home_visit_made',
  columns: {
    communityId: key('community_id'),
    subjectId: key('subject_id'),
    visitId: id('visit_id'),
    kind: string(9),
    at: time(),
  },
});

/** A half-day that was booked once: its row is held while a booking counts the others. */
export interface HomeVisitHalfEntity {
  communityId: string;
  day: string;
  half: VisitHalf;
}

export const HomeVisitHalfEntity = new EntitySchema<HomeVisitHalfEntity>({
  name: 'home_visit_half',
  tableName: 'home_visit_half',
  columns: {
    communityId: key('community_id'),
    day: string(10, undefined, { primary: true }),
    half: string(9, undefined, { primary: true }),
  },
});

export const homeVisitEntities = [HomeVisitEntity, HomeVisitMadeEntity, HomeVisitHalfEntity];
