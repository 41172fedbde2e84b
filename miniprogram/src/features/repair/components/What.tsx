import { Input, Text, View } from '@tarojs/components';
import { useState } from 'react';
import type { ProblemTypeView } from 'shared-types/repair';
import { zh } from '../../../locales/zh-CN';
import { fieldLabel } from '../../../ui/aria';
import { Button } from '../../../ui/Button';
import { Icon } from '../../../ui/Icon';
import { Option } from '../../../ui/Option';
import { Tap } from '../../../ui/Tap';
import { deskDecides } from '../draft';
import { leaveSuggestion, suggestionOf, takeSuggestion } from '../perceived';
import { rankTypes, searchTypes } from '../suggest';
import { answer, choose, heardNow, leaveToDesk, questionOf } from '../typing';
import type { Report } from '../useReport';
import { Chosen } from './Chosen';
import { MayBeOff } from './MayBeOff';
import { StepHead } from './StepHead';

const words = zh.report;
/** Shown before all are asked for; one of them is meant nearly always. */
const likely = 6;

/** What was heard first, then what our own words suggest. */
const orderOf = (types: readonly ProblemTypeView[], report: Report): ProblemTypeView[] => {
  const ranked = rankTypes(types, report.draft?.text ?? '');
  const top3 = report.draft ? heardNow(report.draft)?.top3 : undefined;
  const heard = (top3 ?? []).flatMap(({ id }) => ranked.find((type) => type.id === id) ?? []);
  return [...heard, ...ranked.filter((type) => !heard.includes(type))];
};

/** It may be an emergency: asked, never guessed. */
const MaybeUrgent = ({ report }: { report: Report }) => {
  const question = report.draft ? questionOf(report.draft) : null;
  if (!question) return null;
  const say = (yes: boolean) => () => report.update((draft) => answer(draft, question, yes));
  return (
    <View className="card pad-card maybe-urgent">
      <Text className="fs-m w6 td line">{words.isItUrgent(question.words)}</Text>
      <View className="row g2 maybe-acts">
        <Button word={words.isUrgent} kind="dan" onTap={say(true)} />
        <Button word={words.notUrgent} onTap={say(false)} />
      </View>
    </View>
  );
};

/** What a picture seems to show: offered with how sure, taken or left. */
const SeenInPicture = ({ report }: { report: Report }) => {
  const seen = report.draft ? suggestionOf(report.draft) : null;
  if (!seen) return null;
  return (
    <View className="card pad-card maybe-urgent seen-in-picture">
      <Text className="fs-m w6 line">{words.seenAs(seen.name, seen.confidencePercent)}</Text>
      <View className="row g2 maybe-acts">
        <Button word={words.seenRight} kind="sec" onTap={() => report.update(takeSuggestion)} />
        <Button word={words.seenWrong} onTap={() => report.update(leaveSuggestion)} />
      </View>
    </View>
  );
};

const Search = ({ value, onChange }: { value: string; onChange: (value: string) => void }) => (
  <View className="what-search">
    <Icon name="search" size={20} className="t3" />
    <Input
      className="what-input"
      value={value}
      placeholder={words.whatSearch}
      {...fieldLabel(words.whatSearch)}
      onInput={({ detail }) => onChange(detail.value)}
    />
  </View>
);

const Choices = ({ types, report }: { types: readonly ProblemTypeView[]; report: Report }) => {
  const [search, setSearch] = useState('');
  const [all, setAll] = useState(false);
  const found = search.trim() ? searchTypes(types, search) : orderOf(types, report);
  const toDesk = report.draft ? deskDecides(report.draft) : false;
  const unsure = !toDesk && report.draft !== null && heardNow(report.draft)?.problemType === null;
  return (
    <View>
      {unsure ? <Text className="t2 line what-why">{words.unsure}</Text> : null}
      {toDesk ? <Text className="t2 line what-why">{words.deskWhy}</Text> : null}
      {all ? <Search value={search} onChange={setSearch} /> : null}
      <View className="opts">
        {(all ? found : found.slice(0, likely)).map((type) => (
          <Option
            key={type.id}
            word={type.name}
            on={false}
            onTap={() => report.update((draft) => choose(draft, type))}
          />
        ))}
        <Option word={words.deskDecides} on={toDesk} onTap={() => report.update(leaveToDesk)} />
        {all ? null : (
          <Tap className="opt what-all" label={words.whatAll(types.length)} onTap={() => setAll(true)}>
            <Text>{words.whatAll(types.length)}</Text>
            <Icon name="down" size={16} />
          </Tap>
        )}
      </View>
      {found.length === 0 ? <Text className="t2">{words.whatNone}</Text> : null}
    </View>
  );
};

/** The kind of trouble: as it was heard, chosen of the likeliest, found by a word, or left to the property. */
export const What = ({ types, report }: { types: readonly ProblemTypeView[]; report: Report }) => {
  const chosen = types.find(({ id }) => id === report.draft?.type?.id);
  const place = report.draft?.place;
  const ok = chosen !== undefined || (report.draft !== null && deskDecides(report.draft));
  const note = chosen && report.draft?.by === 'heard' ? { note: words.heardNote } : {};
  return (
    <>
      <StepHead no={1} title={words.what} ok={ok} {...note} />
      <SeenInPicture report={report} />
      {chosen ? <Chosen type={chosen} report={report} /> : <Choices types={types} report={report} />}
      {chosen && place?.kind === 'house' && place.houseId ? (
        <MayBeOff key={place.houseId} houseId={place.houseId} typeId={chosen.id} />
      ) : null}
      <MaybeUrgent report={report} />
    </>
  );
};
