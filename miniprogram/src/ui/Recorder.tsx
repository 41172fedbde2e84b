import { Text, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useEffect, useRef, useState } from 'react';
import type { Media, MediaBox } from '../lib/media';
import { wx } from '../lib/wx';
import { zh } from '../locales/zh-CN';
import { AudioBubble } from './AudioBubble';
import { Icon } from './Icon';
import { Tap } from './Tap';
import './recorder.css';
import { aria } from './aria';

const words = zh.report;
const longestSeconds = 60;
/** Shorter than this is a slip of the finger. */
const shortestMs = 600;
const afterTouchMs = 1_000;

const useRecording = (box: MediaBox, onWords: (words: string) => void) => {
  const [seconds, setSeconds] = useState<number | null>(null);
  const running = useRef<'no' | 'starting' | 'yes' | 'stopping'>('no');
  const wanted = useRef(false);

  const stop = async (): Promise<void> => {
    wanted.current = false;
    if (running.current !== 'yes') return;
    running.current = 'stopping';
    try {
      const recorded = await wx.stopRecording();
      if (recorded.durationMs < shortestMs) return;
      box.add([recorded], 'audio', recorded.durationMs);
      if (recorded.words) onWords(recorded.words);
    } catch {
      void Taro.showToast({ title: words.recordRefused, icon: 'none' });
    } finally {
      running.current = 'no';
      setSeconds(null);
    }
  };
  const start = async (): Promise<void> => {
    if (running.current !== 'no') return;
    running.current = 'starting';
    wanted.current = true;
    try {
      await wx.startRecording();
      running.current = 'yes';
      setSeconds(0);
      // The finger was lifted while WeChat still asked for the microphone.
      if (!wanted.current) await stop();
    } catch {
      running.current = 'no';
      void Taro.showToast({ title: words.recordRefused, icon: 'none' });
    }
  };
  const latestStop = useRef(stop);
  latestStop.current = stop;
  const on = seconds !== null;
  useEffect(() => {
    if (!on) return undefined;
    const timer = setInterval(() => setSeconds((before) => (before === null ? null : before + 1)), 1_000);
    return () => clearInterval(timer);
  }, [on]);
  useEffect(() => {
    if (seconds !== null && seconds >= longestSeconds) void latestStop.current();
  }, [seconds]);
  useEffect(() => () => void latestStop.current(), []);
  return { seconds, start, stop };
};

interface Props {
  box: MediaBox;
  locked: boolean;
  /** A machine is listening to it. */
  hearing?: boolean;
  onForget?: () => void;
  /** The platform itself heard these words. */
  onWords: (words: string) => void;
}

const Recorded = ({ one, box, locked, hearing = false, onForget }: Omit<Props, 'onWords'> & { one: Media }) => (
  <View className="rec-row">
    <View className="wave" {...aria({ hidden: true })} />
    {one.path ? (
      <AudioBubble address={one.path} durationMs={one.durationMs} />
    ) : (
      <Text className="t2 num">{words.seconds(Math.max(1, Math.round(one.durationMs / 1_000)))}</Text>
    )}
    {hearing ? <Text className="t3">{words.hearing}</Text> : null}
    {one.state === 'sending' ? <Text className="t3 num">{words.uploading(one.percent)}</Text> : null}
    {one.state === 'failed' ? (
      <Tap className="rec-redo td" label={words.failedRetry} onTap={() => box.retry(one.id)}>
        {words.failedRetry}
      </Tap>
    ) : null}
    {locked ? null : (
      <Tap
        className="rec-redo tb right"
        label={words.redo}
        onTap={() => {
          box.remove(one.id);
          onForget?.();
        }}
      >
        <Icon name="again" size={16} />
        <Text>{words.redo}</Text>
      </Tap>
    )}
  </View>
);

/** One recording: hold to talk, or tap to begin and tap to end. */
export const Recorder = ({ box, locked, onWords, ...more }: Props) => {
  const { seconds, start, stop } = useRecording(box, onWords);
  const touchedMs = useRef(0);
  const one = box.media.find(({ kind }) => kind === 'audio');
  if (one) return <Recorded one={one} {...{ box, locked, ...more }} />;
  if (!wx.canRecord || locked) return null;
  const on = seconds !== null;
  // A browser repeats a touch as a mouse; only a real mouse counts.
  const byMouse = (what: () => Promise<void>) => () => {
    if (Date.now() - touchedMs.current > afterTouchMs) void what();
  };
  const mouse =
    process.env.TARO_ENV === 'h5'
      ? { onMouseDown: byMouse(start), onMouseUp: byMouse(stop), onMouseLeave: byMouse(stop) }
      : {};
  const touched = (what: () => Promise<void>) => () => {
    touchedMs.current = Date.now();
    void what();
  };
  return (
    <View className="rec-row">
      <View
        className={`rec-hold ${on ? 'on' : ''}`}
        {...aria({ role: 'button', label: words.hold })}
        onTouchStart={touched(start)}
        onTouchEnd={touched(stop)}
        onTouchCancel={touched(stop)}
        {...mouse}
      >
        <Icon name="mic" size={22} />
        <Text className="num">{on ? `${words.holding} ${words.seconds(seconds)}` : words.hold}</Text>
      </View>
      <Tap
        className="btn ghost rec-tap"
        label={on ? words.stopSpeaking : words.startSpeaking}
        onTap={() => void (on ? stop() : start())}
      >
        {on ? words.stopSpeaking : words.startSpeaking}
      </Tap>
    </View>
  );
};
