import { useState } from 'react';
import type { ResponseOf } from 'shared-types/contract';
import { issueDeviceCredentials, listDevices, readDevice } from 'shared-types/staffDevice';
import { saveAs } from '../../lib/api';
import { useMe } from '../../lib/me';
import { useCommand } from '../../lib/query';
import { t as words } from '../../locales/zh-CN/device';
import { Confirm, Dialog } from '../../ui/Dialog';
import { credentialSheet } from './credentialSheet';

const t = words.bulk;
type Told = ResponseOf<typeof issueDeviceCredentials>;

/** The one moment in which the secrets are there. */
const Sheet = ({ told, onClose }: { told: Told; onClose: () => void }) => (
  <Dialog
    title={t.sheetTitle}
    onClose={onClose}
    foot={
      told.items.length > 0 && (
        <button
          type="button"
          className="btn pri grow"
          onClick={() => saveAs(new Blob([credentialSheet(told.items)], { type: 'text/csv' }), t.fileName)}
        >
          {t.save}
        </button>
      )
    }
  >
    <p>{told.items.length > 0 ? t.sheetWhat(told.items.length) : t.none}</p>
    {told.left > 0 && <p className="t2">{t.left(told.left)}</p>}
  </Dialog>
);

/** First credentials of all devices that have none, in one sheet. */
export const BulkCredentials = () => {
  const { may } = useMe();
  const [asking, setAsking] = useState(false);
  const [neverSeen, setNeverSeen] = useState(false);
  const [told, setTold] = useState<Told | null>(null);
  const issue = useCommand(issueDeviceCredentials, {
    refreshes: [listDevices, readDevice],
    onDone: (answer) => {
      setAsking(false);
      setTold(answer);
    },
  });
  if (!may('device.manage')) return null;
  return (
    <>
      <button type="button" className="btn ghost sm" onClick={() => setAsking(true)}>
        {t.issue}
      </button>
      {asking && (
        <Confirm
          title={t.issue}
          action={t.issue}
          busy={issue.isPending}
          onConfirm={() => issue.mutate({ body: { neverSeen } })}
          onClose={() => setAsking(false)}
        >
          <p>{t.what}</p>
          <label className="check">
            <input type="checkbox" checked={neverSeen} onChange={(event) => setNeverSeen(event.target.checked)} />
            {t.neverSeen}
          </label>
        </Confirm>
      )}
      {told && <Sheet told={told} onClose={() => setTold(null)} />}
    </>
  );
};
