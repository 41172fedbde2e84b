import { useEffect, useState } from 'react';
import type { CallInput } from 'shared-types/client';
import type { Contract } from 'shared-types/contract';
import { download, wordsOf } from '../lib/api';

/** At most this many pictures are asked for at a time: a whole building has hundreds. */
const atOnce = 6;
let running = 0;
const waiting: (() => void)[] = [];

const inTurn = async <T,>(work: () => Promise<T>): Promise<T> => {
  if (running >= atOnce) await new Promise<void>((go) => waiting.push(go));
  running++;
  try {
    return await work();
  } finally {
    running--;
    waiting.shift()?.();
  }
};

type Drawn = { url: string } | { failed: string } | null;

interface CodePictureProps<C extends Contract> {
  contract: C;
  input: CallInput<C>;
  label: string;
  /** For whom it is, below the picture. */
  who: string;
  /** Called once, with null when the picture did not come. */
  onSettled?: (url: string | null) => void;
}

/** A code to print, drawn by the server. */
export const CodePicture = <C extends Contract>({ contract, input, label, who, onSettled }: CodePictureProps<C>) => {
  const [drawn, setDrawn] = useState<Drawn>(null);
  const asked = JSON.stringify(input);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked for once a code, whoever listens
  useEffect(() => {
    let made: string | null = null;
    let gone = false;
    inTurn(async () => (gone ? null : download(contract, input)))
      .then((blob) => {
        if (gone || !blob) return;
        made = URL.createObjectURL(blob);
        setDrawn({ url: made });
        onSettled?.(made);
      })
      .catch((error: unknown) => {
        if (gone) return;
        setDrawn({ failed: wordsOf(error) });
        onSettled?.(null);
      });
    return () => {
      gone = true;
      if (made) URL.revokeObjectURL(made);
    };
  }, [contract, asked]);
  return (
    <figure className="code">
      {drawn && 'url' in drawn && <img src={drawn.url} alt={`${label} ${who}`} />}
      {drawn && 'failed' in drawn && (
        <p className="none td" role="alert">
          {drawn.failed}
        </p>
      )}
      {!drawn && <div className="sk" />}
      <figcaption>{who}</figcaption>
    </figure>
  );
};
