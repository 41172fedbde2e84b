import Taro from '@tarojs/taro';

let player: Taro.InnerAudioContext | null = null;
let now: { address: string; changed: (playing: boolean) => void } | null = null;

const ended = (): void => {
  now?.changed(false);
  now = null;
};

/** Plays one recording; whatever sounded before falls silent. */
export const play = (address: string, changed: (playing: boolean) => void): void => {
  ended();
  player?.stop();
  player?.destroy();
  player = Taro.createInnerAudioContext();
  player.onEnded(ended);
  player.onStop(ended);
  player.onError(ended);
  player.src = address;
  now = { address, changed };
  player.play();
  changed(true);
};

export const stopPlaying = (address: string): void => {
  if (now?.address !== address) return;
  player?.stop();
  ended();
};
