export interface PastedRow {
  house: string;
  value: string;
}

/** Lines of a list as people paste them: a house, a gap or comma, a number. The others stay as they are. */
export const readPasted = (text: string): { rows: PastedRow[]; odd: string[] } => {
  const rows: PastedRow[] = [];
  const odd: string[] = [];
  for (const line of text.split('\n').map((one) => one.trim())) {
    if (line === '') continue;
    const match = /^(.*\S)(?:\s*[,，;；:：]\s*|\s+)([\d,.]+)\s*(?:吨|度|方|m³)?$/.exec(line);
    const [, house, value] = match ?? [];
    if (house === undefined || value === undefined) odd.push(line);
    else rows.push({ house: house.replace(/[\s,，;；:：]+$/, ''), value });
  }
  return { rows, odd };
};
