import type { StaffRepairSummary } from 'shared-types/staffRepair';
import { useNow } from '../../lib/clock';
import { dueTime } from '../../lib/words';
import { t } from '../../locales/zh-CN/board';
import { t as common } from '../../locales/zh-CN/common';
import { t as repairWords } from '../../locales/zh-CN/repair';
import { Chip, Shape } from '../../ui/Chip';
import { Ring } from '../../ui/Ring';
import { chipOf, chipWords } from '../../ui/repairStatus';
import { ringState } from '../../ui/ringMath';
import { holderWords } from './holderWords';

const saysUrgent = ({ promise, pause, urgency }: StaffRepairSummary, now: Date): boolean =>
  urgency === 'emergency' && !pause && promise?.kind !== 'confirm' && !(promise && ringState(promise, now).overdue);

/** The one thing to say about it: late, standing, urgent, or how far it is. */
const State = ({ repair, now }: { repair: StaffRepairSummary; now: Date }) => {
  const state = repair.promise ? ringState(repair.promise, now) : null;
  if (state?.overdue) return <Chip name="overdue">{common.overShort(state.words.slice(common.over('').length))}</Chip>;
  if (repair.pause) return <Chip name="asking">{t.paused}</Chip>;
  if (repair.promise?.kind === 'confirm') return <Chip name="asking">{t.waitsForNod}</Chip>;
  if (saysUrgent(repair, now)) return <Chip name="urgent" />;
  return <Chip name={chipOf(repair.status)}>{chipWords(repair.status)}</Chip>;
};

const who = (repair: StaffRepairSummary, now: Date): string =>
  repair.pause ? t.until(dueTime(repair.pause.until, now)) : (holderWords(repair.orders) ?? repairWords.nobody);

/** What asks for somebody, besides the clock. */
const marksOf = (repair: StaffRepairSummary, now: Date): { text: string; tone: string }[] => [
  ...(repair.kind === 'complaint' ? [{ text: repairWords.complaint, tone: 'tb' }] : []),
  // Where the foot speaks of something else, an emergency still says so.
  ...(repair.urgency === 'emergency' && !saysUrgent(repair, now)
    ? [{ text: repairWords.urgencies.emergency, tone: 'td' }]
    : []),
  ...(repair.escalation
    ? [
        {
          text: repair.escalation.follower
            ? t.followed(repair.escalation.follower)
            : t.escalated[repair.escalation.level],
          tone: repair.escalation.follower ? 't2' : 'td',
        },
      ]
    : []),
  ...(repair.pause ? [{ text: repair.pause.reason, tone: 't2' }] : []),
  ...(repair.urged > 0 ? [{ text: t.urged(repair.urged), tone: 'tm' }] : []),
  ...(repair.toDecide ? [{ text: t.toDecide, tone: 'tm' }] : []),
];

interface BoardCardProps {
  repair: StaffRepairSummary;
  selected: boolean;
  /** In a long column the foot is left out. */
  slim: boolean;
  onOpen: () => void;
}

/** One request on the board. */
export const BoardCard = ({ repair, selected, slim, onOpen }: BoardCardProps) => {
  const now = useNow();
  const marks = marksOf(repair, now);
  return (
    <button
      type="button"
      className={`card oc ${slim ? 'slim' : ''} ${selected ? 'sel' : ''}`}
      aria-pressed={selected}
      onClick={onOpen}
    >
      <span className="h">
        {repair.promise ? <Ring span={repair.promise} /> : <Shape name={chipOf(repair.status)} size={28} />}
        <span className="grow">
          <span className="tt">{repair.title}</span>
          <span className="t2 el num">{slim ? `${repair.placeLabel} · ${who(repair, now)}` : repair.placeLabel}</span>
          {marks.length > 0 && (
            <span className="marks">
              {marks.map((mark) => (
                <span key={mark.text} className={mark.tone}>
                  {mark.text}
                </span>
              ))}
            </span>
          )}
        </span>
      </span>
      {!slim && (
        <span className="ft">
          <State repair={repair} now={now} />
          <span className={`right el ${holderWords(repair.orders) || repair.pause ? '' : 'td'}`}>
            {who(repair, now)}
          </span>
        </span>
      )}
    </button>
  );
};
