import { useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { listPublicAreas, readHouse } from 'shared-types/community';
import type { FileView } from 'shared-types/file';
import { listProblemTypes } from 'shared-types/repair';
import { listRepairs, readRepairBoard, reportRepairForOwner } from 'shared-types/staffRepair';
import { fieldsOf, wordsOf } from '../../lib/api';
import { useMe } from '../../lib/me';
import { useCommand, useRead } from '../../lib/query';
import { spokenNumber } from '../../lib/words';
import { t } from '../../locales/zh-CN/repair';
import { Choice } from '../../ui/Choice';
import { ContactFields } from '../../ui/ContactFields';
import { SelectField, TextArea } from '../../ui/Field';
import { HouseField } from '../../ui/HouseField';
import type { PickedHouse } from '../../ui/HouseSearch';
import { Page } from '../../ui/Page';
import { PhotoField } from '../../ui/PhotoField';
import { toast } from '../../ui/toastStore';
import { Recognised } from './Recognised';
import { useRecognition } from './useRecognition';

const p = t.reportPage;

const useReport = () => {
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const given = search.get('houseId');
  /** The visit at their home in which it is said. */
  const visitId = search.get('visit') ?? '';
  const givenHouse = useRead(readHouse, { params: { id: given ?? '' } }, { enabled: Boolean(given) });
  const [picked, setHouse] = useState<PickedHouse | null | undefined>(undefined);
  const house =
    picked === undefined && givenHouse.data
      ? { id: givenHouse.data.id, label: givenHouse.data.label }
      : (picked ?? null);
  const command = useCommand(reportRepairForOwner, {
    quiet: true,
    refreshes: [listRepairs, readRepairBoard],
    onDone: (repair) => {
      toast(p.done(spokenNumber(repair.number)));
      void navigate(visitId ? `/home-visits/${visitId}` : `/requests/${repair.id}`, { replace: true });
    },
  });
  /** A public area's code, and what of it is meant: from a device's page. */
  const from = { place: search.get('place') ?? '', spot: search.get('spot') ?? '' };
  return { house, setHouse, command, from, visitId };
};

/** A request for an owner who called or came. */
export const ReportPage = () => {
  const { may } = useMe();
  const { house, setHouse, command, from, visitId } = useReport();
  const types = useRead(listProblemTypes, {}, { staleTime: 600_000 });
  const [inHouse, setInHouse] = useState(may('house.read') && !from.place);
  const areas = useRead(listPublicAreas, {}, { enabled: !inHouse });
  const [placeCode, setPlaceCode] = useState(from.place);
  const [spot, setSpot] = useState('');
  const [typeId, setTypeId] = useState('');
  const [emergency, setEmergency] = useState('');
  const [text, setText] = useState(from.spot ? p.about(from.spot) : '');
  const [contact, setContact] = useState({ name: '', phone: '' });
  const [files, setFiles] = useState<FileView[]>([]);
  const [sending, setSending] = useState(false);
  const type = types.data?.items.find((one) => one.id === typeId);
  const recognition = useRecognition(text, !typeId);
  const pickType = (id: string, urgent = '') => {
    setTypeId(id);
    setEmergency(urgent);
  };
  const markEmergency = (words: string) => {
    const of = types.data?.items.find((one) => one.emergencies.includes(words));
    if (of) pickType(of.id, words);
  };
  const missing = [
    (inHouse ? !house : !placeCode) && p.need.place,
    !typeId && !text.trim() && files.length > 0 && p.need.type,
    !text.trim() && files.length === 0 && p.need.text,
  ].filter(Boolean);
  const bad = fieldsOf(command.error);
  const send = () =>
    command.mutate({
      body: {
        ...(inHouse && house ? { houseId: house.id } : { placeCode }),
        ...(inHouse && spot ? { spot } : {}),
        ...(typeId ? { problemTypeId: typeId } : {}),
        ...(emergency ? { emergency } : {}),
        ...(text.trim() ? { text } : {}),
        fileIds: files.map((file) => file.id),
        channel: 'staff',
        ...(visitId ? { homeVisitId: visitId } : {}),
        ...(contact.name.trim() ? { contactName: contact.name } : {}),
        ...(contact.phone.trim() ? { contactPhone: contact.phone } : {}),
      },
    });

  return (
    <Page title={p.title} back={visitId ? `/home-visits/${visitId}` : '/requests'}>
      <form
        className="card pad col g4"
        style={{ maxWidth: 720, width: '100%' }}
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <fieldset className="field" aria-label={p.where}>
          <b className="fs-m">{p.where}</b>
          <div className="opt">
            {may('house.read') && (
              <Choice on={inHouse} onClick={() => setInHouse(true)}>
                {p.inHouse}
              </Choice>
            )}
            <Choice on={!inHouse} onClick={() => setInHouse(false)}>
              {p.inArea}
            </Choice>
          </div>
        </fieldset>
        {inHouse && <HouseField house={house} onHouse={setHouse} />}
        {inHouse && (
          <fieldset className="field" aria-label={p.spot}>
            <span>{p.spot}</span>
            <div className="opt">
              {p.spots.map((one) => (
                <Choice key={one} on={spot === one} onClick={() => setSpot(spot === one ? '' : one)}>
                  {one}
                </Choice>
              ))}
            </div>
          </fieldset>
        )}
        {!inHouse && areas.data?.items.length === 0 && (
          <Link className="tb" to="/houses/areas">
            {p.noAreas}
          </Link>
        )}
        {!inHouse && (areas.data?.items.length ?? 0) > 0 && (
          <SelectField
            label={p.area}
            value={placeCode}
            onValue={setPlaceCode}
            choices={[
              { value: '', label: p.area },
              ...(areas.data?.items ?? []).map((area) => ({ value: area.placeCode, label: area.name })),
            ]}
          />
        )}
        <TextArea label={p.text} hint={p.textHint} value={text} onValue={setText} maxLength={1000} error={bad.text} />
        {!typeId && <Recognised {...recognition} onType={pickType} onEmergency={markEmergency} />}
        <fieldset className="field" aria-label={p.what}>
          <b className="fs-m">{p.what}</b>
          <div className="opt">
            <Choice on={!typeId} onClick={() => pickType('')}>
              {p.bySystem}
            </Choice>
            {types.data?.items.map((one) => (
              <Choice key={one.id} on={typeId === one.id} onClick={() => pickType(one.id)}>
                {one.name}
              </Choice>
            ))}
          </div>
        </fieldset>
        {type && type.emergencies.length > 0 && (
          <SelectField
            label={p.emergency}
            value={emergency}
            onValue={setEmergency}
            choices={[
              { value: '', label: p.notEmergency },
              ...type.emergencies.map((one) => ({ value: one, label: one })),
            ]}
          />
        )}
        <PhotoField label={p.photos} files={files} onFiles={setFiles} onBusy={setSending} />
        <ContactFields contact={contact} onContact={setContact} bad={bad} />
        {command.error && (
          <p className="td" role="alert">
            {wordsOf(command.error)}
          </p>
        )}
        <button
          type="submit"
          className="btn pri big"
          style={{ whiteSpace: 'normal' }}
          disabled={missing.length > 0 || sending || command.isPending}
        >
          {missing.length > 0 ? `${p.missing}${missing.join('、')}` : p.submit}
        </button>
      </form>
    </Page>
  );
};
