import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { type RecognitionView, recogniseText } from 'shared-types/recognition';
import { call } from '../../lib/api';

const restMs = 600;
const leastLetters = 2;

/** What the words typed so far sound like; asked again when the typing rests. Null: too little to tell, or no answer. */
export const useRecognition = (text: string, enabled: boolean): { said: RecognitionView | null; busy: boolean } => {
  const [rested, setRested] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setRested(text.trim()), restMs);
    return () => clearTimeout(timer);
  }, [text]);
  const worth = enabled && rested.length >= leastLetters;
  const query = useQuery({
    queryKey: [recogniseText.name, rested],
    queryFn: () => call(recogniseText, { body: { text: rested } }),
    enabled: worth,
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
  });
  return { said: worth ? (query.data ?? null) : null, busy: worth && query.isFetching };
};
