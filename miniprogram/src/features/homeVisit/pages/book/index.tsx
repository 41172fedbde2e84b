import { Input, Text, View } from '@tarojs/components';
import Taro, { useRouter } from '@tarojs/taro';
import { useRef, useState } from 'react';
import { newKey } from 'shared-types/client';
import type { ResponseOf } from 'shared-types/contract';
import {
  bookVisit,
  type HomeVisitView,
  readVisitDays,
  type VisitDay,
  type VisitHalf,
  type VisitPurpose,
  visitPurposes,
} from 'shared-types/homeVisit';
import { call } from '../../../../lib/api';
import { useCommand, useRemote } from '../../../../lib/hooks';
import { useHouse } from '../../../../lib/house';
import { pages } from '../../../../lib/pages';
import { zh } from '../../../../locales/zh-CN';
import { homeVisitWords } from '../../../../locales/zh-CN/homeVisit';
import { AskToNotify } from '../../../../ui/AskToNotify';
import { fieldLabel } from '../../../../ui/aria';
import { Button } from '../../../../ui/Button';
import { HouseStrip } from '../../../../ui/HouseStrip';
import { Icon } from '../../../../ui/Icon';
import { Option } from '../../../../ui/Option';
import { Screen, Strip } from '../../../../ui/Screen';
import { Empty, Failed, Skeleton } from '../../../../ui/States';
import { Words } from '../../../../ui/Words';
import '../../../../styles/filing.css';
import '../../homeVisit.css';

const words = homeVisitWords.form;

interface Said {
  purpose: VisitPurpose;
  day: string;
  half: VisitHalf | null;
  phone: string;
  note: string;
}

interface Part {
  said: Said;
  change: (part: Partial<Said>) => void;
}

const Heading = ({ word }: { word: string }) => (
  <View className="step-h">
    <Text>{word}</Text>
  </View>
);

const firstFree = (day: VisitDay | undefined): VisitHalf | null =>
  day?.halves.find(({ why }) => why === null)?.half ?? null;

const What = ({ said, change }: Part) => (
  <>
    <Heading word={words.purpose} />
    <View className="opts">
      {visitPurposes.map((purpose) => (
        <Option
          key={purpose}
          word={words.purposes[purpose]}
          on={said.purpose === purpose}
          onTap={() => change({ purpose })}
        />
      ))}
    </View>
  </>
);

const When = ({ days, said, change }: Part & { days: readonly VisitDay[] }) => {
  const day = days.find((one) => one.day === said.day);
  return (
    <>
      <Heading word={words.day} />
      <Strip>
        {days.map((one) => (
          <Option
            key={one.day}
            word={one.dayWords}
            on={one.day === said.day}
            onTap={() => change({ day: one.day, half: firstFree(one) })}
          />
        ))}
      </Strip>
      <Heading word={words.half} />
      <View className="opts">
        {day?.halves.map(({ half, words: hours, left, why }) =>
          why ? (
            <Text key={half} className="t2 num line">
              {words.halfFull(hours, why)}
            </Text>
          ) : (
            <Option
              key={half}
              word={words.halfWords(hours, left)}
              on={said.half === half}
              onTap={() => change({ half })}
            />
          ),
        )}
      </View>
    </>
  );
};

const Whom = ({ phoneMasked, said, change }: Part & { phoneMasked: string | null }) => (
  <>
    <Heading word={words.phone} />
    <Input
      className="field"
      type="number"
      value={said.phone}
      placeholder={phoneMasked ? words.ownPhone(phoneMasked) : words.noPhone}
      maxlength={20}
      {...fieldLabel(words.phone)}
      onInput={({ detail }) => change({ phone: detail.value })}
    />
    <View className="card say visit-note">
      <Words value={said.note} placeholder={words.note} max={200} onChange={(note) => change({ note })} />
    </View>
  </>
);

