/** Thousandths as people read them: 1.25, 12.5, 350 — never more figures than the eye can use. */
export const amountOf = (thousandths: number): string => {
  const value = thousandths / 1000;
  const digits = value >= 100 || Number.isInteger(value) ? 0 : value >= 10 ? 1 : 2;
  return value
    .toFixed(digits)
    .replace(/\B(?=(\d{3})+(?!\d))/g, (found, _group, offset, whole) =>
      whole.includes('.') && offset > whole.indexOf('.') ? found : `,${found}`,
    );
};
