import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { type AnnouncementKind, announcementKinds, type OutageKind, outageKinds } from 'shared-types/announcement';
import { listBuildings } from 'shared-types/community';
import {
  changeAnnouncement,
  createAnnouncement,
  listStaffAnnouncements,
  mostFiles,
  previewReach,
  readStaffAnnouncement,
  type StaffAnnouncementView,
} from 'shared-types/staffAnnouncement';
import { fieldsOf, wordsOf } from '../../lib/api';
import { useCommand, useRead } from '../../lib/query';
import { t } from '../../locales/zh-CN/announcement';
import { SelectField, TextField } from '../../ui/Field';
import { FilesField } from '../../ui/FilesField';
import { Page } from '../../ui/Page';
import { Loaded, Skeleton, SkeletonCards } from '../../ui/States';
import { AudienceFields, type Buildings } from './AudienceFields';
import { audienceOf, bodyOf, emptyForm, type Form, formOf, isWhole, withBuildings } from './form';
import { ReachLines } from './ReachCard';
import { RichEditor } from './RichEditor';
import './announcement.css';

type Set = (part: Partial<Form>) => void;

const OutageFields = ({ form, set, error }: { form: Form; set: Set; error: string | undefined }) => {
  const change = (part: Partial<Form['outage']>) => set({ outage: { ...form.outage, ...part } });
  return (
    <div className="row g3 wrap top-a">
      <SelectField
        label={t.form.outage}
        value={form.outage.kind}
        onValue={(kind) => change({ kind: kind as OutageKind })}
        choices={outageKinds.map((value) => ({ value, label: t.form.outages[value] }))}
      />
      <TextField
        label={t.form.from}
        type="datetime-local"
        value={form.outage.from}
        onValue={(from) => change({ from })}
      />
      <TextField
        label={t.form.until}
        type="datetime-local"
        value={form.outage.until}
        onValue={(until) => change({ until })}
        error={error}
      />
    </div>
  );
};

const useSave = (one: StaffAnnouncementView | null) => {
  const go = useNavigate();
  const options = {
    quiet: true,
    done: t.form.saved,
    refreshes: [listStaffAnnouncements, readStaffAnnouncement],
    onDone: ({ id }: StaffAnnouncementView) => void go(`/announcements/${id}`, { replace: true }),
  };
  const create = useCommand(createAnnouncement, options);
  const change = useCommand(changeAnnouncement, options);
  return {
    busy: create.isPending || change.isPending,
    error: create.error ?? change.error,
    save: (form: Form, buildings: Buildings) => {
      const body = bodyOf(form, buildings);
      if (one) change.mutate({ params: { id: one.id }, body: { ...body, version: one.version } });
      else create.mutate({ body });
    },
  };
};

const ReachNow = ({ form, buildings }: { form: Form; buildings: Buildings }) => {
  const query = useRead(previewReach, { body: { audience: audienceOf(form, buildings) } });
  return (
    <section className="card pad col g2" aria-label={t.reach.title} aria-live="polite">
      <h2 className="fs-m">{t.reach.title}</h2>
      <Loaded query={query} skeleton={<Skeleton rows={4} />}>
        {(reach) => <ReachLines reach={reach} read={false} />}
      </Loaded>
    </section>
  );
};

const Editor = ({ one, buildings }: { one: StaffAnnouncementView | null; buildings: Buildings }) => {
  const [form, setForm] = useState<Form>(() => withBuildings(one ? formOf(one) : emptyForm, buildings));
  const [uploading, setUploading] = useState(false);
  const { busy, error, save } = useSave(one);
  const set: Set = (part) => setForm((old) => ({ ...old, ...part }));
  const said = error ? fieldsOf(error) : {};
  return (
    <Page
      title={one ? t.edit : t.write}
      back={one ? `/announcements/${one.id}` : '/announcements'}
      dock={
        <button
          type="button"
          className="btn pri grow"
          disabled={busy || uploading || !isWhole(form)}
          onClick={() => save(form, buildings)}
        >
          {t.form.save}
        </button>
      }
    >
      <section className="card pad col g3">
        <SelectField
          label={t.form.kind}
          hint={t.form.kindHints[form.kind]}
          value={form.kind}
          onValue={(kind) => set({ kind: kind as AnnouncementKind })}
          choices={announcementKinds.map((value) => ({ value, label: t.form.kinds[value] }))}
        />
        <TextField
          label={t.form.title}
          placeholder={t.form.titleHint}
          value={form.title}
          onValue={(title) => set({ title })}
          maxLength={40}
          error={said.title}
        />
        {form.kind === 'outage' && <OutageFields form={form} set={set} error={said.outage} />}
        <RichEditor start={form.start} onHtml={(html) => set({ html })} error={said.html} />
        <FilesField
          words={t.form.files}
          most={mostFiles}
          files={form.files}
          onFiles={(files) => set({ files })}
          busy={uploading}
          onBusy={setUploading}
        />
        <label className="check">
          <input type="checkbox" checked={form.pinned} onChange={(event) => set({ pinned: event.target.checked })} />
          {t.form.pinned}
        </label>
      </section>
      <section className="card pad col g3" aria-label={t.form.who}>
        <AudienceFields form={form} set={set} buildings={buildings} error={said.audience} />
      </section>
      <ReachNow form={form} buildings={buildings} />
      {error && Object.keys(said).length === 0 && (
        <p className="td" role="alert">
          {wordsOf(error)}
        </p>
      )}
    </Page>
  );
};

/** A new announcement, or a draft that is changed; publishing is another step. */
export const EditorPage = () => {
  const { id } = useParams();
  const buildings = useRead(listBuildings);
  const one = useRead(readStaffAnnouncement, { params: { id: id ?? '' } }, { enabled: id !== undefined });
  const skeleton = (
    <Page title={id ? t.edit : t.write} back="/announcements">
      <SkeletonCards />
    </Page>
  );
  return (
    <Loaded query={buildings} skeleton={skeleton}>
      {({ items }) =>
        id === undefined ? (
          <Editor one={null} buildings={items} />
        ) : (
          <Loaded query={one} skeleton={skeleton}>
            {(found) => <Editor key={found.version} one={found} buildings={items} />}
          </Loaded>
        )
      }
    </Loaded>
  );
};
