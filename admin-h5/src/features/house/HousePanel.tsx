import { useState } from 'react';
import { Link } from 'react-router';
import { type HouseView, readHouse, unmaskPerson } from 'shared-types/community';
import { repairStatuses } from 'shared-types/repair';
import { useNow } from '../../lib/clock';
import { useMe } from '../../lib/me';
import { useCommand, useRead } from '../../lib/query';
import { areaWords, when } from '../../lib/words';
import { t as common } from '../../locales/zh-CN/common';
import { t } from '../../locales/zh-CN/house';
import { Chip } from '../../ui/Chip';
import { Confirm } from '../../ui/Dialog';
import { TextField } from '../../ui/Field';
import { Icon } from '../../ui/icons';
import { chipOf, chipWords } from '../../ui/repairStatus';
import { Loaded } from '../../ui/States';
import { HouseCards } from './HouseCards';
import { HouseMoney } from './HouseMoney';
import { PlaceCodeButton } from './PlaceCode';
import { Transfer } from './Transfer';

const Person = ({ person, may }: { person: HouseView['people'][number]; may: boolean }) => {
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const unmask = useCommand(unmaskPerson, { onDone: () => setAsking(false) });
  return (
    <div className="col g2">
      <div className="row g3">
        <div className="grow">
          <b className="fs-m">{unmask.data?.name ?? person.name}</b> <span className="t2">{t.roles[person.role]}</span>
          {!unmask.data && <div className="t2 num">{person.phonesMasked.join('、') || common.none}</div>}
          {person.idLastFour && <div className="t2 num">{t.idTail(person.idLastFour)}</div>}
        </div>
        {may && !unmask.data && (
          <button type="button" className="btn ghost sm" onClick={() => setAsking(true)}>
            {t.unmask}
          </button>
        )}
      </div>
      {unmask.data?.phones.map((phone) => (
        <a key={phone} className="btn sec" href={`tel:${phone}`}>
          <Icon name="phone" />
          {t.call(phone)}
        </a>
      ))}
      {asking && (
        <Confirm
          title={t.unmaskTitle}
          action={t.unmask}
          busy={unmask.isPending}
          disabled={!reason.trim()}
          onConfirm={() => unmask.mutate({ params: { id: person.id }, body: { reason } })}
          onClose={() => setAsking(false)}
        >
          <p>{t.unmaskWhat(person.name)}</p>
          <TextField label={t.unmaskReason} value={reason} onValue={setReason} maxLength={100} />
        </Confirm>
      )}
    </div>
  );
};

const Facts = ({ house }: { house: HouseView }) => {
  const rows: [string, string | null][] = [
    [t.facts.layout, house.layout],
    [t.facts.area, house.areaHundredths === null ? null : areaWords(house.areaHundredths)],
    [t.facts.occupancy, t.occupancies[house.occupancy]],
    [t.facts.vacantSince, house.vacantSince],
    [t.facts.handedOverOn, house.handedOverOn],
    [t.facts.remark, house.remark],
  ];
  return (
    <dl className="kv">
      {rows
        .filter(([, value]) => value)
        .map(([name, value]) => [
          <dt key={name}>{name}</dt>,
          <dd key={`${name}-value`} className="num">
            {value}
          </dd>,
        ])}
    </dl>
  );
};

const Bindings = ({ house }: { house: HouseView }) => {
  const now = useNow();
  return (
    <section className="hair col g2">
      <b className="fs-m">{t.boundPeople}</b>
      {house.bindings.length === 0 && <p className="t2">{t.nobodyBound}</p>}
      {house.bindings.map((binding) => (
        <div key={binding.id} className="row g2">
          <span className="grow">
            {binding.displayName} <span className="t2">{common.bindingRoles[binding.role]}</span>
          </span>
          {binding.status === 'pending' ? (
            <Chip name="review" />
          ) : (
            <span className="t2 num">{when(binding.since, now)}</span>
          )}
        </div>
      ))}
    </section>
  );
};

const RequestChip = ({ status }: { status: string }) => {
  const known = repairStatuses.find((one) => one === status) ?? 'submitted';
  return <Chip name={chipOf(known)}>{chipWords(known)}</Chip>;
};

const Requests = ({ house }: { house: HouseView }) => {
  const { may } = useMe();
  // Whoever may not read requests is not told that there are none.
  if (!may('request.read')) return null;
  return (
    <section className="hair col g2">
      <b className="fs-m">{t.requests}</b>
      {house.requests.length === 0 && <p className="t2">{t.noRequests}</p>}
      {house.requests.map((request) => {
        const line = (
          <>
            <span className="grow el">{request.title}</span>
            <RequestChip status={request.status} />
          </>
        );
        return (
          <Link key={request.id} className="row g2" style={{ minHeight: 44 }} to={`/requests/${request.id}`}>
            {line}
          </Link>
        );
      })}
    </section>
  );
};

/** One house: people (masked), bindings, parking, requests, its code. */
export const HousePanel = ({ id }: { id: string }) => {
  const query = useRead(readHouse, { params: { id } });
  const { may } = useMe();
  const [transferring, setTransferring] = useState(false);
  return (
    <Loaded
      query={query}
      skeleton={
        <div className="in">
          <div className="sk" style={{ height: 56 }} />
          <div className="sk" style={{ height: 140 }} />
          <div className="sk" style={{ height: 140 }} />
        </div>
      }
    >
      {(house) => (
        <>
          <div className="in">
            <div>
              <div className="row g2">
                <b className="fs-xl num grow">{house.number}</b>
                {house.bindings.some((b) => b.status === 'active') ? null : <Chip name="unbound" pill />}
              </div>
              <div className="t2">
                {[house.label, house.floor === null ? null : t.floor(house.floor), t.kinds[house.kind]]
                  .filter(Boolean)
                  .join(' · ')}
              </div>
            </div>
            <section className="hair col g3">
              {house.people.length === 0 && <p className="t2">{t.noPeople}</p>}
              {house.people.map((person) => (
                <Person key={person.id} person={person} may={house.actions.includes('unmask')} />
              ))}
            </section>
            <section className="hair">
              <Facts house={house} />
            </section>
            <Bindings house={house} />
            {may('card.manage') && house.people.length > 0 && <HouseCards houseId={house.id} />}
            <section className="hair col g2">
              <b className="fs-m">{t.parking}</b>
              {house.parkingSpaces.length === 0 && <p className="t2">{t.noParking}</p>}
              {house.parkingSpaces.map((space) => (
                <div key={space.id} className="row g2 num">
                  <span className="grow">{space.number}</span>
                  <span className="t2">{space.plate ?? common.none}</span>
                </div>
              ))}
            </section>
            <HouseMoney id={house.id} />
            <Requests house={house} />
            <section className="hair row g2">
              <div className="grow">
                <b className="fs-m">{t.code}</b>
                <div className="t2">{t.codeWhy}</div>
              </div>
              <PlaceCodeButton code={house.placeCode} label={house.label} />
            </section>
          </div>
          <div className="foot">
            {house.actions.includes('report') && (
              <Link className="btn pri grow" to={`/requests/new?houseId=${house.id}`}>
                {t.report}
              </Link>
            )}
            {house.actions.includes('transfer') && (
              <button type="button" className="btn ghost" onClick={() => setTransferring(true)}>
                {t.transfer}
              </button>
            )}
          </div>
          {transferring && <Transfer house={house} onClose={() => setTransferring(false)} />}
        </>
      )}
    </Loaded>
  );
};
