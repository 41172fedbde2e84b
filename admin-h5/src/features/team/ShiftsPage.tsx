import { Fragment, useState } from 'react';
import { createShift, deleteShift, listShifts, listStaff, type ShiftView } from 'shared-types/staff';
import { atWall, clockTime, toDay, wall } from 'shared-types/time';
import { useNow } from '../../lib/clock';
import { useFilters } from '../../lib/filters';
import { useMe } from '../../lib/me';
import { useCommand, usePages, useRead } from '../../lib/query';
import { t as common } from '../../locales/zh-CN/common';
import { t } from '../../locales/zh-CN/team';
import { Confirm } from '../../ui/Dialog';
import { TextField } from '../../ui/Field';
import { Icon } from '../../ui/icons';
import { Page } from '../../ui/Page';
import { Empty, Loaded, More, SkeletonCards } from '../../ui/States';
import { Tabs } from './Tabs';
import { shiftSpan, weekOf } from './week';

const names = ['week'] as const;

const dayWords = (day: string): string => {
  const w = wall(atWall(day, 12));
  return `${common.date(w.month, w.day)} ${common.weekdays[w.weekday] ?? ''}`;
};

const NewShift = ({
  staff,
  day,
  onClose,
}: {
  staff: { id: string; name: string };
  day: string;
  onClose: () => void;
}) => {
  const [from, setFrom] = useState('08:00');
  const [to, setTo] = useState('18:00');
  const create = useCommand(createShift, { refreshes: [listShifts, listStaff], done: t.shifts.added, onDone: onClose });
  const span = shiftSpan(day, from, to);
  return (
    <Confirm
      title={t.shifts.addFor(staff.name, dayWords(day))}
      action={t.shifts.add}
      busy={create.isPending}
      disabled={!span}
      onConfirm={() => span && create.mutate({ body: { staffId: staff.id, ...span } })}
      onClose={onClose}
    >
      <div className="opt">
        {t.shifts.presets.map((preset) => (
          <button
            key={preset.label}
            type="button"
            className={preset.from === from && preset.to === to ? 'on' : ''}
            onClick={() => {
              setFrom(preset.from);
              setTo(preset.to);
            }}
          >
            {preset.label} {t.shifts.span(preset.from, preset.to)}
          </button>
        ))}
      </div>
      <div className="row g3">
        <div className="grow">
          <TextField label={t.shifts.from} inputMode="numeric" maxLength={5} value={from} onValue={setFrom} />
        </div>
        <div className="grow">
          <TextField label={t.shifts.to} inputMode="numeric" maxLength={5} value={to} onValue={setTo} />
        </div>
      </div>
      <p className="t3">{t.shifts.overnight}</p>
    </Confirm>
  );
};

const spanWords = (shift: ShiftView): string => t.shifts.span(clockTime(shift.startsAt), clockTime(shift.endsAt));

const RemoveShift = ({ shift, onClose }: { shift: ShiftView; onClose: () => void }) => {
  const remove = useCommand(deleteShift, {
    refreshes: [listShifts, listStaff],
    done: t.shifts.removed,
    onDone: onClose,
  });
  return (
    <Confirm
      title={t.shifts.removeTitle}
      action={t.shifts.removeAction}
      danger
      busy={remove.isPending}
      onConfirm={() => remove.mutate({ params: { id: shift.id } })}
      onClose={onClose}
    >
      <p>{t.shifts.removeWhat(shift.staffName, `${dayWords(toDay(shift.startsAt))} ${spanWords(shift)}`)}</p>
    </Confirm>
  );
};

/** A week of shifts, one row a person. */
export const ShiftsPage = () => {
  const [{ week }, set] = useFilters(names);
  const now = useNow();
  const { may } = useMe();
  const today = toDay(now);
  const days = weekOf(/^\d{4}-\d{2}-\d{2}$/.test(week) ? week : today);
  const from = days[0] ?? today;
  const to = days.at(-1) ?? today;
  const staff = usePages(listStaff, { query: { limit: 100 } });
  const shifts = useRead(listShifts, { query: { from, to } });
  const [adding, setAdding] = useState<{ staff: { id: string; name: string }; day: string } | null>(null);
  const [removing, setRemoving] = useState<ShiftView | null>(null);
  const manage = may('staff.manage');
  const of = (staffId: string, day: string) =>
    (shifts.data?.items ?? []).filter((s) => s.staffId === staffId && toDay(s.startsAt) === day);

  return (
    <Page title={t.shifts.title} tools={<Tabs />}>
      <div className="row g2 wrap">
        <button type="button" className="btn ghost sm" onClick={() => set({ week: weekOf(from, -1)[0] ?? '' })}>
          {t.shifts.previous}
        </button>
        <button
          type="button"
          className="btn ghost sm"
          disabled={days.includes(today)}
          onClick={() => set({ week: '' })}
        >
          {t.shifts.thisWeek}
        </button>
        <button type="button" className="btn ghost sm" onClick={() => set({ week: weekOf(from, 1)[0] ?? '' })}>
          {t.shifts.next}
        </button>
        <b className="num">{t.shifts.week(dayWords(from), dayWords(to))}</b>
      </div>
      <Loaded
        query={{ ...staff, data: shifts.data && staff.data, error: shifts.error ?? staff.error }}
        skeleton={<SkeletonCards count={6} height={44} />}
      >
        {() =>
          staff.items.length === 0 ? (
            <Empty>{t.shifts.none}</Empty>
          ) : (
            <div className="scroll-x">
              <div className="week">
                <div className="hd">{t.shifts.who}</div>
                {days.map((day) => (
                  <div key={day} className={`hd num ${day === today ? 'tb w6' : ''}`}>
                    {dayWords(day)}
                  </div>
                ))}
                {staff.items
                  .filter((member) => member.active)
                  .map((member) => (
                    <Fragment key={member.id}>
                      <div className="w5">{member.name}</div>
                      {days.map((day) => (
                        <div key={day}>
                          {of(member.id, day).map((shift) => (
                            <div key={shift.id} className="shift num">
                              {spanWords(shift)}
                              {manage && (
                                <button
                                  type="button"
                                  aria-label={t.shifts.remove(member.name, `${dayWords(day)} ${spanWords(shift)}`)}
                                  onClick={() => setRemoving(shift)}
                                >
                                  <Icon name="close" size={14} />
                                </button>
                              )}
                            </div>
                          ))}
                          {manage && (
                            <button
                              type="button"
                              className="plus t3"
                              aria-label={t.shifts.addFor(member.name, dayWords(day))}
                              onClick={() => setAdding({ staff: member, day })}
                            >
                              <Icon name="plus" size={16} />
                            </button>
                          )}
                        </div>
                      ))}
                    </Fragment>
                  ))}
              </div>
              <More query={staff} />
            </div>
          )
        }
      </Loaded>
      {adding && <NewShift {...adding} onClose={() => setAdding(null)} />}
      {removing && <RemoveShift shift={removing} onClose={() => setRemoving(null)} />}
    </Page>
  );
};
