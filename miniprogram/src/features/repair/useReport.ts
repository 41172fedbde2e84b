import Taro, { useDidHide } from '@tarojs/taro';
import { useCallback, useEffect, useRef, useState } from 'react';
import { newKey } from 'shared-types/client';
import type { ResponseOf } from 'shared-types/contract';
import { listSubscriptionTemplates } from 'shared-types/notification';
import { recogniseText } from 'shared-types/recognition';
import { listProblemTypes, type OwnerRepairView, readOwnerHome, reportRepair } from 'shared-types/repair';
import { call } from '../../lib/api';
import { useCommand } from '../../lib/hooks';
import { useMedia } from '../../lib/media';
import { isUnanswered, wordsOf } from '../../lib/words';
import { wx } from '../../lib/wx';
import { zh } from '../../locales/zh-CN';
import { beginAttempt, bodyOf, type Draft, emptyDraft, isStarted, missingOf, refused } from './draft';
import { dropDraft, loadDraft, saveDraft } from './draftStore';
import { readScanned } from './scanned';
import { hear, toHear } from './typing';
import { usePerceiving } from './usePerceiving';

export interface ReportChoices {
  home: ResponseOf<typeof readOwnerHome>;
  types: ResponseOf<typeof listProblemTypes>['items'];
}

export const readChoices = async (): Promise<ReportChoices> => {
  const [home, types] = await Promise.all([call(readOwnerHome), call(listProblemTypes)]);
  return { home, types: types.items };
};

const saveAfterMs = 400;
const hearAfterMs = 600;

/** Asks what the words speak of once the owner pauses; without an answer the owner chooses as ever. */
const useHearing = (draft: Draft | null, update: (make: (draft: Draft) => Draft) => void): void => {
  const text = draft ? toHear(draft) : null;
  useEffect(() => {
    if (text === null) return undefined;
    const timer = setTimeout(() => {
      call(recogniseText, { body: { text } })
        .then((view) => update((before) => hear(before, text, view)))
        .catch(() => undefined);
    }, hearAfterMs);
    return () => clearTimeout(timer);
  }, [text, update]);
};

/** The draft of this page: restored, kept at every change, sent once. */
export const useReport = (choices: ReportChoices | null, placeCode: string | null) => {
  const [draft, setDraft] = useState<Draft | null>(null);
  const [done, setDone] = useState<OwnerRepairView | null>(null);
  const [templates, setTemplates] = useState<string[]>([]);
  const [wasKept, setWasKept] = useState(false);
  const { busy, run } = useCommand();
  const box = useMedia();
  const latest = useRef<Draft | null>(null);
  // Once it arrived, nothing may write the draft back.
  const finished = useRef(false);
  latest.current = draft ? { ...draft, media: box.media } : null;

  const update = useCallback(
    (make: (draft: Draft) => Draft) => setDraft((before) => (before ? make(before) : before)),
    [],
  );
  const change = useCallback((part: Partial<Draft>) => update((before) => ({ ...before, ...part })), [update]);
  useHearing(draft, update);
  const hearing = usePerceiving(draft, box.media, update);

  useEffect(() => {
    void loadDraft().then((kept) => {
      setDraft(kept ?? emptyDraft());
      setWasKept(kept !== null);
      if (kept) box.reset(kept.media);
    });
  }, [box.reset]);

  const scanned = useCallback(
    async (code: string) => {
      try {
        const { place, about } = await readScanned(code);
        change({
          ...(place && { place, spot: '' }),
          ...(about && !latest.current?.text && { text: zh.report.about(about) }),
        });
      } catch (error) {
        void Taro.showToast({ title: wordsOf(error), icon: 'none' });
      }
    },
    [change],
  );

  const ready = draft !== null;
  useEffect(() => {
    if (ready && placeCode && !latest.current?.attempt) void scanned(placeCode);
  }, [ready, placeCode, scanned]);

  const firstHouse = choices?.home.houses[0];
  useEffect(() => {
    if (ready && !placeCode && firstHouse && !latest.current?.place) {
      change({ place: { kind: 'house', houseId: firstHouse.houseId, label: firstHouse.label } });
    }
  }, [ready, placeCode, firstHouse, change]);

  useEffect(() => {
    if (!draft || done) return undefined;
    const whole = { ...draft, media: box.media };
    const timer = setTimeout(() => {
      if (!finished.current) saveDraft(whole);
    }, saveAfterMs);
    return () => clearTimeout(timer);
  }, [draft, box.media, done]);
  const saveNow = useCallback(() => {
    if (latest.current && !finished.current) saveDraft(latest.current);
  }, []);
  useDidHide(saveNow);
  useEffect(() => saveNow, [saveNow]);

  const loadTemplates = useCallback(async () => {
    try {
      setTemplates((await call(listSubscriptionTemplates, { query: { moment: 'report' } })).templateIds);
    } catch {
      // Without templates there is no question to ask; the inbox has the message all the same.
      setTemplates([]);
    }
  }, []);

  const send = useCallback(() => {
    void run(async () => {
      const whole = latest.current;
      if (!whole || (!whole.attempt && missingOf(whole))) return;
      const begun = beginAttempt(whole, () => ({ key: newKey(), body: bodyOf(whole, zh.report.fallbackText) }));
      const attempt = begun.attempt;
      if (!attempt) return;
      // Kept before it leaves: if the app dies now, the same command is repeated later.
      saveDraft(begun);
      change({ attempt });
      try {
        const repair = await call(reportRepair, { body: attempt.body, idempotencyKey: attempt.key });
        finished.current = true;
        dropDraft(begun);
        setDone(repair);
        void loadTemplates();
      } catch (error) {
        if (!isUnanswered(error)) {
          const free = refused(begun);
          saveDraft(free);
          change({ attempt: null });
        }
        throw error;
      }
    });
  }, [change, loadTemplates, run]);

  const waiting = draft?.attempt !== null && draft !== null && done === null;
  useEffect(() => (waiting ? wx.onOnline(send) : undefined), [waiting, send]);
  // A report that an earlier session sent without an answer is asked for again at once.
  const resumed = useRef(false);
  useEffect(() => {
    if (!ready || resumed.current) return;
    resumed.current = true;
    if (latest.current?.attempt) send();
  }, [ready, send]);

  const discard = useCallback(() => {
    if (latest.current) dropDraft(latest.current);
    box.reset([]);
    setDraft({ ...emptyDraft(), place: latest.current?.place ?? null });
    setWasKept(false);
  }, [box.reset]);

  const whole = latest.current;
  return {
    draft: whole,
    started: whole ? isStarted(whole) : false,
    wasKept,
    missing: whole ? missingOf(whole) : null,
    waiting,
    box,
    hearing,
    change,
    update,
    scanned,
    send,
    discard,
    busy,
    done,
    templates,
  };
};

export type Report = ReturnType<typeof useReport>;
