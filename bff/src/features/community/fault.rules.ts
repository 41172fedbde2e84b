/** Everything that a row of a ledger can be doubtful for; locales/ledger.ts says it in staff's words. */
export type FaultCode =
  | 'areaMissing'
  | 'areaUnreadable'
  | 'areaNegative'
  | 'areaZero'
  | 'areaHuge'
  | 'areaAbout'
  | 'areaRounded'
  | 'dateUnreadable'
  | 'dateImpossible'
  | 'dateWithoutDay'
  | 'dateShortYear'
  | 'dateUnlikely'
  | 'occupancyUnknown'
  | 'occupancyAndTenant'
  | 'tenureUnknown'
  | 'plateUnreadable'
  | 'plateSeveral'
  | 'nameMissing'
  | 'nameMissingWithPhone'
  | 'nameFormula'
  | 'nameDigits'
  | 'nameTooLong'
  | 'nameUnusual'
  | 'nameSplit'
  | 'nameJoined'
  | 'nameNote'
  | 'peopleTooMany'
  | 'phoneShort'
  | 'phoneLong'
  | 'phoneBad'
  | 'phoneNone'
  | 'phoneRounded'
  | 'phoneExtension'
  | 'phoneWords'
  | 'phoneLabelUnknown'
  | 'phonesTooMany'
  | 'tenantUnreadable'
  | 'remarkPhone'
  | 'idLastFourBad'
  | 'idLastFourPadded'
  | 'textCut'
  | 'formula'
  | 'buildingMissing'
  | 'buildingMissingBetween'
  | 'buildingUnreadable'
  | 'unitGuessed'
  | 'unitUnreadable'
  | 'numberMissing'
  | 'numberUnreadable'
  | 'numberOdd'
  | 'numberOutOfOrder'
  | 'addressAndColumns'
  | 'addressPrefix'
  | 'codeTooLong'
  | 'sameAsRow'
  | 'conflictsWithRow'
  | 'spaceMissing'
  | 'spaceTooLong'
  | 'houseUnreadable'
  | 'houseUnknown'
  | 'houseAmbiguous'
  | 'emptyRow'
  | 'titleRow'
  | 'headingRow'
  | 'headingRowLeavingOut'
  | 'totalRow'
  | 'noteRow'
  | 'ignoredSheet';

export interface Fault {
  code: FaultCode;
  /** error: the row must be mended or set aside. warning: staff may take the row as it is. */
  severity: 'error' | 'warning';
  /** What the sentence names: the office's own words, a number of a row. */
  words: string[];
}

export const error = (code: FaultCode, ...words: (string | number)[]): Fault => ({
  code,
  severity: 'error',
  words: words.map(String),
});

export const warning = (code: FaultCode, ...words: (string | number)[]): Fault => ({
  code,
  severity: 'warning',
  words: words.map(String),
});

/** A value that was read, or null, with what is doubtful about it. */
export interface Reading<T> {
  value: T;
  faults: Fault[];
}

export const reading = <T>(value: T, ...faults: Fault[]): Reading<T> => ({ value, faults });
