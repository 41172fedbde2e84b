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
  | 'dateSerial'
  | 'dateUnlikely'
  | 'occupancyUnknown'
  | 'occupancyAndTenant'
  | 'occupancyAndVacancy'
  | 'tenureUnknown'
  | 'plateUnreadable'
  | 'plateSeveral'
  | 'nameMissing'
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
  | 'remarkCut'
  | 'idLastFourBad'
  | 'idLastFourPadded'
  | 'textCut'
  | 'formula'
  | 'keyMissing'
  | 'buildingMissing'
  | 'buildingUnreadable'
  | 'buildingGuessed'
  | 'unitGuessed'
  | 'carriedFrom'
  | 'unitMissing'
  | 'unitUnreadable'
  | 'numberMissing'
  | 'numberUnreadable'
  | 'numberChinese'
  | 'numberSpaces'
  | 'numberJoined'
  | 'numberOutOfOrder'
  | 'addressUnreadable'
  | 'addressAndColumns'
  | 'addressPrefix'
  | 'codeTooLong'
  | 'sameAsRow'
  | 'conflictsWithRow'
  | 'spaceMissing'
  | 'spaceTooLong'
  | 'houseUnreadable'
  | 'houseUnknown'
  | 'houseAmbiguous';

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
