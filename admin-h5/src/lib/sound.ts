import { createStore } from './store';

const key = 'anju.staff.ring';

/** "加急响铃": on unless this browser switched it off. */
export const ringOn = createStore(localStorage.getItem(key) !== 'off');

export const setRing = (on: boolean): void => {
  localStorage.setItem(key, on ? 'on' : 'off');
  ringOn.set(on);
};

/** Three short high tones. Silent when muted or before the first touch of the page, as browsers demand. */
export const ring = (): void => {
  if (!ringOn.get() || typeof AudioContext === 'undefined') return;
  const audio = new AudioContext();
  for (let i = 0; i < 3; i += 1) {
    const tone = audio.createOscillator();
    const gain = audio.createGain();
    const at = audio.currentTime + i * 0.28;
    tone.frequency.value = i === 1 ? 1175 : 880;
    gain.gain.setValueAtTime(0.0001, at);
    gain.gain.exponentialRampToValueAtTime(0.35, at + 0.02);
    gain.gain.exponentialRampToValueAtTime(0.0001, at + 0.22);
    tone.connect(gain).connect(audio.destination);
    tone.start(at);
    tone.stop(at + 0.24);
  }
  setTimeout(() => void audio.close(), 1_500);
};
