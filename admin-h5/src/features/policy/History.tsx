import { type ComponentProps, type ComponentType, useState } from 'react';
import { useNow } from '../../lib/clock';
import { when } from '../../lib/words';
import { t } from '../../locales/zh-CN/policy';
import { Dialog } from '../../ui/Dialog';
import { Loaded } from '../../ui/States';
import { Changes } from './Preview';

interface VersionView {
  reason: string;
  changes: ComponentProps<typeof Changes>['changes'];
}

interface VersionDialogProps {
  version: number;
  query: ComponentProps<typeof Loaded<VersionView>>['query'];
  onClose: () => void;
}

/** What a version changed, and why. */
export const VersionDialog = ({ version, query, onClose }: VersionDialogProps) => (
  <Dialog title={t.versionTitle(version)} wide onClose={onClose}>
    <Loaded query={query}>
      {(one) => (
        <>
          <p className="sunk pre">{one.reason}</p>
          {one.changes.length > 0 && <Changes changes={one.changes} />}
        </>
      )}
    </Loaded>
  </Dialog>
);

interface HistoryProps {
  history: readonly { version: number; at: string; by: string; reason: string }[];
  /** Reads one version and shows it. */
  Version: ComponentType<{ version: number; onClose: () => void }>;
}

/** Every version with who made it and why; it opens to what it changed. */
export const History = ({ history, Version }: HistoryProps) => {
  const now = useNow();
  const [open, setOpen] = useState<number | null>(null);
  return (
    <section className="card pad whole" aria-label={t.history}>
      <h2 className="fs-m">{t.history}</h2>
      {history.length === 0 && <p className="t2">{t.noHistory}</p>}
      <ol>
        {history.map((one) => (
          <li key={one.version} className="irow">
            <button type="button" className="row g2 wrap" onClick={() => setOpen(one.version)}>
              <b className="w5 tb">{t.versionRow(one.version, one.by)}</b>
              <time className="t3" dateTime={one.at}>
                {when(one.at, now)}
              </time>
              <span className="t2 grow">{one.reason}</span>
            </button>
          </li>
        ))}
      </ol>
      {open !== null && <Version version={open} onClose={() => setOpen(null)} />}
    </section>
  );
};