/** Books it once: a changed wish is another command, the same one is the same after a lost answer. */
const useBooking = (houseId: string, onDone: (made: HomeVisitView) => void) => {
  const { busy, run } = useCommand();
  const key = useRef({ key: newKey(), body: '' });
  const send = ({ purpose, day, half, phone, note }: Said): void => {
    if (!half) return;
    void run(async () => {
      const body = {
        ...{ houseId, purpose, day, half },
        ...(phone.trim() ? { phone: phone.trim() } : {}),
        ...(note.trim() ? { note: note.trim() } : {}),
      };
      const asked = JSON.stringify(body);
      if (key.current.body !== asked) key.current = { key: newKey(), body: asked };
      onDone(await call(bookVisit, { body, idempotencyKey: key.current.key }));
    });
  };
  return { busy, send };
};

const missingOf = (said: Said, phoneMasked: string | null): string | null => {
  if (!said.half) return words.missing.day;
  if (!phoneMasked && said.phone.trim() === '') return words.missing.phone;
  return said.purpose === 'help' && said.note.trim() === '' ? words.missing.note : null;
};

interface FormProps {
  houseId: string;
  offered: ResponseOf<typeof readVisitDays>;
  onDone: (made: HomeVisitView) => void;
}

const Form = ({ houseId, offered, onDone }: FormProps) => {
  const free = offered.items.find((one) => firstFree(one) !== null);
  const [said, setSaid] = useState<Said>({
    ...{ purpose: 'payment', day: free?.day ?? '', half: firstFree(free), phone: '', note: '' },
  });
  const change = (part: Partial<Said>): void => setSaid((before) => ({ ...before, ...part }));
  const { busy, send } = useBooking(houseId, onDone);
  const missing = missingOf(said, offered.phoneMasked);
  if (offered.items.length === 0) return <Empty icon="person" title={words.notOffered} why={words.notOfferedWhy} />;
  return (
    <>
      <What said={said} change={change} />
      <When days={offered.items} said={said} change={change} />
      <Whom phoneMasked={offered.phoneMasked} said={said} change={change} />
      <Button
        word={busy ? words.sending : (missing ?? words.send)}
        kind="pri"
        size="big"
        className="block visit-part"
        disabled={busy || missing !== null}
        onTap={() => send(said)}
      />
    </>
  );
};

const Booked = ({ made }: { made: HomeVisitView }) => (
  <View className="reported">
    <View className="reported-mark">
      <Icon name="tick" size={44} />
    </View>
    <Text className="reported-title">{words.done}</Text>
    <Text className="fs-m w5">{made.purposeName}</Text>
    <Text className="num">{made.whenWords}</Text>
    <Text className="t2">{words.doneWhy}</Text>
    <AskToNotify moment="home-visit" words={words} />
    <Button
      word={words.see}
      kind="pri"
      size="big"
      onTap={() => void Taro.redirectTo({ url: pages.homeVisit(made.id) })}
    />
    <Button word={zh.toHome} kind="ghost" className="block" onTap={() => void Taro.switchTab({ url: pages.home })} />
  </View>
);

const Offered = ({ houseId, onDone }: Omit<FormProps, 'offered'>) => {
  const { data, error, reload } = useRemote(() => call(readVisitDays, { params: { id: houseId } }));
  if (data) return <Form houseId={houseId} offered={data} onDone={onDone} />;
  return error ? <Failed words={error} onRetry={() => void reload()} /> : <Skeleton cards={2} />;
};

/** Asks somebody to come: what for, when, and whom to call. */
const BookPage = () => {
  const { house } = useRouter().params;
  const { houses, houseId, choose, error, reload } = useHouse(house ?? null);
  const [done, setDone] = useState<HomeVisitView | null>(null);
  return (
    <Screen title={words.title}>
      {done ? (
        <Booked made={done} />
      ) : houseId ? (
        <>
          <HouseStrip houses={houses} houseId={houseId} onChoose={choose} />
          <Offered key={houseId} houseId={houseId} onDone={setDone} />
        </>
      ) : houses ? (
        <Empty
          icon="building"
          title={zh.home.noHouse}
          why={homeVisitWords.needHouse}
          action={{ word: zh.home.bind, onTap: () => void Taro.navigateTo({ url: pages.apply }) }}
        />
      ) : error ? (
        <Failed words={error} onRetry={() => void reload()} />
      ) : (
        <Skeleton cards={2} />
      )}
    </Screen>
  );
};

export default BookPage;
