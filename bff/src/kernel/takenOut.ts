/** Stands in a text for what would give somebody away. */
export const takenOut = '＊＊';
