import { type ChangeEvent, useState } from 'react';
import type { FileView } from 'shared-types/file';
import { uploadPhoto, wordsOf } from '../lib/api';
import { shrink } from '../lib/shrink';
import { t } from '../locales/zh-CN/photo';
import { Icon } from './icons';
import { toast } from './toastStore';

const mostPhotos = 9;

interface PhotoFieldProps {
  label: string;
  files: readonly FileView[];
  onFiles: (files: FileView[]) => void;
  onBusy: (busy: boolean) => void;
  hint?: string | undefined;
}

/** Photos that are sent as they are picked; a tap takes one away again. */
export const PhotoField = ({ label, files, onFiles, onBusy, hint }: PhotoFieldProps) => {
  const [busy, setBusy] = useState(false);
  const turn = (on: boolean): void => {
    setBusy(on);
    onBusy(on);
  };
  const add = async (event: ChangeEvent<HTMLInputElement>) => {
    const input = event.target;
    turn(true);
    const made: FileView[] = [];
    try {
      for (const file of Array.from(input.files ?? []).slice(0, mostPhotos - files.length))
        made.push(await uploadPhoto(await shrink(file), file.name || 'photo.jpg'));
    } catch (failure) {
      toast(wordsOf(failure), 'danger');
    }
    // What arrived before one failed stays.
    onFiles([...files, ...made]);
    input.value = '';
    turn(false);
  };
  return (
    <fieldset className="field" aria-label={label}>
      <span className="t2">{label}</span>
      <div className="row g2 wrap">
        {files.map((file, i) => (
          <button
            key={file.id}
            type="button"
            className="voucher"
            aria-label={t.removePhoto(i + 1)}
            title={t.removePhoto(i + 1)}
            onClick={() => onFiles(files.filter((one) => one.id !== file.id))}
          >
            <img className="photo" src={file.thumbUrl ?? file.url} alt="" />
            <span className="x" aria-hidden="true">
              <Icon name="close" size={14} />
            </span>
          </button>
        ))}
        {files.length < mostPhotos && (
          <label className="addp">
            <Icon name="camera" size={24} />
            {busy ? t.sending : t.addPhoto}
            <input
              type="file"
              accept="image/*"
              multiple
              disabled={busy}
              className="sr"
              aria-label={t.addPhoto}
              onChange={(event) => void add(event)}
            />
          </label>
        )}
      </div>
      {hint && <span className="tm">{hint}</span>}
    </fieldset>
  );
};
