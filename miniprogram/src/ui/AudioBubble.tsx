import { Text } from '@tarojs/components';
import { useEffect, useState } from 'react';
import { play, stopPlaying } from '../lib/player';
import { zh } from '../locales/zh-CN';
import { Icon } from './Icon';
import { Tap } from './Tap';

interface Props {
  address: string;
  durationMs: number;
}

export const AudioBubble = ({ address, durationMs }: Props) => {
  const [playing, setPlaying] = useState(false);
  useEffect(() => () => stopPlaying(address), [address]);
  const length = zh.report.seconds(Math.max(1, Math.round(durationMs / 1_000)));
  return (
    <Tap
      className={`audio ${playing ? 'on' : ''}`}
      label={`${playing ? zh.report.stop : zh.report.play} ${length}`}
      onTap={() => {
        if (playing) stopPlaying(address);
        else play(address, setPlaying);
      }}
    >
      <Icon name={playing ? 'stop' : 'play'} size={18} />
      <Text className="num">{length}</Text>
    </Tap>
  );
};
