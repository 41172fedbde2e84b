import { useState } from 'react';
import type { QueryInputOf } from 'shared-types/contract';
import { departments } from 'shared-types/permissions';
import { listStaff, resetStaffPassword, type StaffMemberView, setStaffActive } from 'shared-types/staff';
import { toDay } from 'shared-types/time';
import { useNow } from '../../lib/clock';
import { filled, useFilters } from '../../lib/filters';
import { useMe } from '../../lib/me';
import { useCommand, usePages } from '../../lib/query';
import { t as common } from '../../locales/zh-CN/common';
import { t } from '../../locales/zh-CN/team';
import { Chip } from '../../ui/Chip';
import { Confirm, Dialog } from '../../ui/Dialog';
import { Filter } from '../../ui/Field';
import { Icon } from '../../ui/icons';
import { Page } from '../../ui/Page';
import { SearchBox } from '../../ui/SearchBox';
import { Empty, Loaded, More, Skeleton } from '../../ui/States';
import { type Column, Table } from '../../ui/Table';
import { toast } from '../../ui/toastStore';
import { CertificateWords } from './Certificates';
import { MemberForm } from './MemberForm';
import { Tabs } from './Tabs';

const names = ['q', 'department'] as const;

const State = ({ member }: { member: StaffMemberView }) => {
  if (!member.active) return <Chip name="void">{t.disabled}</Chip>;
  if (member.mustChangePassword) return <Chip name="review">{t.firstPassword}</Chip>;
  return member.onShift ? <Chip name="done">{t.onShift}</Chip> : <Chip name="waiting">{t.offShift}</Chip>;
};

type Open = { kind: 'edit' | 'reset' | 'active'; member: StaffMemberView };

const columnsFor = (today: string, onOpen: (open: Open) => void): Column<StaffMemberView>[] => [
  {
    id: 'name',
    head: t.columns.name,
    nowrap: true,
    sort: (m) => m.name,
    cell: (m) => (
      <>
        <b className="w5">{m.name}</b> <span className="t3">{m.username}</span>
        <div className="t2 num">{m.phoneMasked}</div>
      </>
    ),
  },
  {
    id: 'department',
    head: t.columns.department,
    nowrap: true,
    sort: (m) => m.department,
    cell: (m) => common.departments[m.department],
  },
  {
    id: 'roles',
    head: t.columns.roles,
    sort: (m) => m.roles.join(),
    cell: (m) => m.roles.map((role) => common.roles[role]).join('、'),
  },
  { id: 'skills', head: t.columns.skills, cell: (m) => m.skills.map((skill) => skill.name).join('、') || '—' },
  { id: 'areas', head: t.columns.areas, cell: (m) => m.areas.map((area) => area.name).join('、') || t.everywhere },
  {
    id: 'state',
    head: t.columns.state,
    nowrap: true,
    sort: (m) => Number(m.onShift),
    cell: (m) => <State member={m} />,
  },
  {
    id: 'load',
    head: t.columns.load,
    nowrap: true,
    sort: (m) => m.openOrders,
    cell: (m) => t.orders(m.openOrders, m.orderLimit),
  },
  {
    id: 'quality',
    head: t.columns.quality,
    nowrap: true,
    sort: (m) => m.quality ?? -1,
    cell: (m) => <span className={m.quality === null ? 't3' : ''}>{t.quality(m.quality)}</span>,
  },
  {
    id: 'certificates',
    head: t.columns.certificates,
    cell: (m) => <CertificateWords certificates={m.certificates} today={today} />,
  },
  {
    id: 'actions',
    head: '',
    nowrap: true,
    cell: (m) => (
      <span className="row g2">
        {m.actions.includes('edit') && (
          <button
            type="button"
            className="btn plain sm"
            aria-label={`${t.edit} ${m.name}`}
            onClick={() => onOpen({ kind: 'edit', member: m })}
          >
            {t.edit}
          </button>
        )}
        {m.actions.includes('reset-password') && (
          <button
            type="button"
            className="btn plain sm"
            aria-label={`${t.reset} ${m.name}`}
            onClick={() => onOpen({ kind: 'reset', member: m })}
          >
            {t.reset}
          </button>
        )}
        {(m.actions.includes('disable') || m.actions.includes('enable')) && (
          <button
            type="button"
            className="btn plain sm"
            aria-label={`${m.active ? t.disable : t.enable} ${m.name}`}
            onClick={() => onOpen({ kind: 'active', member: m })}
          >
            {m.active ? t.disable : t.enable}
          </button>
        )}
      </span>
    ),
  },
];

