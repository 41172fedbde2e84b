import { type ChangeEvent, useRef, useState } from 'react';
import { newKey } from 'shared-types/client';
import type { Contract } from 'shared-types/contract';
import { upload, wordsOf } from '../lib/api';
import { Icon } from './icons';

interface FileButtonProps<C extends Contract, A> {
  contract: C;
  label: string;
  busyLabel: string;
  accept: string;
  onSent: (answer: A) => void | Promise<void>;
}

/** Picks one file and sends it; the same file sent again after a lost answer is the same command. */
export const FileButton = <C extends Contract, A>({
  contract,
  label,
  busyLabel,
  accept,
  onSent,
}: FileButtonProps<C, A>) => {
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  const key = useRef<{ file: string; key: string } | null>(null);
  const send = async (event: ChangeEvent<HTMLInputElement>) => {
    const input = event.target;
    const file = input.files?.[0];
    if (!file) return;
    setBusy(true);
    setFailed(null);
    const name = `${file.name}:${file.size}:${file.lastModified}`;
    if (key.current?.file !== name) key.current = { file: name, key: newKey() };
    try {
      const answer = (await upload(contract, file, file.name, key.current.key)) as A;
      key.current = null;
      await onSent(answer);
    } catch (error) {
      setFailed(wordsOf(error));
    }
    input.value = '';
    setBusy(false);
  };
  return (
    <>
      <label className="btn pri" style={{ cursor: 'pointer' }}>
        <Icon name="import" />
        {busy ? busyLabel : label}
        <input
          type="file"
          className="sr"
          accept={accept}
          aria-label={label}
          disabled={busy}
          onChange={(event) => void send(event)}
        />
      </label>
      {failed && (
        <p className="note danger" role="alert">
          {failed}
        </p>
      )}
    </>
  );
};
