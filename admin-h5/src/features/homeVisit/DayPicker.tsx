import type { VisitDay, VisitHalf } from 'shared-types/homeVisit';
import { readVisitDaysForOwner } from 'shared-types/staffHomeVisit';
import { useRead } from '../../lib/query';
import { t } from '../../locales/zh-CN/homeVisit';
import { Choice } from '../../ui/Choice';
import { SelectField } from '../../ui/Field';
import { Loaded, Skeleton } from '../../ui/States';

export interface PickedHalf {
  day: string;
  half: VisitHalf;
}

interface HalvesProps {
  day: VisitDay;
  picked: PickedHalf | null;
  onPicked: (picked: PickedHalf) => void;
}

const Halves = ({ day, picked, onPicked }: HalvesProps) => (
  <fieldset className="field" aria-label={t.half}>
    <span className="t2">{t.half}</span>
    <div className="opt">
      {day.halves.map(({ half, words, left, why }) => {
        const on = picked?.day === day.day && picked.half === half;
        return why ? (
          <span key={half} className="t2 num">
            {words} · {why}
          </span>
        ) : (
          <Choice key={half} on={on} onClick={() => onPicked({ day: day.day, half })}>
            {`${words} · ${t.left(left)}`}
          </Choice>
        );
      })}
    </div>
  </fieldset>
);

/** A day and a half of it, with the places that each still has. */
export const DayPicker = ({
  houseId,
  picked,
  onPicked,
}: {
  houseId: string;
  picked: PickedHalf | null;
  onPicked: (picked: PickedHalf | null) => void;
}) => {
  const query = useRead(readVisitDaysForOwner, { params: { id: houseId } });
  return (
    <Loaded query={query} skeleton={<Skeleton rows={2} height={24} />}>
      {({ items }) => {
        const day = items.find((one) => one.day === picked?.day) ?? items[0];
        if (!day) return <p className="note">{t.notOffered}</p>;
        return (
          <>
            <SelectField
              label={t.day}
              value={day.day}
              onValue={(next) => {
                const free = items.find((one) => one.day === next)?.halves.find(({ why }) => why === null);
                onPicked(free ? { day: next, half: free.half } : null);
              }}
              choices={items.map((one) => ({ value: one.day, label: one.dayWords }))}
            />
            <Halves day={day} picked={picked} onPicked={onPicked} />
          </>
        );
      }}
    </Loaded>
  );
};
