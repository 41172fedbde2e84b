import { useState } from 'react';
import { newKey } from 'shared-types/client';
import type { ResponseOf } from 'shared-types/contract';
import { type FileView, uploadFile } from 'shared-types/file';
import {
  keepKioskPrompt,
  listKioskPrompts,
  type PromptKey,
  type PromptView,
  preferKioskPrompts,
  promptKeys,
  removeKioskPrompt,
} from 'shared-types/kioskPrompt';
import { upload, wordsOf } from '../../lib/api';
import { useNow } from '../../lib/clock';
import { useCommand, useRead } from '../../lib/query';
import { canRecord, useRecorder } from '../../lib/recorder';
import { when } from '../../lib/words';
import { promptWords } from '../../locales/zh-CN/kioskPrompts';
import { t as all } from '../../locales/zh-CN/kiosks';
import { Confirm } from '../../ui/Dialog';
import { Files } from '../../ui/Files';
import { Icon } from '../../ui/icons';
import { Page } from '../../ui/Page';
import { Loaded } from '../../ui/States';
import { KioskRooms } from './rooms';

const t = all.voice;
const refreshes = [listKioskPrompts];
const longestSeconds = 20;

/** One button: to begin, to end; what was said takes the place of what was there. */
const Record = ({ promptKey, again }: { promptKey: PromptKey; again: boolean }) => {
  const [failed, setFailed] = useState<string | null>(null);
  const [sending, setSending] = useState(false);
  const keep = useCommand(keepKioskPrompt, { refreshes, done: t.kept });
  const { state, left, start, stop } = useRecorder(longestSeconds, ({ blob, durationMs }) => {
    setSending(true);
    setFailed(null);
    upload(uploadFile, blob, 'prompt.webm', newKey(), { query: { durationMs } })
      .then((file) => keep.mutate({ params: { key: promptKey }, body: { fileId: (file as FileView).id } }))
      .catch((error: unknown) => setFailed(wordsOf(error)))
      .finally(() => setSending(false));
  });
  const isOn = state === 'on';
  const words = promptWords[promptKey];
  const name = isOn ? t.stop(left) : again ? t.again : t.record;
  return (
    <>
      <button
        type="button"
        className={`btn sm ${isOn ? 'pri' : 'sec'}`}
        aria-label={`${name} ${words}`}
        aria-pressed={isOn}
        disabled={sending || keep.isPending}
        onClick={isOn ? stop : start}
      >
        <Icon name="mic" size={18} />
        <span className="num">{name}</span>
      </button>
      {(failed || state === 'refused') && (
        <span className="td" role="alert">
          {failed ?? t.refused}
        </span>
      )}
    </>
  );
};

interface RowProps {
  promptKey: PromptKey;
  prompt: PromptView | undefined;
  onRemove: () => void;
}

const Row = ({ promptKey, prompt, onRemove }: RowProps) => {
  const now = useNow();
  const words = promptWords[promptKey];
  return (
    <li className="hair row g3 wrap" style={{ paddingBottom: 14 }}>
      <div className="grow">
        <b className="fs-m">{words}</b>
        <div className="t2 num">{prompt ? t.by(prompt.byName, when(prompt.recordedAt, now)) : t.none}</div>
      </div>
      <div className="row g2 wrap">
        {prompt && <Files files={[prompt.recording]} />}
        {canRecord() && <Record promptKey={promptKey} again={prompt !== undefined} />}
        {prompt && (
          <button type="button" className="btn ghost sm" aria-label={`${t.remove} ${words}`} onClick={onRemove}>
            {t.remove}
          </button>
        )}
      </div>
    </li>
  );
};

const Remove = ({ promptKey, onClose }: { promptKey: PromptKey; onClose: () => void }) => {
  const remove = useCommand(removeKioskPrompt, { refreshes, done: t.removed, onDone: onClose });
  return (
    <Confirm
      title={t.remove}
      action={t.remove}
      danger
      busy={remove.isPending}
      onConfirm={() => remove.mutate({ params: { key: promptKey } })}
      onClose={onClose}
    >
      <p>{t.removeWhat(promptWords[promptKey])}</p>
    </Confirm>
  );
};

const Prefer = ({ preferRecorded }: Pick<ResponseOf<typeof listKioskPrompts>, 'preferRecorded'>) => {
  const prefer = useCommand(preferKioskPrompts, { refreshes, done: t.kept });
  return (
    <label className="row g2">
      <input
        type="checkbox"
        checked={preferRecorded}
        disabled={prefer.isPending}
        onChange={(event) => prefer.mutate({ body: { preferRecorded: event.target.checked } })}
      />
      <span>{t.prefer}</span>
    </label>
  );
};

/** What the machines say aloud, in the voice and the dialect of the people here. */
export const KioskVoicePage = () => {
  const query = useRead(listKioskPrompts);
  const [removing, setRemoving] = useState<PromptKey | null>(null);
  return (
    <Page title={t.title} tools={<KioskRooms />}>
      <p className="t2">{t.hint}</p>
      {!canRecord() && <p role="status">{t.noMicrophone}</p>}
      <section className="card pad col g3">
        <Loaded query={query}>
          {({ preferRecorded, items }) => (
            <>
              <div className="row g3 wrap">
                <b className="grow num">{t.count(items.length, promptKeys.length)}</b>
                <Prefer preferRecorded={preferRecorded} />
              </div>
              <ul aria-label={t.title}>
                {promptKeys.map((key) => (
                  <Row
                    key={key}
                    promptKey={key}
                    prompt={items.find((one) => one.key === key)}
                    onRemove={() => setRemoving(key)}
                  />
                ))}
              </ul>
            </>
          )}
        </Loaded>
      </section>
      {removing && <Remove promptKey={removing} onClose={() => setRemoving(null)} />}
    </Page>
  );
};
