import type { VisitStatus } from 'shared-types/homeVisit';
import { formatFen } from 'shared-types/money';
import { readVisitPhone, type StaffVisitRow } from 'shared-types/staffHomeVisit';
import { useCommand } from '../../lib/query';
import { t } from '../../locales/zh-CN/homeVisit';
import { Chip, type StatusName } from '../../ui/Chip';
import { Icon } from '../../ui/icons';

const shapes: Record<VisitStatus, StatusName> = {
  booked: 'waiting',
  given: 'assigned',
  coming: 'working',
  done: 'done',
  missed: 'review',
  cancelled: 'void',
};

/** Where a visit stands; late ones say so first. */
export const VisitChip = ({ one }: { one: StaffVisitRow }) => (
  <>
    {one.late && <Chip name="overdue">{t.late}</Chip>}
    <Chip name={shapes[one.status]}>{one.statusName}</Chip>
  </>
);

export const DueWords = ({ fen }: { fen: number | null }) =>
  fen === null ? null : (
    <span className={fen > 0 ? 'tm num' : 't2'}>{fen > 0 ? t.due(formatFen(fen)) : t.nothingDue}</span>
  );

/** The number is shown, and audited, only when somebody is about to call. */
export const Call = ({ one }: { one: StaffVisitRow }) => {
  const read = useCommand(readVisitPhone);
  const phone = read.data?.phone;
  if (!one.phoneMasked) return null;
  return phone ? (
    <a className="btn ghost sm num" href={`tel:${phone}`}>
      <Icon name="phone" size={18} />
      {t.callTo(phone)}
    </a>
  ) : (
    <button
      type="button"
      className="btn ghost sm"
      disabled={read.isPending}
      aria-label={`${t.call} ${one.houseLabel}`}
      onClick={() => read.mutate({ params: { id: one.id }, body: {} })}
    >
      <Icon name="phone" size={18} />
      {t.call}
    </button>
  );
};
