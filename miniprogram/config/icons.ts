/** Tinted ground and line of one icon, 24 by 24. They become CSS masks, so that an icon has the colour of its text. */
export const icons: Record<string, [string, string]> = {
  pin: [
    `<path d='M12 21s7-6 7-11.3a7 7 0 0 0-14 0C5 15 12 21 12 21z'/>`,
    `<path d='M12 21s7-6 7-11.3a7 7 0 0 0-14 0C5 15 12 21 12 21z'/><circle cx='12' cy='9.8' r='2.5'/>`,
  ],
  down: ['', `<path d='m5.5 9.5 6.5 6.5 6.5-6.5'/>`],
  next: ['', `<path d='m9.5 5.5 6.5 6.5-6.5 6.5'/>`],
  back: ['', `<path d='M14.5 5.5 8 12l6.5 6.5'/>`],
  close: ['', `<path d='m6 6 12 12M18 6 6 18'/>`],
  tick: ['', `<path d='m5 12.5 4.7 4.7L19.5 7'/>`],
  wrench: [
    `<path d='M14.9 3.6a5 5 0 0 0-4 6.5l-7 7a2.1 2.1 0 0 0 3 3l7-7a5 5 0 0 0 6.5-5.9l-2.8 2.8-2.7-.7-.7-2.7z'/>`,
    `<path d='M14.9 3.6a5 5 0 0 0-4 6.5l-7 7a2.1 2.1 0 0 0 3 3l7-7a5 5 0 0 0 6.5-5.9l-2.8 2.8-2.7-.7-.7-2.7z'/>`,
  ],
  mic: [
    `<rect x='9' y='3' width='6' height='11' rx='3'/>`,
    `<rect x='9' y='3' width='6' height='11' rx='3'/><path d='M5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3'/>`,
  ],
  home: [
    `<path d='M5 10.5 12 4.7l7 5.8V20H5z'/>`,
    `<path d='M3.5 11.5 12 4.3l8.5 7.2M5.5 10v9A1.2 1.2 0 0 0 6.7 20.2h10.6a1.2 1.2 0 0 0 1.2-1.2v-9M10 20v-4.6a1 1 0 0 1 1-1h2a1 1 0 0 1 1 1V20'/>`,
  ],
  list: [
    `<rect x='4.5' y='3.5' width='15' height='17' rx='2'/>`,
    `<rect x='4.5' y='3.5' width='15' height='17' rx='2'/><path d='M8 8.2h8M8 12h8M8 15.8h4.5'/>`,
  ],
  person: [
    `<path d='M4.5 20c.6-4 3.5-6 7.5-6s6.9 2 7.5 6z'/>`,
    `<circle cx='12' cy='8.3' r='4'/><path d='M4.3 20.2c.7-4 3.7-6 7.7-6s7 2 7.7 6'/>`,
  ],
  people: [
    `<circle cx='9' cy='8.5' r='3.5'/>`,
    `<circle cx='9' cy='8.5' r='3.5'/><path d='M2.8 19.5c.4-3.6 2.7-5.5 6.2-5.5s5.8 1.9 6.2 5.5M15.5 5.3a3.4 3.4 0 0 1 0 6.4M17.5 14.5c2.1.7 3.4 2.4 3.7 5'/>`,
  ],
  again: ['', `<path d='M19.5 12a7.5 7.5 0 1 1-2.3-5.4L19.5 9M19.5 4.5V9H15'/>`],
  camera: [
    `<rect x='3' y='7' width='18' height='12.5' rx='2.5'/>`,
    `<path d='M5.3 7h2.4l1.4-2.3h5.8L16.3 7h2.4A2.3 2.3 0 0 1 21 9.3v7.9a2.3 2.3 0 0 1-2.3 2.3H5.3A2.3 2.3 0 0 1 3 17.2V9.3A2.3 2.3 0 0 1 5.3 7z'/><circle cx='12' cy='13' r='3.5'/>`,
  ],
  album: [
    `<rect x='3.5' y='5' width='17' height='14' rx='2'/>`,
    `<rect x='3.5' y='5' width='17' height='14' rx='2'/><circle cx='8.5' cy='9.5' r='1.6'/><path d='m4 17 5-4.5 3.5 3 3-2.5 4.5 4'/>`,
  ],
  keyboard: [
    `<rect x='2.5' y='6' width='19' height='12.5' rx='2'/>`,
    `<rect x='2.5' y='6' width='19' height='12.5' rx='2'/><path d='M6 10v.1M9 10v.1M12 10v.1M15 10v.1M18 10v.1M7.5 14.8h9'/>`,
  ],
  drop: [
    `<path d='M12 3.5s6.5 6.7 6.5 11a6.5 6.5 0 0 1-13 0c0-4.3 6.5-11 6.5-11z'/>`,
    `<path d='M12 3.5s6.5 6.7 6.5 11a6.5 6.5 0 0 1-13 0c0-4.3 6.5-11 6.5-11z'/><path d='M9 15a3 3 0 0 0 2.5 2.7'/>`,
  ],
  shield: [
    `<path d='M12 3l7.5 2.5V12c0 4.5-3 7.5-7.5 9-4.5-1.5-7.5-4.5-7.5-9V5.5z'/>`,
    `<path d='M12 3l7.5 2.7V12c0 4.3-3 7.4-7.5 9-4.5-1.6-7.5-4.7-7.5-9V5.7z'/><path d='m8.7 12 2.4 2.4 4.3-4.6'/>`,
  ],
  phone: [
    `<path d='M6 4h3l1.5 4-2 1.5a11 11 0 0 0 6 6l1.5-2 4 1.5v3a1.6 1.6 0 0 1-1.7 1.6A15 15 0 0 1 4.4 5.7 1.6 1.6 0 0 1 6 4z'/>`,
    `<path d='M6.2 3.8h2.5l1.6 4.1-2 1.5a11.5 11.5 0 0 0 6.3 6.3l1.5-2 4.1 1.6v2.5a2 2 0 0 1-2.2 2A16 16 0 0 1 4.2 6a2 2 0 0 1 2-2.2z'/>`,
  ],
  chat: [
    `<path d='M4 5h16v11h-8l-4 4v-4H4z'/>`,
    `<path d='M5.5 4.5h13A1.5 1.5 0 0 1 20 6v9a1.5 1.5 0 0 1-1.5 1.5h-6L8 20.2v-3.7H5.5A1.5 1.5 0 0 1 4 15V6a1.5 1.5 0 0 1 1.5-1.5z'/><path d='M12 7.6v3.4M12 13.5v.1'/>`,
  ],
  building: [
    `<path d='M5 20V6l8-2.5V20z'/>`,
    `<path d='M5 20.5V6.3l8-2.8v17M13 9l6 1.8v9.7M3 20.5h18M8 9.5h2M8 13h2M8 16.5h2M16 14v.1M16 17v.1'/>`,
  ],
  clock: [`<circle cx='12' cy='12' r='8.5'/>`, `<circle cx='12' cy='12' r='8.5'/><path d='M12 7.3V12l3.2 2'/>`],
  search: ['', `<circle cx='10.8' cy='10.8' r='6.3'/><path d='m15.5 15.5 4.7 4.7'/>`],
  horn: [
    `<path d='M5 9.5h4l8-4v13l-8-4H5z'/>`,
    `<path d='M4 10.7A1.2 1.2 0 0 1 5.2 9.5H9l8-4.2v13.4l-8-4.2H5.2A1.2 1.2 0 0 1 4 13.3zM8 14.5l1.2 5M19.8 10.3a2.6 2.6 0 0 1 0 3.4'/>`,
  ],
  scan: [
    '',
    `<path d='M4 8.5V6a2 2 0 0 1 2-2h2.5M15.5 4H18a2 2 0 0 1 2 2v2.5M20 15.5V18a2 2 0 0 1-2 2h-2.5M8.5 20H6a2 2 0 0 1-2-2v-2.5M4 12h16'/>`,
  ],
  play: ['', `<path d='M8 5.5v13l10.5-6.5z' fill='#000'/>`],
  stop: ['', `<rect x='7' y='7' width='10' height='10' rx='1.5' fill='#000'/>`],
  star: ['', `<path d='m12 3.8 2.6 5.3 5.8.8-4.2 4.1 1 5.8-5.2-2.7-5.2 2.7 1-5.8-4.2-4.1 5.8-.8z'/>`],
  'star-on': ['', `<path d='m12 3.8 2.6 5.3 5.8.8-4.2 4.1 1 5.8-5.2-2.7-5.2 2.7 1-5.8-4.2-4.1 5.8-.8z' fill='#000'/>`],
  type: ['', `<path d='M3.5 18 8 6.5h.8L13.3 18M5.2 14h6.4M14.5 18l2.9-7.5h.6l2.9 7.5M15.6 15.5h4.2'/>`],
  bell: [
    `<path d='M6.5 16.5V11a5.5 5.5 0 0 1 11 0v5.5z'/>`,
    `<path d='M6.5 16.5V11a5.5 5.5 0 0 1 11 0v5.5l1.5 1.7H5zM10 20.5h4'/>`,
  ],
  door: [
    `<path d='M6 3.5h9V20H6z'/>`,
    `<path d='M6 20.5V5a1.5 1.5 0 0 1 1.5-1.5h9A1.5 1.5 0 0 1 18 5v15.5M3.5 20.5h17M14.5 11.8v1.4'/>`,
  ],
  cloud: [
    `<path d='M7 18.5a4 4 0 0 1-.5-8 5.5 5.5 0 0 1 10.5 1 3.6 3.6 0 0 1 0 7z'/>`,
    `<path d='M9.6 6.6A5.5 5.5 0 0 1 17 11.5a3.6 3.6 0 0 1 2.7 5.9M16 18.5H7a4 4 0 0 1-.5-8M4 4l16 16.5'/>`,
  ],
};

