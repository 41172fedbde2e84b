import { Image, Text, View } from '@tarojs/components';
import type { SharedPassView } from 'shared-types/access';
import { accessWords as words } from '../../../locales/zh-CN/access';
import { aria } from '../../../ui/aria';
import { Chip } from '../../../ui/Chip';
import { Icon } from '../../../ui/Icon';
import { passShapes } from '../shapes';

type Pass = Pick<
  SharedPassView,
  'name' | 'windowWords' | 'timeWords' | 'uses' | 'used' | 'plate' | 'state' | 'stateName' | 'code'
> & {
  /** 林女士家的客人 */
  subtitle: string;
  places: readonly string[];
};

const Perforation = () => (
  <View className="ticket-perf" {...aria({ hidden: true })}>
    <View className="ticket-hole" />
    <View className="ticket-hole" />
  </View>
);

/** Two threes, as they are said aloud. */
const Digits = ({ digits }: { digits: string }) => (
  <View className="six num" {...aria({ role: 'text', label: `${words.digits} ${[...digits].join(' ')}` })}>
    {[...digits].map((digit, index) => (
      <View
        // biome-ignore lint/suspicious/noArrayIndexKey: a digit is its place.
        key={index}
        className={`six-cell ${index === 3 ? 'second' : ''}`}
      >
        <Text>{digit}</Text>
      </View>
    ))}
  </View>
);

const mostBoxes = 5;

const Uses = ({ uses, used }: { uses: number; used: number }) => (
  <View className="row g1">
    {uses <= mostBoxes
      ? Array.from({ length: uses }, (_, index) => (
          <View
            // biome-ignore lint/suspicious/noArrayIndexKey: boxes differ by their place alone.
            key={index}
            className={`use ${index < used ? 'gone' : ''}`}
            {...aria({ hidden: true })}
          />
        ))
      : null}
    <Text className="t2 use-words">{words.left(used, uses)}</Text>
  </View>
);

/** A visitor pass (look 05): the code dark on white, also at night; six digits; window, uses and the way in. */
export const Ticket = ({ pass }: { pass: Pass }) => (
  <View className="card ticket">
    <View className="row g3 ticket-head">
      <View className="who-mark">
        <Icon name="person" size={26} />
      </View>
      <View className="grow">
        <Text className="fs-l w6 line el">{pass.name}</Text>
        <Text className="t2 line">{pass.subtitle}</Text>
      </View>
      <Chip shape={passShapes[pass.state]} word={pass.stateName} pill />
    </View>
    <Perforation />
    {pass.code ? (
      <View className="ticket-code">
        <Image
          className="ticket-qr"
          src={pass.code.image}
          mode="aspectFit"
          {...aria({ role: 'img', label: words.qr })}
        />
        <Digits digits={pass.code.digits} />
        <Text className="t2">{words.scanHint}</Text>
      </View>
    ) : null}
    {pass.code ? <Perforation /> : null}
    <View className="ticket-facts">
      <View className="row g3 ticket-fact">
        <Icon name="clock" size={22} className="tb" />
        <Text className="fs-m grow w5 num">{pass.windowWords}</Text>
        {pass.code ? <Text className="t2">{pass.timeWords}</Text> : null}
      </View>
      <View className="row g3 ticket-fact">
        <Icon name="again" size={22} className="tb" />
        <Text className="fs-m grow">{words.uses(pass.uses)}</Text>
        <Uses uses={pass.uses} used={pass.used} />
      </View>
      {pass.plate ? (
        <View className="row g3 ticket-fact">
          <Icon name="car" size={22} className="tb" />
          <Text className="fs-m grow num">{words.plate(pass.plate)}</Text>
        </View>
      ) : null}
      <View className="ticket-route">
        {pass.places.map((place) => (
          <View key={place} className="ticket-stop">
            <Text>{place}</Text>
          </View>
        ))}
      </View>
    </View>
  </View>
);
