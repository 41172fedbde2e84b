import { useEffect, useState } from 'react';
import { readPlaceCodeImage, readPlaceQr } from 'shared-types/community';
import { download, wordsOf } from '../../lib/api';
import { t } from '../../locales/zh-CN/house';

type CodeContract = typeof readPlaceCodeImage | typeof readPlaceQr;

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

const useCode = (contract: CodeContract, code: string, onSettled?: (url: string | null) => void): Drawn => {
  const [drawn, setDrawn] = useState<Drawn>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked for once a code, whoever listens
  useEffect(() => {
    let made: string | null = null;
    let gone = false;
    inTurn(async () => (gone ? null : download(contract, { params: { code } })))
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
  }, [contract, code]);
  return drawn;
};

const Code = ({
  contract,
  code,
  label,
  who,
  onSettled,
}: {
  contract: CodeContract;
  code: string;
  label: string;
  who: string;
  onSettled?: (url: string | null) => void;
}) => {
  const drawn = useCode(contract, code, onSettled);
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

/** Owners' phones read WeChat's own code; a worker's web page reads only the plain one. */
export const PlaceCodes = ({
  code,
  label,
  onSettled,
}: {
  code: string;
  label: string;
  /** Called once a picture, with null for one that did not come. */
  onSettled?: (url: string | null) => void;
}) => (
  <div className="codes">
    <Code contract={readPlaceCodeImage} code={code} label={label} who={t.forOwner} {...(onSettled && { onSettled })} />
    <Code contract={readPlaceQr} code={code} label={label} who={t.forWorker} {...(onSettled && { onSettled })} />
  </div>
);
