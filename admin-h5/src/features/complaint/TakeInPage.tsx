import { useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { readHouse } from 'shared-types/community';
import { listComplaintCategories, listComplaints, takeInComplaint } from 'shared-types/staffComplaint';
import { fieldsOf, wordsOf } from '../../lib/api';
import { useCommand, useRead } from '../../lib/query';
import { spokenNumber } from '../../lib/words';
import { t } from '../../locales/zh-CN/complaint';
import { Choice } from '../../ui/Choice';
import { ContactFields } from '../../ui/ContactFields';
import { SelectField, TextArea, TextField } from '../../ui/Field';
import { HouseField } from '../../ui/HouseField';
import type { PickedHouse } from '../../ui/HouseSearch';
import { Page } from '../../ui/Page';
import { toast } from '../../ui/toastStore';

const f = t.form;

/** A complaint by telephone or at the desk. */
export const TakeInPage = () => {
  const navigate = useNavigate();
  const choices = useRead(listComplaintCategories, {}, { staleTime: 600_000 });
  const [inArea, setInArea] = useState(true);
  const [areaId, setAreaId] = useState('');
  const [search] = useSearchParams();
  /** The visit at their home in which it is said. */
  const visitId = search.get('visit') ?? '';
  const given = search.get('houseId') ?? '';
  const givenHouse = useRead(readHouse, { params: { id: given } }, { enabled: given !== '' });
  const [picked, setHouse] = useState<PickedHouse | null | undefined>(undefined);
  const house = picked === undefined ? (givenHouse.data ?? null) : picked;
  const [spot, setSpot] = useState('');
  const [categoryId, setCategoryId] = useState('');
  const [text, setText] = useState('');
  const [anonymous, setAnonymous] = useState(false);
  const [contact, setContact] = useState({ name: '', phone: '' });
  const command = useCommand(takeInComplaint, {
    quiet: true,
    refreshes: [listComplaints],
    onDone: (made) => {
      toast(f.done(spokenNumber(made.number)));
      void navigate(visitId ? `/home-visits/${visitId}` : `/complaints/${made.id}`, { replace: true });
    },
  });
  const missing = [
    (inArea ? !areaId : !house) && f.need.place,
    !categoryId && f.need.category,
    !text.trim() && f.need.text,
  ].filter(Boolean);
  const bad = fieldsOf(command.error);
  const send = () =>
    command.mutate({
      body: {
        ...(house ? { houseId: house.id } : {}),
        ...(inArea ? { areaId } : {}),
        ...(spot.trim() ? { spot: spot.trim() } : {}),
        ...(contact.name.trim() ? { contactName: contact.name.trim() } : {}),
        ...(contact.phone.trim() ? { contactPhone: contact.phone.trim() } : {}),
        ...{ categoryId, text: text.trim(), anonymous },
        ...(visitId ? { homeVisitId: visitId } : {}),
      },
    });
  return (
    <Page title={t.takeIn} back={visitId ? `/home-visits/${visitId}` : '/complaints'}>
      <form
        className="card pad col g4"
        style={{ maxWidth: 720, width: '100%' }}
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <fieldset className="field" aria-label={f.where}>
          <b className="fs-m">{f.where}</b>
          <div className="opt">
            <Choice on={inArea} onClick={() => setInArea(true)}>
              {f.inArea}
            </Choice>
            <Choice on={!inArea} onClick={() => setInArea(false)}>
              {f.inHouse}
            </Choice>
          </div>
        </fieldset>
        {inArea && (
          <SelectField
            label={f.area}
            value={areaId}
            onValue={setAreaId}
            choices={[
              { value: '', label: f.area },
              ...(choices.data?.areas ?? []).map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        )}
        <TextField label={f.spot} value={spot} onValue={setSpot} maxLength={20} error={bad.spot} />
        <fieldset className="field" aria-label={f.who}>
          <span>{f.who}</span>
          <HouseField house={house} onHouse={setHouse} />
        </fieldset>
        <fieldset className="field" aria-label={f.what}>
          <b className="fs-m">{f.what}</b>
          <div className="opt">
            {choices.data?.categories.map(({ id, name }) => (
              <Choice key={id} on={categoryId === id} onClick={() => setCategoryId(id)}>
                {name}
              </Choice>
            ))}
          </div>
        </fieldset>
        <TextArea label={f.text} hint={f.textHint} value={text} onValue={setText} maxLength={1000} error={bad.text} />
        <label className="check">
          <input type="checkbox" checked={anonymous} onChange={(event) => setAnonymous(event.target.checked)} />
          {f.anonymous}
        </label>
        <ContactFields contact={contact} onContact={setContact} bad={bad} />
        {command.error && (
          <p className="td" role="alert">
            {wordsOf(command.error)}
          </p>
        )}
        <button type="submit" className="btn pri big" disabled={missing.length > 0 || command.isPending}>
          {missing.length > 0 ? `${f.missing}${missing.join('、')}` : f.submit}
        </button>
      </form>
    </Page>
  );
};
