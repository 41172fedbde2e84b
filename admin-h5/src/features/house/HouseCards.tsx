import { useState } from 'react';
import type { ResponseOf } from 'shared-types/contract';
import { blockCard, closeCardDoors, listCardsOfHouse } from 'shared-types/kiosk';
import { useNow } from '../../lib/clock';
import { useCommand, useRead } from '../../lib/query';
import { when } from '../../lib/words';
import { t } from '../../locales/zh-CN/house';
import { Confirm } from '../../ui/Dialog';
import { ReasonDialog } from '../../ui/ReasonDialog';
import { Loaded } from '../../ui/States';
import { CardDoorsLine } from './CardDoorsLine';
import { IssueCard } from './IssueCard';

type Cards = ResponseOf<typeof listCardsOfHouse>;
type Holder = Cards['items'][number];
type Asked = { act: 'issue' | 'open' | 'close' | 'block'; holder: Holder };

const refreshes = [listCardsOfHouse];

const Row = ({ holder, ask }: { holder: Holder; ask: (act: Asked['act']) => void }) => {
  const now = useNow();
  const { name, card, doors } = holder;
  const isValid = card?.status === 'valid';
  const button = (act: Asked['act'], label: string) => (
    <button type="button" className="btn ghost sm" onClick={() => ask(act)}>
      {label}
    </button>
  );
  return (
    <div className="col g1">
      <div className="row g2 wrap">
        {/* Wide enough for one line, so that the buttons go below where there is no room beside. */}
        <span className="grow" style={{ flexBasis: '13em' }}>
          {name}{' '}
          <span className="t2 num">
            {card ? `${t.cardStatuses[card.status]} · ${when(card.issuedAt, now)}` : t.noCard}
          </span>
        </span>
        <div className="row g2 wrap">
          {doors.actions.includes('open') && button('open', t.openDoors)}
          {doors.actions.includes('close') && button('close', t.closeDoors)}
          {button('issue', isValid ? t.replaceCard : t.giveCard)}
          {isValid && button('block', t.blockCard)}
        </div>
      </div>
      <CardDoorsLine doors={doors} />
    </div>
  );
};

const Close = ({ id, name, onClose }: { id: string; name: string; onClose: () => void }) => {
  const close = useCommand(closeCardDoors, { refreshes, done: t.doorsClosed, onDone: onClose });
  return (
    <Confirm
      title={t.closeDoors}
      action={t.closeDoors}
      danger
      busy={close.isPending}
      onClose={onClose}
      onConfirm={() => close.mutate({ params: { id }, body: {} })}
    >
      {t.closeWhat(name)}
    </Confirm>
  );
};

const Block = ({ id, name, onClose }: { id: string; name: string; onClose: () => void }) => {
  const block = useCommand(blockCard, { refreshes, done: t.cardBlocked, onDone: onClose });
  return (
    <ReasonDialog
      title={t.blockCard}
      action={t.blockCard}
      danger
      label={t.blockWhy}
      maxLength={100}
      busy={block.isPending}
      onConfirm={(reason) => block.mutate({ params: { id }, body: { reason } })}
      onClose={onClose}
    >
      {t.blockWhat(name)}
    </ReasonDialog>
  );
};

/** Something is on its way to a terminal, or out of one. */
const isMoving = ({ items }: Cards): boolean => items.some(({ doors }) => doors.tone !== 'ok');

/** Who has a card for the kiosk and for the doors: given out, replaced, blocked. Its number is shown to nobody. */
export const HouseCards = ({ houseId }: { houseId: string }) => {
  const query = useRead(listCardsOfHouse, { params: { id: houseId } }, { again: isMoving });
  const [asked, setAsked] = useState<Asked | null>(null);
  const onClose = () => setAsked(null);
  return (
    <section className="hair col g2">
      <b className="fs-m">{t.cards}</b>
      <Loaded query={query}>
        {({ items, terminals }) => (
          <>
            {items.map((holder) => (
              <Row key={holder.personId} holder={holder} ask={(act) => setAsked({ act, holder })} />
            ))}
            {asked && (asked.act === 'issue' || asked.act === 'open') && (
              <IssueCard
                holder={asked.holder}
                terminals={terminals}
                forDoors={asked.act === 'open'}
                onClose={onClose}
              />
            )}
          </>
        )}
      </Loaded>
      {asked?.act === 'close' && asked.holder.card && (
        <Close id={asked.holder.card.id} name={asked.holder.name} onClose={onClose} />
      )}
      {asked?.act === 'block' && asked.holder.card && (
        <Block id={asked.holder.card.id} name={asked.holder.name} onClose={onClose} />
      )}
    </section>
  );
};
