import { Input, Text, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useRef, useState } from 'react';
import { newKey } from 'shared-types/client';
import { fileComplaint, listComplaintChoices, type OwnComplaintView } from 'shared-types/complaint';
import type { ResponseOf } from 'shared-types/contract';
import { readOwnerHome } from 'shared-types/repair';
import { call } from '../../../../lib/api';
import { useCommand, useRemote } from '../../../../lib/hooks';
import { type MediaBox, useMedia } from '../../../../lib/media';
import { pages } from '../../../../lib/pages';
import { zh } from '../../../../locales/zh-CN';
import { complaintWords } from '../../../../locales/zh-CN/complaint';
import { AskToNotify } from '../../../../ui/AskToNotify';
import { fieldLabel } from '../../../../ui/aria';
import { Button } from '../../../../ui/Button';
import { Icon } from '../../../../ui/Icon';
import { Option } from '../../../../ui/Option';
import { PhotoGrid } from '../../../../ui/PhotoGrid';
import { PickSheet } from '../../../../ui/PickSheet';
import { Recorder } from '../../../../ui/Recorder';
import { Screen } from '../../../../ui/Screen';
import { Stages } from '../../../../ui/Stages';
import { Empty, Failed, Skeleton } from '../../../../ui/States';
import { Toggle } from '../../../../ui/Toggle';
import { Words } from '../../../../ui/Words';
import '../../../../styles/filing.css';
import '../../complaint.css';

const words = complaintWords.form;

interface Choices {
  houses: ResponseOf<typeof readOwnerHome>['houses'];
  categories: ResponseOf<typeof listComplaintChoices>['categories'];
  areas: ResponseOf<typeof listComplaintChoices>['areas'];
}

const readChoices = async (): Promise<Choices> => {
  const [home, choices] = await Promise.all([call(readOwnerHome), call(listComplaintChoices)]);
  return { houses: home.houses, ...choices };
};

interface Said {
  houseId: string;
  areaId: string;
  spot: string;
  categoryId: string;
  text: string;
  anonymous: boolean;
}

interface Part {
  said: Said;
  change: (part: Partial<Said>) => void;
}

const What = ({ categories, said, change }: Part & Pick<Choices, 'categories'>) => (
  <View className="card pad-card form-part">
    <Text className="fs-m w6">{words.what}</Text>
    <View className="form-opts">
      {categories.map(({ id, name }) => (
        <Option key={id} word={name} on={said.categoryId === id} onTap={() => change({ categoryId: id })} />
      ))}
    </View>
  </View>
);

const Where = ({ houses, areas, said, change }: Part & Pick<Choices, 'houses' | 'areas'>) => {
  const [picking, setPicking] = useState(false);
  const house = houses.find(({ houseId }) => houseId === said.houseId);
  const here = areas.filter(({ communityId }) => communityId === house?.communityId);
  const area = here.find(({ id }) => id === said.areaId);
  return (
    <View className="card pad-card form-part">
      <Text className="fs-m w6">{words.where}</Text>
      <View className="form-opts">
        {houses.map(({ houseId, label }) => (
          <Option
            key={houseId}
            word={words.home(label)}
            on={!area && said.houseId === houseId}
            onTap={() => change({ houseId, areaId: '' })}
          />
        ))}
        {here.length > 0 ? (
          <Option
            word={area?.name ?? words.pickArea}
            icon="pin"
            on={area !== undefined}
            onTap={() => setPicking(true)}
          />
        ) : null}
      </View>
      <Input
        className="field"
        value={said.spot}
        placeholder={words.spot}
        maxlength={20}
        {...fieldLabel(words.spot)}
        onInput={({ detail }) => change({ spot: detail.value })}
      />
      {picking ? (
        <PickSheet
          title={words.pickArea}
          items={here.map(({ id, name }) => ({ id, word: name }))}
          onPick={(areaId) => {
            change({ areaId });
            setPicking(false);
          }}
          no={{ word: zh.cancel, onTap: () => setPicking(false) }}
        />
      ) : null}
    </View>
  );
};

const Say = ({ box, said, change }: Part & { box: MediaBox }) => (
  <View className="card say">
    <Recorder
      box={box}
      locked={false}
      onWords={(heard) => change({ text: [said.text, heard].filter(Boolean).join('\n') })}
    />
    <Words value={said.text} placeholder={words.typing} max={1000} onChange={(text) => change({ text })} />
    <PhotoGrid box={box} />
  </View>
);

