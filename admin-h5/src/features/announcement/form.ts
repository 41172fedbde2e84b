import type { AnnouncementKind, AudienceRole, OutageKind, RichBlock } from 'shared-types/announcement';
import type { FileView } from 'shared-types/file';
import type { AnnouncementBody, Audience, StaffAnnouncementView } from 'shared-types/staffAnnouncement';
import { fromWallInputToInstant, toWallInput } from '../../ui/until';

/** What is typed; `html` is null while the text is as it was. */
export interface Form {
  kind: AnnouncementKind;
  title: string;
  start: readonly RichBlock[];
  html: string | null;
  roles: AudienceRole[];
  staff: boolean;
  buildingIds: string[];
  unitIds: string[];
  houses: { id: string; label: string }[];
  files: FileView[];
  pinned: boolean;
  outage: { kind: OutageKind; from: string; until: string };
}

export const emptyForm: Form = {
  kind: 'notice',
  title: '',
  start: [],
  html: '',
  roles: ['owner', 'family', 'tenant'],
  staff: false,
  buildingIds: [],
  unitIds: [],
  houses: [],
  files: [],
  pinned: false,
  outage: { kind: 'water', from: '', until: '' },
};

export const formOf = (one: StaffAnnouncementView): Form => ({
  kind: one.kind,
  title: one.title,
  start: one.body,
  html: null,
  roles: one.audience.roles,
  staff: one.audience.staff,
  buildingIds: one.audience.buildingIds,
  unitIds: one.audience.unitIds,
  houses: one.houses,
  files: one.files,
  pinned: one.pinned,
  outage: one.outage
    ? {
        kind: one.outage.kind,
        from: toWallInput(new Date(one.outage.from)),
        until: toWallInput(new Date(one.outage.until)),
      }
    : emptyForm.outage,
});

export interface Building {
  id: string;
  units: readonly { id: string }[];
}

/** A building of which some units are picked is those units; without any it is the whole of it. */
export const audienceOf = (form: Form, buildings: readonly Building[]): Audience => {
  const picked = buildings.filter(({ id }) => form.buildingIds.includes(id));
  const unitsOf = ({ units }: Building): string[] => units.flatMap(({ id }) => (form.unitIds.includes(id) ? [id] : []));
  return {
    roles: form.roles,
    staff: form.staff,
    buildingIds: picked.filter((one) => unitsOf(one).length === 0).map(({ id }) => id),
    unitIds: picked.flatMap(unitsOf),
    houseIds: form.houses.map(({ id }) => id),
  };
};

/** Buildings whose units are picked are shown as picked too. */
export const withBuildings = (form: Form, buildings: readonly Building[]): Form => ({
  ...form,
  buildingIds: buildings
    .filter(({ id, units }) => form.buildingIds.includes(id) || units.some((unit) => form.unitIds.includes(unit.id)))
    .map(({ id }) => id),
});

const escaped = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

const tags: Record<RichBlock['kind'], [string, string]> = {
  p: ['<p>', '</p>'],
  h: ['<h3>', '</h3>'],
  li: ['<ul><li>', '</li></ul>'],
  num: ['<ol><li>', '</li></ol>'],
};

/** The text as it was, for a change that left it alone. */
export const htmlOf = (body: readonly RichBlock[]): string =>
  body
    .map(({ kind, runs }) => {
      const inner = runs
        .map(({ text, bold, href }) => {
          const said = bold ? `<b>${escaped(text)}</b>` : escaped(text);
          return href ? `<a href="${escaped(href)}">${said}</a>` : said;
        })
        .join('');
      return `${tags[kind][0]}${inner}${tags[kind][1]}`;
    })
    .join('');

export const bodyOf = (form: Form, buildings: readonly Building[]): AnnouncementBody => ({
  kind: form.kind,
  title: form.title.trim(),
  html: form.html ?? htmlOf(form.start),
  audience: audienceOf(form, buildings),
  fileIds: form.files.map(({ id }) => id),
  pinned: form.pinned,
  outage:
    form.kind === 'outage'
      ? {
          kind: form.outage.kind,
          from: fromWallInputToInstant(form.outage.from) ?? '',
          until: fromWallInputToInstant(form.outage.until) ?? '',
        }
      : null,
});

/** Whether everything is there that the server wants. */
export const isWhole = (form: Form): boolean =>
  form.title.trim() !== '' &&
  form.html !== '' &&
  (form.roles.length > 0 || form.staff) &&
  (form.kind !== 'outage' || (form.outage.from !== '' && form.outage.until !== ''));
