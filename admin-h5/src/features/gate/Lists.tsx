import { useState } from 'react';
import type { QueryInputOf } from 'shared-types/contract';
import {
  type DoorView,
  type ExpectedView,
  listDoors,
  listExpected,
  listPassages,
  openDoor,
  type PassageView,
} from 'shared-types/staffAccess';
import { revokeIssuedPass } from 'shared-types/staffPass';
import { filled, useFilters } from '../../lib/filters';
import { useMe } from '../../lib/me';
import { useCommand, usePages, useRead } from '../../lib/query';
import { t } from '../../locales/zh-CN/gate';
import { Chip } from '../../ui/Chip';
import { Filter } from '../../ui/Field';
import { ReasonDialog } from '../../ui/ReasonDialog';
import { SearchBox } from '../../ui/SearchBox';
import { Empty, Loaded, More, Skeleton } from '../../ui/States';
import { type Column, Table } from '../../ui/Table';

const names = ['q', 'only', 'door'] as const;
const skeleton = <Skeleton rows={6} height={24} />;
const p = t.passageColumns;
const d = t.doorColumns;

interface GuestProps {
  guest: ExpectedView;
  onRecord: (guest: ExpectedView) => void;
  onRevoke: (guest: ExpectedView) => void;
}

const Guest = ({ guest, onRecord, onRevoke }: GuestProps) => {
  const { may } = useMe();
  return (
    <li className="row g3 wrap guest">
      <div className="grow">
        <div className="row g2 wrap">
          <b className="fs-m">{guest.name}</b>
          <Chip name={t.marks[guest.state]}>{guest.stateName}</Chip>
          {guest.plate && <span className="num t2">{t.plate(guest.plate)}</span>}
        </div>
        <div className="t2">{t.guestOf(guest.houseLabel, guest.hostName)}</div>
        <div className="t2 num">
          {guest.windowWords} · {t.uses(guest.used, guest.uses)} · {guest.places.join('、')}
        </div>
      </div>
      {may('gate.open') && (
        <button
          type="button"
          className="btn sec sm"
          aria-label={`${t.recordFor} ${guest.name}`}
          onClick={() => onRecord(guest)}
        >
          {t.recordFor}
        </button>
      )}
      {may('pass.issue') && (
        <button
          type="button"
          className="btn ghost sm"
          aria-label={`${t.revoke} ${guest.name}`}
          onClick={() => onRevoke(guest)}
        >
          {t.revoke}
        </button>
      )}
    </li>
  );
};

/** For a host who cannot do it by themselves; the reason is kept. */
const Revoking = ({ guest, onClose }: { guest: ExpectedView; onClose: () => void }) => {
  const revoke = useCommand(revokeIssuedPass, { refreshes: [listExpected], done: t.revoked, onDone: onClose });
  return (
    <ReasonDialog
      title={t.revoke}
      action={t.revoke}
      danger
      label={t.revokeWhy}
      maxLength={100}
      busy={revoke.isPending}
      onConfirm={(reason) => revoke.mutate({ params: { id: guest.id }, body: { reason } })}
      onClose={onClose}
    >
      {t.revokeWhat(guest.name, guest.hostName)}
    </ReasonDialog>
  );
};

export const Today = ({ onRecord }: { onRecord: (guest: ExpectedView) => void }) => {
  const [filters, set] = useFilters(names);
  const query = useRead(listExpected, { query: filled({ q: filters.q }) });
  const [revoking, setRevoking] = useState<ExpectedView | null>(null);
  return (
    <>
      <SearchBox label={t.search} value={filters.q} onValue={(q) => set({ q })} />
      <Loaded query={query} skeleton={skeleton}>
        {({ items, more }) =>
          items.length === 0 ? (
            <Empty>{filters.q ? t.noFound : t.noToday}</Empty>
          ) : (
            <>
              <ul className="guests" aria-label={t.views.today}>
                {items.map((guest) => (
                  <Guest key={guest.id} guest={guest} onRecord={onRecord} onRevoke={setRevoking} />
                ))}
              </ul>
              {more > 0 && <p className="t2">{t.more(more)}</p>}
            </>
          )
        }
      </Loaded>
      {revoking && <Revoking guest={revoking} onClose={() => setRevoking(null)} />}
    </>
  );
};

