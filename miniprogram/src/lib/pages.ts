/** Where each page is, so that a moved page breaks one line. */
export const pages = {
  home: '/tabs/home/index',
  progress: '/tabs/progress/index',
  me: '/tabs/me/index',
  signIn: '/features/identity/pages/sign-in/index',
  givePhone: '/features/identity/pages/phone/index',
  apply: '/features/identity/pages/apply/index',
  bindings: '/features/identity/pages/bindings/index',
  members: (houseId: string, label: string) =>
    `/features/identity/pages/members/index?house=${houseId}&label=${encodeURIComponent(label)}`,
  privacy: '/features/identity/pages/privacy/index',
  report: '/features/repair/pages/report/index',
  repair: (id: string) => `/features/repair/pages/detail/index?id=${id}`,
  rate: (id: string) => `/features/repair/pages/rate/index?id=${id}`,
  addTo: (id: string) => `/features/repair/pages/add/index?id=${id}`,
  inbox: '/features/notification/pages/inbox/index',
} as const;
