import { View } from '@tarojs/components';
import { wx } from '../../../lib/wx';
import { zh } from '../../../locales/zh-CN';
import { Option } from '../../../ui/Option';
import type { Report, ReportChoices } from '../useReport';
import { StepHead } from './StepHead';

const words = zh.report;

/** A house and a spot in it, or a public area by its code. */
export const Where = ({ home, report }: { home: ReportChoices['home']; report: Report }) => {
  const place = report.draft?.place ?? null;
  const scan = (): void => {
    void wx.scanCode().then((code) => {
      if (code) void report.scanned(code);
    });
  };
  const community =
    home.houses.find((house) => place?.kind === 'house' && house.houseId === place.houseId)?.communityName ?? '';
  const pickHouse = home.houses.length > 1 || place?.kind !== 'house';
  return (
    <>
      <StepHead
        no={2}
        title={words.where}
        note={place ? `${community} ${place.label}`.trim() : ''}
        ok={place !== null}
      />
      {pickHouse && home.houses.length > 0 ? (
        <View className="opts where-houses">
          {home.houses.map(({ houseId, label }) => (
            <Option
              key={houseId}
              word={label}
              on={place?.kind === 'house' && place.houseId === houseId}
              onTap={() => report.change({ place: { kind: 'house', houseId, label } })}
            />
          ))}
        </View>
      ) : null}
      <View className="opts">
        {place?.kind === 'house'
          ? words.spots.map((spot) => (
              <Option
                key={spot}
                word={spot}
                on={spot === report.draft?.spot}
                onTap={() => report.change({ spot: spot === report.draft?.spot ? '' : spot })}
              />
            ))
          : null}
        {place?.kind === 'area' ? <Option word={place.label} on onTap={scan} /> : null}
        <Option word={words.publicPlace} icon="scan" on={false} onTap={scan} />
      </View>
    </>
  );
};