const What = ({ passage }: { passage: PassageView }) => (
  <div>
    <div className="row g2 wrap">
      <span>{passage.words}</span>
      {passage.flagged && <Chip name="diff">{t.flagged}</Chip>}
      {!passage.admitted && <Chip name="void">{t.refused}</Chip>}
      {passage.late && <Chip name="offline">{t.late}</Chip>}
    </div>
    {passage.staffName && <div className="t2">{t.by(passage.staffName, passage.note ?? '')}</div>}
  </div>
);

const passageColumns: Column<PassageView>[] = [
  { id: 'at', head: p.at, nowrap: true, cell: (one) => <span className="num t2">{one.when}</span> },
  {
    id: 'who',
    head: p.who,
    cell: (one) => (
      <div>
        <b className="w5">{one.who ?? (one.way === 'face' ? t.resident : t.unknown)}</b>
        <div className="t2">{[one.houseLabel, one.plate].filter(Boolean).join(' · ')}</div>
      </div>
    ),
  },
  { id: 'door', head: p.door, nowrap: true, cell: (one) => one.place },
  { id: 'what', head: p.what, cell: (one) => <What passage={one} /> },
];

export const Passages = () => {
  const [filters, set] = useFilters(names);
  const doors = useRead(listDoors);
  const query = usePages(listPassages, {
    query: filled({ only: filters.only, doorId: filters.door }) as QueryInputOf<typeof listPassages>,
  });
  return (
    <>
      <div className="filters">
        <Filter
          label={t.onlyLabel}
          value={filters.only}
          onValue={(only) => set({ only })}
          choices={Object.entries(t.only).map(([value, label]) => ({ value, label }))}
        />
        <Filter
          label={t.doorLabel}
          value={filters.door}
          onValue={(door) => set({ door })}
          choices={(doors.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        />
      </div>
      <Loaded query={query} skeleton={skeleton}>
        {() =>
          query.items.length === 0 ? (
            <Empty>{t.noPassages}</Empty>
          ) : (
            <>
              <Table label={t.views.passages} rows={query.items} columns={passageColumns} rowKey={(one) => one.id} />
              <More query={query} />
            </>
          )
        }
      </Loaded>
    </>
  );
};

const doorColumns = (onOpen: (door: DoorView) => void): Column<DoorView>[] => [
  {
    id: 'name',
    head: d.name,
    cell: (one) => (
      <div>
        <b className="w5">{one.name}</b>
        <div className="t2">{one.placeLabel}</div>
      </div>
    ),
  },
  {
    id: 'groups',
    head: d.groups,
    cell: (one) => (one.groups.length > 0 ? one.groups.join('、') : <span className="tm">{t.noGroup}</span>),
  },
  {
    id: 'state',
    head: d.state,
    nowrap: true,
    cell: (one) => (
      <div>
        <Chip name={one.online ? 'done' : 'offline'}>{one.online ? t.online : t.offline}</Chip>
        <div className="t2 num">{one.seenWords}</div>
      </div>
    ),
  },
  {
    id: 'open',
    head: d.open,
    nowrap: true,
    cell: (one) =>
      one.actions.includes('open') && (
        <button type="button" className="btn sec sm" aria-label={`${t.open} ${one.name}`} onClick={() => onOpen(one)}>
          {t.open}
        </button>
      ),
  },
];

const OpenDialog = ({ door, onClose }: { door: DoorView; onClose: () => void }) => {
  const open = useCommand(openDoor, { done: t.opening, refreshes: [listPassages], onDone: onClose });
  return (
    <ReasonDialog
      title={t.openTitle(door.name)}
      action={t.open}
      label={t.openReason}
      busy={open.isPending}
      maxLength={100}
      onConfirm={(reason) => open.mutate({ params: { id: door.id }, body: { reason } })}
      onClose={onClose}
    >
      <p className="t2">{t.openWhat}</p>
    </ReasonDialog>
  );
};

export const Doors = () => {
  const query = useRead(listDoors);
  const [opening, setOpening] = useState<DoorView | null>(null);
  return (
    <Loaded query={query} skeleton={skeleton}>
      {({ items }) =>
        items.length === 0 ? (
          <Empty>{t.noDoors}</Empty>
        ) : (
          <>
            <Table label={t.views.doors} rows={items} columns={doorColumns(setOpening)} rowKey={(one) => one.id} />
            {opening && <OpenDialog door={opening} onClose={() => setOpening(null)} />}
          </>
        )
      }
    </Loaded>
  );
};
