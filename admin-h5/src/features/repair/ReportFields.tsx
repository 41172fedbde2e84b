import { type ChangeEvent, useState } from 'react';
import { listHouses } from 'shared-types/community';
import type { FileView } from 'shared-types/file';
import { uploadPhoto, wordsOf } from '../../lib/api';
import { useRead } from '../../lib/query';
import { shrink } from '../../lib/shrink';
import { t } from '../../locales/zh-CN/repair';
import { TextField } from '../../ui/Field';
import { Icon } from '../../ui/icons';
import { Skeleton } from '../../ui/States';
import { toast } from '../../ui/toastStore';

const p = t.reportPage;
const mostPhotos = 9;

export interface House {
  id: string;
  label: string;
}

export const HouseSearch = ({ onPick }: { onPick: (house: House) => void }) => {
  const [q, setQ] = useState('');
  const query = useRead(listHouses, { query: { q: q.trim(), limit: 8 } }, { enabled: q.trim() !== '' });
  return (
    <div className="col g2">
      <TextField
        label={p.findHouse}
        hint={q.trim() ? undefined : p.typeToFind}
        placeholder={p.findHint}
        value={q}
        onValue={setQ}
        autoComplete="off"
      />
      {q.trim() && query.isPending && <Skeleton rows={2} height={36} />}
      <fieldset className="opt" aria-label={p.findHouse}>
        {query.data?.items.map((house) => (
          <button key={house.id} type="button" onClick={() => onPick({ id: house.id, label: house.label })}>
            {house.label}
          </button>
        ))}
      </fieldset>
      {query.data?.items.length === 0 && <p className="t2">{p.noHouse}</p>}
    </div>
  );
};

export const Choice = ({ on, children, onClick }: { on: boolean; children: string; onClick: () => void }) => (
  <button type="button" className={on ? 'on' : ''} aria-pressed={on} onClick={onClick}>
    {children}
  </button>
);

export const PhotoField = ({ files, onFiles }: { files: FileView[]; onFiles: (files: FileView[]) => void }) => {
  const [busy, setBusy] = useState(false);
  const add = async (event: ChangeEvent<HTMLInputElement>) => {
    const input = event.target;
    setBusy(true);
    try {
      const made: FileView[] = [];
      for (const file of Array.from(input.files ?? []).slice(0, mostPhotos - files.length))
        made.push(await uploadPhoto(await shrink(file), file.name));
      onFiles([...files, ...made]);
    } catch (error) {
      toast(wordsOf(error), 'danger');
    }
    input.value = '';
    setBusy(false);
  };
  return (
    <fieldset className="field" aria-label={p.photos}>
      <span>{p.photos}</span>
      <div className="row g2 wrap">
        {files.map((file, i) => (
          <button
            key={file.id}
            type="button"
            aria-label={p.removePhoto(i + 1)}
            title={p.removePhoto(i + 1)}
            onClick={() => onFiles(files.filter((one) => one.id !== file.id))}
          >
            <img className="photo" src={file.thumbUrl ?? file.url} alt="" />
          </button>
        ))}
        <label className="addp">
          <Icon name="camera" size={24} />
          {busy ? p.uploading : p.addPhoto}
          <input
            type="file"
            accept="image/*"
            multiple
            disabled={busy}
            className="sr"
            aria-label={p.addPhoto}
            onChange={(event) => void add(event)}
          />
        </label>
      </div>
    </fieldset>
  );
};
