import type { ChangeEvent } from 'react';
import type { FileView } from 'shared-types/file';
import { uploadPhoto, wordsOf } from '../lib/api';
import { shrink } from '../lib/shrink';
import { Icon } from './icons';
import { toast } from './toastStore';

const send = async (file: File): Promise<FileView> =>
  uploadPhoto(file.type === 'application/pdf' ? file : await shrink(file), file.name);

/** What is asked for, and how it is said. */
export interface FilesWords {
  label: string;
  hint: string;
  add: string;
  sending: string;
  remove: (n: number) => string;
  pdf: string;
}

interface FilesFieldProps {
  words: FilesWords;
  most: number;
  files: readonly FileView[];
  onFiles: (files: FileView[]) => void;
  /** While files are on their way. */
  busy: boolean;
  onBusy: (busy: boolean) => void;
  error?: string | undefined;
}

const Chosen = ({
  words,
  file,
  at,
  onRemove,
}: {
  words: FilesWords;
  file: FileView;
  at: number;
  onRemove: () => void;
}) => (
  <button
    type="button"
    className="voucher"
    aria-label={words.remove(at + 1)}
    title={words.remove(at + 1)}
    onClick={onRemove}
  >
    {file.kind === 'image' ? (
      <img className="photo" src={file.thumbUrl ?? file.url} alt="" />
    ) : (
      <span className="photo pdf">
        <Icon name="bill" size={24} />
        {words.pdf}
      </span>
    )}
    <span className="x" aria-hidden="true">
      <Icon name="close" size={14} />
    </span>
  </button>
);

/** Photos and PDFs; a tap takes one away again. */
export const FilesField = ({ words, most, files, onFiles, busy, onBusy, error }: FilesFieldProps) => {
  const add = async (event: ChangeEvent<HTMLInputElement>) => {
    const input = event.target;
    onBusy(true);
    const made: FileView[] = [];
    try {
      for (const file of Array.from(input.files ?? []).slice(0, most - files.length)) made.push(await send(file));
    } catch (failure) {
      toast(wordsOf(failure), 'danger');
    }
    // What arrived before one failed stays.
    onFiles([...files, ...made]);
    input.value = '';
    onBusy(false);
  };
  return (
    <fieldset className="field" aria-label={words.label}>
      <span className="t2">{words.label}</span>
      <div className="row g2 wrap">
        {files.map((file, i) => (
          <Chosen
            words={words}
            key={file.id}
            file={file}
            at={i}
            onRemove={() => onFiles(files.filter((one) => one.id !== file.id))}
          />
        ))}
        {files.length < most && (
          <label className="addp">
            <Icon name="camera" size={24} />
            {busy ? words.sending : words.add}
            <input
              type="file"
              accept="image/*,application/pdf"
              multiple
              disabled={busy}
              className="sr"
              aria-label={words.add}
              onChange={(event) => void add(event)}
            />
          </label>
        )}
      </div>
      <span className={error ? 'bad' : 't2'} role={error ? 'alert' : undefined}>
        {error ?? words.hint}
      </span>
    </fieldset>
  );
};
