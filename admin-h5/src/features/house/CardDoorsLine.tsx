import type { CardDoorState, CardDoors } from 'shared-types/kiosk';
import { Chip, type StatusName } from '../../ui/Chip';

const shapes: Record<CardDoorState, StatusName> = {
  on: 'done',
  waiting: 'working',
  leaving: 'working',
  failed: 'offline',
};

/** What a card opens, as the terminals have said; each of them where not all is well. */
export const CardDoorsLine = ({ doors: { words, tone, copies } }: { doors: CardDoors }) => {
  return (
    <>
      {words.length > 0 && (
        <div className="row g2 wrap">
          {words.map((one) => (
            <Chip key={one} name={tone === 'ok' ? 'done' : tone === 'wait' ? 'working' : 'offline'}>
              {one}
            </Chip>
          ))}
        </div>
      )}
      {copies.map(({ door, state, words: said }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two cards of one person may be at one door, and a line has no state
        <div key={`${door}-${index}`} className="row g2 wrap">
          <span className="grow t2">{door}</span>
          <Chip name={shapes[state]}>{said}</Chip>
        </div>
      ))}
    </>
  );
};