const Filed = ({ made }: { made: OwnComplaintView }) => (
  <View className="reported">
    <View className="reported-mark">
      <Icon name="tick" size={44} />
    </View>
    <Text className="reported-title">{words.done}</Text>
    <Text className="fs-m w5">{made.title}</Text>
    <Text className="t2 num">{words.doneNumber(made.number)}</Text>
    <View className="card reported-card">
      <Text className="line">{words.doneWhy}</Text>
      <Stages now={made.stage} words={zh.complaintStages} />
    </View>
    <AskToNotify moment="complaint" words={words} />
    <Button
      word={words.see}
      kind="pri"
      size="big"
      onTap={() => void Taro.redirectTo({ url: pages.complaint(made.id) })}
    />
    <Button word={zh.toHome} kind="ghost" className="block" onTap={() => void Taro.switchTab({ url: pages.home })} />
  </View>
);

/** Says it once: a changed text is another command, the same one is the same after a lost answer. */
const useFiling = (onDone: (made: OwnComplaintView) => void) => {
  const { busy, run } = useCommand();
  const key = useRef({ key: newKey(), body: '' });
  const send = (said: Said, fileIds: string[]): void => {
    void run(async () => {
      const { houseId, categoryId, anonymous } = said;
      const body = {
        ...{ houseId, categoryId, anonymous, fileIds },
        ...(said.areaId ? { areaId: said.areaId } : {}),
        ...(said.spot.trim() ? { spot: said.spot.trim() } : {}),
        ...(said.text.trim() ? { text: said.text.trim() } : {}),
      };
      const asked = JSON.stringify(body);
      if (key.current.body !== asked) key.current = { key: newKey(), body: asked };
      onDone(await call(fileComplaint, { body, idempotencyKey: key.current.key }));
    });
  };
  return { busy, send };
};

const Form = ({ choices, onDone }: { choices: Choices; onDone: (made: OwnComplaintView) => void }) => {
  const [said, setSaid] = useState<Said>({
    ...{ houseId: choices.houses[0]?.houseId ?? '', areaId: '', spot: '', categoryId: '', text: '' },
    anonymous: false,
  });
  const change = (part: Partial<Said>): void => setSaid((before) => ({ ...before, ...part }));
  const box = useMedia();
  const { busy, send } = useFiling(onDone);
  const uploading = box.media.some(({ state }) => state !== 'sent');
  const missing = !said.categoryId
    ? words.missing.category
    : said.text.trim() === '' && box.media.length === 0
      ? words.missing.text
      : uploading
        ? zh.report.waitUploads
        : null;
  return (
    <Screen
      title={words.title}
      dock={
        <>
          {missing ? <Text className="dock-why line">{missing}</Text> : null}
          <Button
            word={busy ? words.sending : words.send}
            kind="pri"
            size="big"
            disabled={busy || missing !== null}
            onTap={() =>
              send(
                said,
                box.media.flatMap(({ fileId }) => (fileId ? [fileId] : [])),
              )
            }
          />
        </>
      }
    >
      <What categories={choices.categories} said={said} change={change} />
      <Where houses={choices.houses} areas={choices.areas} said={said} change={change} />
      <Say box={box} said={said} change={change} />
      <View className="card rows">
        <Toggle
          icon="shield"
          word={words.anonymous}
          why={said.anonymous && !said.areaId ? words.anonymousPlace : words.anonymousWhy}
          on={said.anonymous}
          onTap={() => change({ anonymous: !said.anonymous })}
        />
      </View>
    </Screen>
  );
};

const FilePage = () => {
  const { data, error, reload } = useRemote(readChoices);
  const [done, setDone] = useState<OwnComplaintView | null>(null);
  if (data && !done && data.houses.length > 0) return <Form choices={data} onDone={setDone} />;
  return (
    <Screen title={words.title}>
      {done ? (
        <Filed made={done} />
      ) : data ? (
        <Empty
          icon="building"
          title={zh.home.noHouse}
          why={words.needHouse}
          action={{ word: zh.home.bind, onTap: () => void Taro.navigateTo({ url: pages.apply }) }}
        />
      ) : error ? (
        <Failed words={error} onRetry={() => void reload()} />
      ) : (
        <Skeleton cards={3} />
      )}
    </Screen>
  );
};

export default FilePage;
