import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { type DeviceKind, type DeviceProtocol, deviceKinds, deviceProtocols } from 'shared-types/device';
import { changeDevice, createDevice, type DeviceView, listDevices, readDevice } from 'shared-types/staffDevice';
import { toDay } from 'shared-types/time';
import { fieldsOf, wordsOf } from '../../lib/api';
import { serverNow } from '../../lib/clock';
import { useCommand, useRead } from '../../lib/query';
import { t } from '../../locales/zh-CN/device';
import { SelectField, TextArea, TextField } from '../../ui/Field';
import { Page } from '../../ui/Page';
import { Loaded, SkeletonCards } from '../../ui/States';
import { bodyOf, type DeviceForm, emptyForm, formOf, isWhole, placeMissing } from './deviceForm';
import { PlaceFields } from './PlaceFields';

type Set = (part: Partial<DeviceForm>) => void;
type Said = Record<string, string>;

const What = ({ form, set, isNew, said }: { form: DeviceForm; set: Set; isNew: boolean; said: Said }) => (
  <>
    <TextField
      label={t.form.code}
      hint={t.form.codeHint}
      error={said.code}
      value={form.code}
      onValue={(code) => set({ code })}
      maxLength={40}
    />
    <SelectField
      label={t.form.kind}
      value={form.kind}
      onValue={(kind) => set({ kind: kind as DeviceKind })}
      choices={deviceKinds.map((value) => ({ value, label: t.kinds[value] }))}
    />
    <TextField
      label={t.form.name}
      hint={t.form.nameHint}
      value={form.name}
      onValue={(name) => set({ name })}
      maxLength={60}
    />
    {isNew && (
      <SelectField
        label={t.form.lifecycle}
        value={form.lifecycle}
        onValue={(lifecycle) => set({ lifecycle: lifecycle as DeviceForm['lifecycle'] })}
        choices={(['in-use', 'in-stock'] as const).map((value) => ({ value, label: t.lifecycles[value] }))}
      />
    )}
  </>
);

const texts = ['brand', 'model', 'serial', 'vendor'] as const;
const longest = { brand: 40, model: 60, serial: 60, vendor: 40 };

const Identity = ({ form, set, isNew, said }: { form: DeviceForm; set: Set; isNew: boolean; said: Said }) => (
  <>
    {texts.map((name) => (
      <TextField
        key={name}
        label={t.form[name]}
        value={form[name]}
        onValue={(value) => set({ [name]: value })}
        maxLength={longest[name]}
      />
    ))}
    <TextField
      label={t.form.installedOn}
      type="date"
      max={toDay(serverNow())}
      error={said.installedOn}
      value={form.installedOn}
      onValue={(installedOn) => set({ installedOn })}
    />
    <TextField
      label={t.form.warrantyUntil}
      type="date"
      error={said.warrantyUntil}
      value={form.warrantyUntil}
      onValue={(warrantyUntil) => set({ warrantyUntil })}
    />
    <SelectField
      label={t.form.protocol}
      value={form.protocol}
      onValue={(protocol) => set({ protocol: protocol as DeviceProtocol | '' })}
      choices={[
        ...(isNew ? [{ value: '', label: t.form.protocolOfKind }] : []),
        ...deviceProtocols.map((value) => ({ value, label: t.protocols[value] })),
      ]}
    />
    <TextArea label={t.form.remark} value={form.remark} onValue={(remark) => set({ remark })} maxLength={300} />
  </>
);

const useSave = (device: DeviceView | null) => {
  const go = useNavigate();
  const options = {
    quiet: true,
    refreshes: [listDevices, readDevice],
    onDone: ({ id }: DeviceView) => void go(`/devices/${id}`, { replace: true }),
  };
  const create = useCommand(createDevice, { ...options, done: t.form.created });
  const change = useCommand(changeDevice, { ...options, done: t.form.changed });
  return {
    busy: create.isPending || change.isPending,
    error: create.error ?? change.error,
    save: (form: DeviceForm) =>
      device
        ? change.mutate({ params: { id: device.id }, body: bodyOf(form) })
        : create.mutate({ body: { ...bodyOf(form), lifecycle: form.lifecycle } }),
  };
};

const Editor = ({ device }: { device: DeviceView | null }) => {
  const [form, setForm] = useState<DeviceForm>(() => (device ? formOf(device) : emptyForm));
  const [tried, setTried] = useState(false);
  const { busy, error, save } = useSave(device);
  const set: Set = (part) => setForm((old) => ({ ...old, ...part }));
  const said = fieldsOf(error);
  return (
    <form
      className="col g3 narrow"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (isWhole(form)) save(form);
      }}
    >
      <section className="card pad col g3">
        <What form={form} set={set} isNew={device === null} said={said} />
        <PlaceFields form={form} set={set} error={tried && placeMissing(form) ? t.form.placeNeeded : undefined} />
      </section>
      <section className="card pad col g3">
        <h2>{t.form.identity}</h2>
        <Identity form={form} set={set} isNew={device === null} said={said} />
      </section>
      {error && (
        <p className="note danger" role="alert">
          {Object.values(said)[0] ?? wordsOf(error)}
        </p>
      )}
      <button type="submit" className="btn pri big" disabled={busy || !form.code.trim() || !form.name.trim()}>
        {device ? t.form.save : t.form.create}
      </button>
    </form>
  );
};

/** A new device, or another word about one that is there. */
export const DeviceFormPage = () => {
  const { id } = useParams();
  const query = useRead(readDevice, { params: { id: id ?? '' } }, { enabled: id !== undefined, staleTime: 0 });
  if (!id)
    return (
      <Page title={t.newTitle} back="/devices">
        <Editor device={null} />
      </Page>
    );
  return (
    <Page title={t.editTitle} back={`/devices/${id}`}>
      <Loaded query={query} skeleton={<SkeletonCards count={2} height={320} />}>
        {(device) => <Editor key={device.id} device={device} />}
      </Loaded>
    </Page>
  );
};
