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
import { SelectField, TextArea, TextField } from '../../ui/Field';
import { Page } from '../../ui/Page';
import { toast } from '../../ui/toastStore';
import { Recognised } from './Recognised';
import { Choice, type House, HouseSearch, PhotoField } from './ReportFields';
import { useRecognition } from './useRecognition';

const p = t.reportPage;

const useReport = () => {
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const given = search.get('houseId');
  const givenHouse = useRead(readHouse, { params: { id: given ?? '' } }, { enabled: Boolean(given) });
  const [picked, setHouse] = useState<House | null | undefined>(undefined);
  const house =
    picked === undefined && givenHouse.data
      ? { id: givenHouse.data.id, label: givenHouse.data.label }
      : (picked ?? null);
  const command = useCommand(reportRepairForOwner, {
    quiet: true,
    refreshes: [listRepairs, readRepairBoard],
    onDone: (repair) => {
      toast(p.done(spokenNumber(repair.number)));
      void navigate(`/requests/${repair.id}`, { replace: true });
    },
  });
  return { house, setHouse, command };
};

/** A request for an owner who called or came. */
export const ReportPage = () => {
  const { may } = useMe();
  const { house, setHouse, command } = useReport();
  const types = useRead(listProblemTypes, {}, { staleTime: 600_000 });
  const [inHouse, setInHouse] = useState(may('house.read'));
  const areas = useRead(listPublicAreas, {}, { enabled: !inHouse });
  const [placeCode, setPlaceCode] = useState('');
  const [spot, setSpot] = useState('');
  const [typeId, setTypeId] = useState('');
  const [emergency, setEmergency] = useState('');
  const [text, setText] = useState('');
  const [name, setName] = useState('');
  const [phone, setPhone] = useState('');
  const [files, setFiles] = useState<FileView[]>([]);
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
        ...(name.trim() ? { contactName: name } : {}),
        ...(phone.trim() ? { contactPhone: phone } : {}),
      },
    });

  return (
    <Page title={p.title} back="/requests">
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
        {inHouse && house && (
          <div className="row g3 sunk">
            <b className="grow fs-m">{house.label}</b>
            <button type="button" className="btn ghost sm" onClick={() => setHouse(null)}>
              {p.change}
            </button>
          </div>
        )}
        {inHouse && !house && <HouseSearch onPick={setHouse} />}
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
        <PhotoField files={files} onFiles={setFiles} />
        <div className="row g3 wrap top-a">
          <div className="grow" style={{ minWidth: 160 }}>
            <TextField label={p.contactName} value={name} onValue={setName} maxLength={30} error={bad.contactName} />
          </div>
          <div className="grow" style={{ minWidth: 160 }}>
            <TextField
              label={p.contactPhone}
              value={phone}
              onValue={setPhone}
              inputMode="tel"
              maxLength={30}
              error={bad.contactPhone}
            />
          </div>
        </div>
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
          {missing.length > 0 ? `${p.missing}${missing.join('、')}` : p.submit}
        </button>
      </form>
    </Page>
  );
};
