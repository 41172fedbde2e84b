import { t } from '../locales/zh-CN/common';
import { HouseSearch, type PickedHouse } from './HouseSearch';

/** A house that was found, or the search for one. */
export const HouseField = ({
  house,
  onHouse,
}: {
  house: PickedHouse | null;
  onHouse: (house: PickedHouse | null) => void;
}) =>
  house ? (
    <div className="row g3 sunk">
      <b className="grow fs-m">{house.label}</b>
      <button type="button" className="btn ghost sm" onClick={() => onHouse(null)}>
        {t.changeHouse}
      </button>
    </div>
  ) : (
    <HouseSearch onPick={onHouse} />
  );
