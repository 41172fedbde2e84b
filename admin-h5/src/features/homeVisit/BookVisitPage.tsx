import { useState } from 'react';
import { useNavigate } from 'react-router';
import { type VisitPurpose, visitPurposes } from 'shared-types/homeVisit';
import { bookVisitForOwner, listVisits, readVisitDaysForOwner } from 'shared-types/staffHomeVisit';
import { fieldsOf, wordsOf } from '../../lib/api';
import { useCommand } from '../../lib/query';
import { t } from '../../locales/zh-CN/homeVisit';
import { Choice } from '../../ui/Choice';
import { ContactFields } from '../../ui/ContactFields';
import { TextArea } from '../../ui/Field';
import { HouseField } from '../../ui/HouseField';
import type { PickedHouse } from '../../ui/HouseSearch';
import { Page } from '../../ui/Page';
import { DayPicker, type PickedHalf } from './DayPicker';

/** A visit for somebody who called or stands at the counter. */
export const BookVisitPage = () => {
  const go = useNavigate();
  const [house, setHouse] = useState<PickedHouse | null>(null);
  const [purpose, setPurpose] = useState<VisitPurpose>('payment');
  const [picked, setPicked] = useState<PickedHalf | null>(null);
  const [note, setNote] = useState('');
  const [contact, setContact] = useState({ name: '', phone: '' });
  const command = useCommand(bookVisitForOwner, {
    quiet: true,
    done: t.booked,
    refreshes: [listVisits, readVisitDaysForOwner],
    onDone: (visit) => void go(`/home-visits/${visit.id}`, { replace: true }),
  });
  const missing = [
    !house && t.need.house,
    !picked && t.need.when,
    !(contact.name.trim() && contact.phone.trim()) && t.need.contact,
    purpose === 'help' && !note.trim() && t.need.note,
  ].filter(Boolean);
  const bad = fieldsOf(command.error);
  const send = () => {
    if (!house || !picked) return;
    command.mutate({
      params: { id: house.id },
      body: {
        ...picked,
        purpose,
        ...(note.trim() ? { note: note.trim() } : {}),
        contactName: contact.name.trim(),
        phone: contact.phone.trim(),
      },
    });
  };
  return (
    <Page title={t.bookTitle} back="/home-visits">
      <form
        className="card pad col g4"
        style={{ maxWidth: 720, width: '100%' }}
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <p className="t2">{t.bookWhat}</p>
        <fieldset className="field" aria-label={t.house}>
          <b className="fs-m">{t.house}</b>
          <HouseField
            house={house}
            onHouse={(next) => {
              setHouse(next);
              setPicked(null);
            }}
          />
        </fieldset>
        <fieldset className="field" aria-label={t.purpose}>
          <b className="fs-m">{t.purpose}</b>
          <div className="opt">
            {visitPurposes.map((one) => (
              <Choice key={one} on={purpose === one} onClick={() => setPurpose(one)}>
                {t.purposes[one]}
              </Choice>
            ))}
          </div>
        </fieldset>
        {house && <DayPicker houseId={house.id} picked={picked} onPicked={setPicked} />}
        <TextArea
          label={t.note}
          hint={purpose === 'help' ? t.noteHint : undefined}
          value={note}
          onValue={setNote}
          maxLength={200}
          error={bad.note}
        />
        <ContactFields
          contact={contact}
          onContact={setContact}
          bad={{ contactPhone: bad.phone ?? '', contactName: bad.contactName ?? '' }}
        />
        {command.error && (
          <p className="td" role="alert">
            {wordsOf(command.error)}
          </p>
        )}
        <button
          type="submit"
          className="btn pri big"
          style={{ whiteSpace: 'normal' }}
          disabled={missing.length > 0 || command.isPending}
        >
          {missing.length > 0 ? `${t.missing}${missing.join('、')}` : t.submit}
        </button>
      </form>
    </Page>
  );
};
