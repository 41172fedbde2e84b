import { spanNamed } from './period';

describe('periods of the books', () => {
  it('this month and this year end today', () => {
    expect(spanNamed('month', '2026-11-23')).toEqual({ from: '2026-11-01', to: '2026-11-23' });
    expect(spanNamed('year', '2026-11-23')).toEqual({ from: '2026-01-01', to: '2026-11-23' });
  });

  it('the month before is whole, over the turn of the year and in leap years', () => {
    expect(spanNamed('last', '2027-01-02')).toEqual({ from: '2026-12-01', to: '2026-12-31' });
    expect(spanNamed('last', '2028-03-31')).toEqual({ from: '2028-02-01', to: '2028-02-29' });
    expect(spanNamed('last', '2026-03-01')).toEqual({ from: '2026-02-01', to: '2026-02-28' });
  });
});
