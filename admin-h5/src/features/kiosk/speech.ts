import { useEffect } from 'react';
import { recorded } from './prompts';

const play = (address: string): (() => void) => {
  const audio = new Audio(address);
  // Before the first touch of the page browsers are silent; the words stand on the screen.
  audio.play().catch(() => undefined);
  return () => audio.pause();
};

const speak = (words: string, voice: SpeechSynthesisVoice): (() => void) => {
  const saying = new SpeechSynthesisUtterance(words);
  saying.lang = 'zh-CN';
  saying.voice = voice;
  // Slower than it speaks by itself, for old ears.
  saying.rate = 0.85;
  speechSynthesis.cancel();
  speechSynthesis.speak(saying);
  return () => speechSynthesis.cancel();
};

const chineseVoice = (): SpeechSynthesisVoice | undefined =>
  (window as { speechSynthesis?: SpeechSynthesis }).speechSynthesis
    ?.getVoices()
    .find(({ lang }) => lang.toLowerCase().startsWith('zh'));

/**
 * Says a question aloud: in the browser's Chinese voice, or as the property's own people have recorded it, where there is
 * no such voice or where the property would rather have its own. Without either the words on the screen have to do.
 * `question` is what was recorded of words that nobody can record beforehand, an amount or an answer. Leaving the question
 * ends the voice.
 */
export const useSpoken = (words: string, question = words): void => {
  useEffect(() => {
    if (!words) return undefined;
    const { preferRecorded, addresses } = recorded.get();
    const voice = chineseVoice();
    const whole = addresses.get(words);
    if (whole && (preferRecorded || !voice)) return play(whole);
    if (voice) return speak(words, voice);
    const part = addresses.get(question);
    return part ? play(part) : undefined;
  }, [words, question]);
};
