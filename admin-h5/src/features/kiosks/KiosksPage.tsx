import { useState } from 'react';
import {
  issueKioskCode,
  type KioskView,
  linkKioskTerminal,
  listKiosks,
  registerKiosk,
  revokeKiosk,
} from 'shared-types/kiosk';
import { useNow } from '../../lib/clock';
import { useCommand, useRead } from '../../lib/query';
import { when } from '../../lib/words';
import { t as common } from '../../locales/zh-CN/common';
import { t } from '../../locales/zh-CN/kiosks';
import { Confirm, Dialog } from '../../ui/Dialog';
import { SelectField, TextField } from '../../ui/Field';
import { Icon } from '../../ui/icons';
import { Page } from '../../ui/Page';
import { ReasonDialog } from '../../ui/ReasonDialog';
import { Empty, Loaded } from '../../ui/States';
import { KioskRooms } from './rooms';

const Register = ({ onClose, onDone }: { onClose: () => void; onDone: (kiosk: KioskView) => void }) => {
  const [name, setName] = useState('');
  const [place, setPlace] = useState('');
  const register = useCommand(registerKiosk, { refreshes: [listKiosks], done: t.added, onDone });
  return (
    <Confirm
      title={t.add}
      action={common.save}
      busy={register.isPending}
      disabled={!name.trim() || !place.trim()}
      onClose={onClose}
      onConfirm={() => register.mutate({ body: { name, place } })}
    >
      <TextField label={t.name} hint={t.nameHint} value={name} onValue={setName} maxLength={20} />
      <TextField label={t.place} hint={t.placeHint} value={place} onValue={setPlace} maxLength={40} />
    </Confirm>
  );
};

/** The code stands here and nowhere else; closed, it is gone. */
const Code = ({ code, until, onClose }: { code: string; until: string; onClose: () => void }) => {
  const now = useNow();
  return (
    <Dialog
      title={t.codeTitle}
      onClose={onClose}
      foot={
        <button type="button" className="btn pri" onClick={onClose}>
          {common.close}
        </button>
      }
    >
      <p>{t.codeHow}</p>
      <b className="fs-xl num">{code}</b>
      <p className="t2">{t.codeUntil(when(until, now))}</p>
    </Dialog>
  );
};

interface TerminalProps {
  kiosk: KioskView;
  /** Those that could stand there. */
  free: readonly { id: string; name: string }[];
  onClose: () => void;
}

/** Which face terminal stands beside it, or none. It is no door then. */
const Terminal = ({ kiosk, free, onClose }: TerminalProps) => {
  const [id, setId] = useState(kiosk.terminal?.id ?? '');
  const link = useCommand(linkKioskTerminal, { refreshes: [listKiosks], done: t.terminalKept, onDone: onClose });
  const terminals = [...(kiosk.terminal ? [kiosk.terminal] : []), ...free];
  const choices = [
    { value: '', label: t.terminalNone },
    ...terminals.map((terminal) => ({ value: terminal.id, label: terminal.name })),
  ];
  return (
    <Confirm
      title={t.terminalTitle(kiosk.name)}
      action={common.save}
      busy={link.isPending}
      disabled={id === (kiosk.terminal?.id ?? '')}
      onClose={onClose}
      onConfirm={() => link.mutate({ params: { id: kiosk.id }, body: { deviceId: id || null } })}
    >
      <p className="t2">{t.terminalWhat}</p>
      <SelectField label={t.terminal} hint={t.terminalHint} value={id} onValue={setId} choices={choices} />
    </Confirm>
  );
};

interface RowProps {
  kiosk: KioskView;
  onCode: (id: string) => void;
  onTerminal: (kiosk: KioskView) => void;
  onRevoke: (kiosk: KioskView) => void;
}

const Row = ({ kiosk, onCode, onTerminal, onRevoke }: RowProps) => {
  const now = useNow();
  const facts = [
    kiosk.codeUntil && t.codeWaits(when(kiosk.codeUntil, now)),
    kiosk.enrolledAt && t.enrolled(when(kiosk.enrolledAt, now)),
    kiosk.seenAt && t.seen(when(kiosk.seenAt, now)),
  ].filter(Boolean);
  return (
    <li className="hair row g3 wrap">
      <div className="grow" style={{ flexBasis: 220 }}>
        <b className="fs-m">{kiosk.name}</b> <span className="t2">{kiosk.place}</span>
        <div>{t.statuses[kiosk.status]}</div>
        {kiosk.terminal && <div>{t.terminalStands(kiosk.terminal.name)}</div>}
        {facts.length > 0 && <div className="t2 num">{facts.join(' · ')}</div>}
      </div>
      {kiosk.actions.includes('code') && (
        <button type="button" className="btn sec sm" onClick={() => onCode(kiosk.id)}>
          {t.code}
        </button>
      )}
      {kiosk.actions.includes('terminal') && (
        <button type="button" className="btn sec sm" onClick={() => onTerminal(kiosk)}>
          {t.terminal}
        </button>
      )}
      {kiosk.actions.includes('revoke') && (
        <button type="button" className="btn ghost sm" onClick={() => onRevoke(kiosk)}>
          {t.revoke}
        </button>
      )}
    </li>
  );
};

/** Machines of the service station: registered here, given a code, and put out of use at once. */
export const KiosksPage = () => {
  // A machine enrols itself elsewhere: what was true a moment ago may not be.
  const query = useRead(listKiosks, {}, { staleTime: 0 });
  const [adding, setAdding] = useState(false);
  const [placing, setPlacing] = useState<KioskView | null>(null);
  const [leaving, setLeaving] = useState<KioskView | null>(null);
  const [code, setCode] = useState<{ code: string; until: string } | null>(null);
  const issue = useCommand(issueKioskCode, { refreshes: [listKiosks], onDone: setCode });
  const revoke = useCommand(revokeKiosk, {
    refreshes: [listKiosks],
    done: t.revoked,
    onDone: () => setLeaving(null),
  });
  const giveCode = (id: string) => issue.mutate({ params: { id }, body: {} });
  return (
    <Page
      title={t.title}
      tools={
        <>
          <KioskRooms />
          <button type="button" className="btn pri sm" onClick={() => setAdding(true)}>
            <Icon name="plus" size={18} />
            {t.add}
          </button>
        </>
      }
    >
      <p className="t2">{t.hint}</p>
      <section className="card pad">
        <Loaded query={query}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty>{t.empty}</Empty>
            ) : (
              <ul>
                {items.map((kiosk) => (
                  <Row key={kiosk.id} kiosk={kiosk} onCode={giveCode} onTerminal={setPlacing} onRevoke={setLeaving} />
                ))}
              </ul>
            )
          }
        </Loaded>
      </section>
      {adding && (
        <Register
          onClose={() => setAdding(false)}
          onDone={(kiosk) => {
            setAdding(false);
            giveCode(kiosk.id);
          }}
        />
      )}
      {code && <Code {...code} onClose={() => setCode(null)} />}
      {placing && <Terminal kiosk={placing} free={query.data?.terminals ?? []} onClose={() => setPlacing(null)} />}
      {leaving && (
        <ReasonDialog
          title={t.revoke}
          action={t.revoke}
          danger
          label={t.revokeWhy}
          maxLength={100}
          busy={revoke.isPending}
          onConfirm={(reason) => revoke.mutate({ params: { id: leaving.id }, body: { reason } })}
          onClose={() => setLeaving(null)}
        >
          {t.revokeWhat(leaving.name)}
        </ReasonDialog>
      )}
    </Page>
  );
};
