import { type ChangeEvent, useState } from 'react';
import type { FileView } from 'shared-types/file';
import { addDeviceDocument, type DeviceView, readDevice, removeDeviceDocument } from 'shared-types/staffDevice';
import { dayTime } from 'shared-types/time';
import { uploadPhoto, wordsOf } from '../../lib/api';
import { useNow } from '../../lib/clock';
import { useCommand } from '../../lib/query';
import { shrink } from '../../lib/shrink';
import { t } from '../../locales/zh-CN/device';
import { Confirm } from '../../ui/Dialog';
import { TextField } from '../../ui/Field';
import { Files } from '../../ui/Files';
import { Icon } from '../../ui/icons';
import { toast } from '../../ui/toastStore';

const mostFiles = 9;

const send = async (file: File): Promise<FileView> =>
  uploadPhoto(file.type === 'application/pdf' ? file : await shrink(file), file.name);

const AddDialog = ({ device, onClose }: { device: DeviceView; onClose: () => void }) => {
  const [title, setTitle] = useState('');
  const [files, setFiles] = useState<FileView[]>([]);
  const [busy, setBusy] = useState(false);
  const add = useCommand(addDeviceDocument, { done: t.documentAdded, refreshes: [readDevice], onDone: onClose });
  const choose = async (event: ChangeEvent<HTMLInputElement>) => {
    const input = event.target;
    setBusy(true);
    const made: FileView[] = [];
    try {
      for (const file of Array.from(input.files ?? []).slice(0, mostFiles - files.length)) made.push(await send(file));
    } catch (error) {
      toast(wordsOf(error), 'danger');
    }
    setFiles([...files, ...made]);
    input.value = '';
    setBusy(false);
  };
  return (
    <Confirm
      title={t.addDocument}
      action={t.addDocument}
      busy={busy || add.isPending}
      disabled={!title.trim() || files.length === 0}
      onConfirm={() =>
        add.mutate({ params: { id: device.id }, body: { title: title.trim(), fileIds: files.map(({ id }) => id) } })
      }
      onClose={onClose}
    >
      <TextField label={t.documentTitle} hint={t.documentTitleHint} value={title} onValue={setTitle} maxLength={60} />
      <label className="btn ghost" style={{ cursor: 'pointer' }}>
        <Icon name="camera" size={18} />
        {busy ? t.sendingFiles : files.length > 0 ? t.filesChosen(files.length) : t.chooseFiles}
        <input
          type="file"
          className="sr"
          accept="image/*,application/pdf"
          multiple
          disabled={busy}
          aria-label={t.chooseFiles}
          onChange={(event) => void choose(event)}
        />
      </label>
      {files.length > 0 && <Files files={files} />}
    </Confirm>
  );
};

type Document = DeviceView['documents'][number];

const RemoveDialog = ({
  device,
  document,
  onClose,
}: {
  device: DeviceView;
  document: Document;
  onClose: () => void;
}) => {
  const remove = useCommand(removeDeviceDocument, { done: t.removed, refreshes: [readDevice], onDone: onClose });
  return (
    <Confirm
      title={t.removeTitle(document.title)}
      action={t.removeDocument}
      danger
      busy={remove.isPending}
      onConfirm={() => remove.mutate({ params: { id: device.id, documentId: document.id } })}
      onClose={onClose}
    >
      <p>{t.removeWhat}</p>
    </Confirm>
  );
};

/** Pictures and papers of a device. */
export const Documents = ({ device }: { device: DeviceView }) => {
  const now = useNow();
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<Document | null>(null);
  const may = device.actions.includes('document');
  return (
    <section className="card pad col g3">
      <div className="row between g2 wrap">
        <h2>{t.documents}</h2>
        {may && (
          <button type="button" className="btn ghost sm" onClick={() => setAdding(true)}>
            <Icon name="plus" size={18} />
            {t.addDocument}
          </button>
        )}
      </div>
      {device.documents.length === 0 && <p className="t2">{t.documentsNone}</p>}
      {device.documents.map((document) => (
        <div key={document.id} className="col g2">
          <div className="row between g2 wrap">
            <span className="col">
              <b className="w5">{document.title}</b>
              <span className="t2 num">{t.addedBy(document.addedBy, dayTime(document.addedAt, now))}</span>
            </span>
            {may && (
              <button type="button" className="btn plain sm" onClick={() => setRemoving(document)}>
                {t.removeDocument}
              </button>
            )}
          </div>
          <Files files={document.files} size={96} />
        </div>
      ))}
      {adding && <AddDialog device={device} onClose={() => setAdding(false)} />}
      {removing && <RemoveDialog device={device} document={removing} onClose={() => setRemoving(null)} />}
    </section>
  );
};
