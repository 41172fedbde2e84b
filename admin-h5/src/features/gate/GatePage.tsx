import { useState } from 'react';
import type { ExpectedView } from 'shared-types/staffAccess';
import { useFilters } from '../../lib/filters';
import { useMe } from '../../lib/me';
import { t } from '../../locales/zh-CN/gate';
import { Page } from '../../ui/Page';
import { ScopeTabs } from '../../ui/ScopeTabs';
import { Faces } from './Faces';
import { Doors, Passages, Today } from './Lists';
import { RecordDialog } from './RecordDialog';
import { GateRooms } from './rooms';
import './gate.css';

const names = ['view'] as const;
const others = ['passages', 'doors', 'faces'] as const;

/** 门岗: who is expected, who passes, and what a guard lets in by hand. */
export const GatePage = () => {
  const { may } = useMe();
  const [filters, set] = useFilters(names);
  const [recording, setRecording] = useState<{ guest: ExpectedView | null } | null>(null);
  const view = others.find((one) => one === filters.view) ?? 'today';
  return (
    <Page title={t.title} tools={<GateRooms />}>
      <div className="row g2 wrap">
        <div className="grow gate-views">
          <ScopeTabs
            label={t.title}
            scopes={t.views}
            value={view}
            onValue={(next) => set({ view: next === 'today' ? '' : next })}
          />
        </div>
        {may('gate.open') && (
          <button type="button" className="btn pri" onClick={() => setRecording({ guest: null })}>
            {t.record}
          </button>
        )}
      </div>
      <section className="card pad col g3">
        {view === 'today' && <Today onRecord={(guest) => setRecording({ guest })} />}
        {view === 'passages' && <Passages />}
        {view === 'doors' && <Doors />}
        {view === 'faces' && <Faces />}
      </section>
      {recording && <RecordDialog guest={recording.guest} onClose={() => setRecording(null)} />}
    </Page>
  );
};