/** Shown once, then gone. */
const FirstPassword = ({ name, password, onClose }: { name: string; password: string | null; onClose: () => void }) => (
  <Dialog
    title={password === null ? t.add : t.password.title}
    onClose={onClose}
    foot={
      <button type="button" className="btn pri grow" onClick={onClose}>
        {t.password.seen}
      </button>
    }
  >
    <p>{password === null ? t.password.existing(name) : t.password.what(name)}</p>
    {password !== null && (
      <div className="row g3 sunk">
        <b className="fs-l grow num" style={{ overflowWrap: 'anywhere', letterSpacing: '.04em' }}>
          {password}
        </b>
        <button
          type="button"
          className="btn ghost sm"
          onClick={() => void navigator.clipboard?.writeText(password).then(() => toast(t.password.copied))}
        >
          {t.password.copy}
        </button>
      </div>
    )}
  </Dialog>
);

const MemberDialogs = ({
  open,
  onClose,
  onPassword,
}: {
  open: Open;
  onClose: () => void;
  onPassword: (name: string, password: string | null) => void;
}) => {
  const { member } = open;
  const reset = useCommand(resetStaffPassword, {
    refreshes: [listStaff],
    onDone: ({ firstPassword }) => onPassword(member.name, firstPassword),
  });
  const active = useCommand(setStaffActive, { refreshes: [listStaff], done: t.saved, onDone: onClose });
  const params = { id: member.id };
  if (open.kind === 'edit') return <MemberForm member={member} onClose={onClose} onCreated={onPassword} />;
  if (open.kind === 'reset') {
    return (
      <Confirm
        title={t.resetTitle(member.name)}
        action={t.reset}
        danger
        busy={reset.isPending}
        onConfirm={() => reset.mutate({ params })}
        onClose={onClose}
      >
        <p>{t.resetWhat(member.name)}</p>
      </Confirm>
    );
  }
  return (
    <Confirm
      title={member.active ? t.disableTitle(member.name) : t.enableTitle(member.name)}
      action={member.active ? t.disable : t.enable}
      danger={member.active}
      busy={active.isPending}
      onConfirm={() => active.mutate({ params, body: { active: !member.active } })}
      onClose={onClose}
    >
      <p>{member.active ? t.disableWhat(member.name) : t.enableWhat(member.name)}</p>
    </Confirm>
  );
};

export const TeamPage = () => {
  const [filters, set] = useFilters(names);
  const { may } = useMe();
  const now = useNow();
  const [open, setOpen] = useState<Open | null>(null);
  const [adding, setAdding] = useState(false);
  const [secret, setSecret] = useState<{ name: string; password: string | null } | null>(null);
  const query = usePages(listStaff, { query: filled(filters) as QueryInputOf<typeof listStaff> });
  const tell = (name: string, password: string | null) => {
    setOpen(null);
    setAdding(false);
    setSecret({ name, password });
  };
  return (
    <Page title={t.title} tools={<Tabs />}>
      <div className="filters">
        <Filter
          label={t.department}
          value={filters.department}
          onValue={(v) => set({ department: v })}
          choices={departments.map((d) => ({ value: d, label: common.departments[d] }))}
        />
        <SearchBox key={filters.q} label={t.search} value={filters.q} onValue={(q) => set({ q })} />
        {may('staff.manage') && (
          <button type="button" className="btn pri sm" onClick={() => setAdding(true)}>
            <Icon name="plus" size={18} />
            {t.add}
          </button>
        )}
      </div>
      <section className="card pad">
        <Loaded query={{ ...query, data: query.data }} skeleton={<Skeleton rows={8} height={24} />}>
          {() =>
            query.items.length === 0 ? (
              <Empty>{t.empty}</Empty>
            ) : (
              <>
                <Table
                  label={t.title}
                  rows={query.items}
                  columns={columnsFor(toDay(now), setOpen)}
                  rowKey={(m) => m.id}
                />
                <More query={query} />
              </>
            )
          }
        </Loaded>
      </section>
      {adding && <MemberForm member={null} onClose={() => setAdding(false)} onCreated={tell} />}
      {open && <MemberDialogs open={open} onClose={() => setOpen(null)} onPassword={tell} />}
      {secret && <FirstPassword name={secret.name} password={secret.password} onClose={() => setSecret(null)} />}
    </Page>
  );
};
