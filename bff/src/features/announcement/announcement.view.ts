import type { AnnouncementSummary, AnnouncementView, HouseOutage, OutageView } from 'shared-types/announcement';
import type { FileView } from 'shared-types/file';
import type {
  AnnouncementAction,
  Audience,
  StaffAnnouncementRow,
  StaffAnnouncementView,
} from 'shared-types/staffAnnouncement';
import { toInstant } from 'shared-types/time';
import { windowWords } from '../../locales/access.js';
import {
  kindNames,
  outageNames,
  outageStateNames,
  outageWords,
  roleNames,
  statusNames,
  announcementTexts as t,
} from '../../locales/announcement.js';
import type { AnnouncementEntity } from './announcement.entity.js';
import { isEverywhere } from './audience.rules.js';
import { outageState, problemTypesOf } from './outage.rules.js';
import { mayRemind, type ReminderTerms } from './reminder.rules.js';
import { summaryOf } from './richText.js';

const orNull = (at: Date | null): string | null => at && toInstant(at);

export interface OutageTimes {
  kind: NonNullable<AnnouncementEntity['outageKind']>;
  from: Date;
  until: Date;
}

export const outageOf = ({
  outageKind: kind,
  outageFrom: from,
  outageUntil: until,
}: AnnouncementEntity): OutageTimes | null => (kind && from && until ? { kind, from, until } : null);

const presentOutage = (outage: OutageTimes, now: Date): OutageView => {
  const state = outageState(outage, now);
  return {
    kind: outage.kind,
    kindName: outageNames[outage.kind],
    from: toInstant(outage.from),
    until: toInstant(outage.until),
    windowWords: windowWords(outage.from, outage.until, now),
    state,
    stateName: outageStateNames(outage.kind)[state],
  };
};

/** In a list. Of a draft the time is that of its last change. */
export const presentSummary = (announcement: AnnouncementEntity, read: boolean, now: Date): AnnouncementSummary => {
  const { id, kind, title, pinned, body, publishedAt, changedAt } = announcement;
  const outage = outageOf(announcement);
  const view = outage && presentOutage(outage, now);
  return {
    id,
    kind,
    kindName: kindNames[kind],
    title,
    summary: view ? `${view.kindName} ${view.windowWords}` : summaryOf(body),
    at: toInstant(publishedAt ?? changedAt),
    pinned,
    read,
    outage: view,
  };
};

/** Names of places by id: buildings, units with their building, houses. */
export type PlaceNames = ReadonlyMap<string, string>;

export const placeWords = (audience: Audience, names: PlaceNames): string =>
  isEverywhere(audience)
    ? t.everywhere
    : t.places(
        [...audience.buildingIds, ...audience.unitIds, ...audience.houseIds].flatMap((id) => names.get(id) ?? []),
      );

interface Around {
  names: PlaceNames;
  files: FileView[];
  communityName: string;
  read: boolean;
}

/** Only what it has now, in its order; pictures first. */
const shownFiles = ({ fileIds }: AnnouncementEntity, files: readonly FileView[]): FileView[] => {
  const own = fileIds.flatMap((id) => files.find((file) => file.id === id) ?? []);
  return [...own.filter(({ kind }) => kind === 'image'), ...own.filter(({ kind }) => kind !== 'image')];
};

export const presentAnnouncement = (
  announcement: AnnouncementEntity,
  { names, files, communityName, read }: Around,
  now: Date,
): AnnouncementView => ({
  ...presentSummary(announcement, read, now),
  placeWords: placeWords(announcement.audience, names),
  body: announcement.body,
  files: shownFiles(announcement, files),
  from: t.from(communityName),
});

export const presentHouseOutage = (announcement: AnnouncementEntity, outage: OutageTimes, now: Date): HouseOutage => ({
  announcementId: announcement.id,
  kind: outage.kind,
  words: outageWords(outage.kind, outage, now),
  running: outageState(outage, now) === 'running',
  from: toInstant(outage.from),
  until: toInstant(outage.until),
  problemTypeIds: [...problemTypesOf(outage.kind)],
});

const audienceWords = (audience: Audience, names: PlaceNames): string => {
  const people = [...audience.roles.map((role) => roleNames[role]), ...(audience.staff ? [t.staff] : [])];
  return audience.roles.length === 0
    ? t.audience('', people).replace(/^ · /, '')
    : t.audience(placeWords(audience, names), people);
};

export const presentRow = (
  announcement: AnnouncementEntity,
  { names, read }: { names: PlaceNames; read: number },
  now: Date,
): StaffAnnouncementRow => {
  const { id, kind, title, status, pinned, audience, publishAt, publishedAt, changedAt, byName } = announcement;
  const outage = outageOf(announcement);
  return {
    id,
    kind,
    kindName: kindNames[kind],
    title,
    status,
    statusName: statusNames[status],
    audienceWords: audienceWords(audience, names),
    pinned,
    outage: outage && presentOutage(outage, now),
    at: orNull(publishedAt ?? publishAt),
    changedAt: toInstant(changedAt),
    byName,
    read: publishedAt ? read : null,
  };
};

/** What the caller may do next with it; front ends draw their buttons from it. */
const actionsOf = (
  announcement: AnnouncementEntity,
  { manages, terms }: { manages: boolean; terms: ReminderTerms },
  now: Date,
): AnnouncementAction[] => {
  if (!manages) return [];
  const { status, pinned } = announcement;
  if (status === 'draft' || status === 'scheduled') return ['change', 'publish', 'discard'];
  if (status === 'withdrawn') return [];
  return [pinned ? 'unpin' : 'pin', ...(mayRemind(announcement, terms, now) ? (['remind'] as const) : []), 'withdraw'];
};

export const presentForStaff = (
  announcement: AnnouncementEntity,
  {
    names,
    files,
    read,
    ...caller
  }: { names: PlaceNames; files: FileView[]; read: number; manages: boolean; terms: ReminderTerms },
  now: Date,
): StaffAnnouncementView => ({
  ...presentRow(announcement, { names, read }, now),
  body: announcement.body,
  files: shownFiles(announcement, files),
  audience: announcement.audience,
  houses: announcement.audience.houseIds.map((id) => ({ id, label: names.get(id) ?? '' })),
  withdrawnAt: orNull(announcement.withdrawnAt),
  withdrawnWhy: announcement.withdrawnWhy,
  reminders: announcement.reminders,
  remindedAt: orNull(announcement.remindedAt),
  remindAt: orNull(announcement.remindAt),
  version: announcement.version,
  actions: actionsOf(announcement, caller, now),
});
