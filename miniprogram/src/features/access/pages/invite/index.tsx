import { Input, Text, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useRef, useState } from 'react';
import { createPass, listPassPlaces } from 'shared-types/access';
import { newKey } from 'shared-types/client';
import { type Choice, firstChoice, windowOf } from 'shared-types/passWindow';
import { call } from '../../../../lib/api';
import { serverNow } from '../../../../lib/clock';
import { useCommand, useRemote } from '../../../../lib/hooks';
import { useHouse } from '../../../../lib/house';
import { pages } from '../../../../lib/pages';
import { zh } from '../../../../locales/zh-CN';
import { accessWords } from '../../../../locales/zh-CN/access';
import { fieldLabel } from '../../../../ui/aria';
import { Button } from '../../../../ui/Button';
import { HouseStrip } from '../../../../ui/HouseStrip';
import { Option } from '../../../../ui/Option';
import { Screen } from '../../../../ui/Screen';
import { Empty, Failed, Skeleton } from '../../../../ui/States';
import { Toggle } from '../../../../ui/Toggle';
import { WhenPart } from '../../components/WhenPart';
import '../../access.css';

const words = accessWords.form;
const usesOffered = [1, 2, 5, 10] as const;

interface Draft {
  name: string;
  choice: Choice;
  uses: number;
  /** Null: as it is usual for the house. */
  placeIds: string[] | null;
  byCar: boolean;
  plate: string;
}

const missing = (draft: Draft, placeIds: readonly string[]): string | null => {
  if (draft.name.trim() === '') return words.noName;
  if (placeIds.length === 0) return words.noPlace;
  return draft.byCar && draft.plate.trim() === '' ? words.noPlate : null;
};

const Heading = ({ word }: { word: string }) => (
  <View className="step-h">
    <Text>{word}</Text>
  </View>
);

const Form = ({ houseId }: { houseId: string }) => {
  const { data, error, reload } = useRemote(() => call(listPassPlaces, { params: { id: houseId } }));
  const [draft, setDraft] = useState<Draft>(() => ({
    name: '',
    choice: firstChoice(serverNow()),
    uses: 2,
    placeIds: null,
    byCar: false,
    plate: '',
  }));
  const { busy, run } = useCommand();
  const tried = useRef({ key: '', said: '', window: windowOf(draft.choice, serverNow()) });
  const change = (part: Partial<Draft>): void => setDraft((before) => ({ ...before, ...part }));
  if (!data) return error ? <Failed words={error} onRetry={() => void reload()} /> : <Skeleton cards={1} />;
  const placeIds = draft.placeIds ?? data.items.filter(({ usual }) => usual).map(({ id }) => id);
  const lacks = missing(draft, placeIds);
  const toggle = (id: string): void =>
    change({ placeIds: placeIds.includes(id) ? placeIds.filter((one) => one !== id) : [...placeIds, id] });
  const make = (): void => {
    void run(async () => {
      const { name, choice, uses, byCar, plate } = draft;
      const said = JSON.stringify([houseId, draft, placeIds]);
      // The same wish is one pass, however often it is sent; "now" is when it was first sent.
      if (tried.current.said !== said) tried.current = { key: newKey(), said, window: windowOf(choice, serverNow()) };
      const body = {
        houseId,
        name: name.trim(),
        ...tried.current.window,
        uses,
        placeIds,
        ...(byCar ? { plate: plate.trim() } : {}),
      };
      const { id } = await call(createPass, { body, idempotencyKey: tried.current.key });
      await Taro.redirectTo({ url: pages.pass(id) });
    });
  };
  if (data.items.length === 0) return <Text className="t2 line pass-acts">{words.noPlaces}</Text>;
  return (
    <>
      <Heading word={words.name} />
      <Input
        className="field"
        value={draft.name}
        maxlength={20}
        placeholder={words.nameHint}
        {...fieldLabel(words.name)}
        onInput={({ detail }) => change({ name: detail.value })}
      />
      <WhenPart choice={draft.choice} onChange={(choice) => change({ choice })} />
      <Heading word={words.uses} />
      <View className="opts">
        {usesOffered.map((uses) => (
          <Option key={uses} word={words.times(uses)} on={uses === draft.uses} onTap={() => change({ uses })} />
        ))}
      </View>
      <Heading word={words.places} />
      <View className="opts">
        {data.items.map(({ id, name }) => (
          <Option key={id} word={name} many on={placeIds.includes(id)} onTap={() => toggle(id)} />
        ))}
      </View>
      <View className="card rows pass-acts">
        <Toggle
          icon="car"
          word={words.car}
          why={words.carWhy}
          on={draft.byCar}
          onTap={() => change({ byCar: !draft.byCar })}
        />
      </View>
      {draft.byCar ? (
        <>
          <Heading word={words.plate} />
          <Input
            className="field"
            value={draft.plate}
            maxlength={12}
            placeholder={words.plateHint}
            {...fieldLabel(words.plate)}
            onInput={({ detail }) => change({ plate: detail.value })}
          />
        </>
      ) : null}
      <Button
        word={busy ? zh.sending : (lacks ?? words.make)}
        kind="pri"
        size="big"
        className="block pass-acts"
        disabled={busy || lacks !== null}
        onTap={make}
      />
    </>
  );
};

/** A guest in a few taps: whom, when, how often, through which gates. */
const InvitePage = () => {
  const { houses, houseId, choose, error, reload } = useHouse(null);
  return (
    <Screen title={accessWords.invite}>
      <HouseStrip houses={houses} houseId={houseId ?? ''} onChoose={choose} />
      {houseId ? (
        <Form key={houseId} houseId={houseId} />
      ) : houses ? (
        <Empty
          icon="building"
          title={words.noHouse}
          why={words.noHouseWhy}
          action={{ word: words.bind, onTap: () => void Taro.navigateTo({ url: pages.apply }) }}
        />
      ) : error ? (
        <Failed words={error} onRetry={() => void reload()} />
      ) : (
        <Skeleton cards={1} />
      )}
    </Screen>
  );
};

export default InvitePage;