export interface Shape {
  outline?: string;
  solid?: string;
  /** Cut out of the solid part. */
  cut?: string;
}

/** The seventeen states, each with its own shape (tokens.json, status), 14 by 14. */
export const shapes: Record<string, Shape> = {
  waiting: { outline: `<circle cx='7' cy='7' r='4.6'/>` },
  assigned: { outline: `<circle cx='7' cy='7' r='4.6'/>`, solid: `<circle cx='7' cy='7' r='2'/>` },
  working: { outline: `<circle cx='7' cy='7' r='4.6'/>`, solid: `<path d='M7 2.4a4.6 4.6 0 0 1 0 9.2z'/>` },
  asking: { outline: `<path d='M2.5 3h9v6.2H7.5L5 11.5V9.2H2.5z'/>` },
  done: { solid: `<circle cx='7' cy='7' r='5.6'/>`, cut: `<path d='m4.5 7.2 1.8 1.8 3.2-3.6'/>` },
  overdue: { solid: `<path d='M7 1.4 13 12.2H1z'/>`, cut: `<path d='M7 5.2v3.2M7 10.3v.1'/>` },
  urgent: {
    solid: `<path d='M4.7 1.3h4.6l3.4 3.4v4.6l-3.4 3.4H4.7L1.3 9.3V4.7z'/>`,
    cut: `<path d='M7 4v3.6M7 9.8v.1'/>`,
  },
  due: { outline: `<path d='M7 1.8 12.2 7 7 12.2 1.8 7z'/>` },
  paid: { solid: `<path d='M7 1 13 7l-6 6-6-6z'/>`, cut: `<path d='m4.7 7.1 1.7 1.7 3-3.3'/>` },
  confirming: {
    outline: `<path d='M3.5 1.8h7M3.5 12.2h7M4.3 1.8c0 3 2.7 3.2 2.7 5.2s-2.7 2.2-2.7 5.2M9.7 1.8C9.7 4.8 7 5 7 7s2.7 2.2 2.7 5.2'/>`,
  },
  valid: { solid: `<path d='M1.5 3.5h11v2a1.6 1.6 0 0 0 0 3v2h-11v-2a1.6 1.6 0 0 0 0-3z'/>` },
  review: { outline: `<circle cx='7' cy='7' r='4.8'/><path d='M7 4.3V7l1.8 1.2'/>` },
  unbound: { outline: `<circle cx='7' cy='7' r='4.6' stroke-dasharray='2 1.9'/>` },
  verified: {
    solid: `<rect x='1.5' y='1.5' width='11' height='11' rx='1.5'/>`,
    cut: `<path d='m4.3 7.2 1.9 1.9 3.5-3.9'/>`,
  },
  diff: { outline: `<path d='M2.5 5.2h9M2.5 8.8h9M9.3 2 4.7 12'/>` },
  void: { outline: `<circle cx='7' cy='7' r='4.6'/><path d='M3.9 10.1 10.1 3.9'/>` },
  offline: {
    outline: `<path d='M4 10.5a2.3 2.3 0 0 1-.2-4.6M6 3.8a3.2 3.2 0 0 1 4.2 2.9 2 2 0 0 1 1 3.3M2.5 2l9 10'/>`,
  },
};

/** Heights of the bars that stand for a recording. */
export const waveBars = [
  6, 10, 16, 9, 14, 22, 12, 7, 15, 20, 11, 8, 18, 23, 14, 9, 6, 12, 19, 13, 8, 5, 10, 16, 21, 12, 9, 6, 11, 7,
];
