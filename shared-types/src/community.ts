import { contract } from './contract.js';
import { FenAmount } from './money.js';
import { Id, Instant, optionalText, PageQuery, text, z } from './schemas.js';

export const houseKinds = ['house', 'shop'] as const;
export const occupancies = ['self', 'let', 'vacant', 'unknown'] as const;
export type Occupancy = (typeof occupancies)[number];

export const BuildingView = z.object({
  id: Id,
  /** 3栋, 商铺 */
  name: z.string(),
  units: z.array(z.object({ id: Id, name: z.string() })),
  houseCount: z.int(),
});
export type BuildingView = z.infer<typeof BuildingView>;

export const listBuildings = contract({
  name: 'listBuildings',
  summary: '楼栋与单元',
  method: 'GET',
  path: '/staff/buildings',
  auth: { as: ['staff'], may: 'house.read' },
  response: z.object({
    items: z.array(BuildingView),
    totals: z.object({ houses: z.int(), shops: z.int(), parkingSpaces: z.int(), bound: z.int(), pending: z.int() }),
  }),
  errors: [],
});

/** What a house owes; null for staff who may not read arrears. */
const HouseArrears = z.nullable(z.object({ dueFen: FenAmount, overdueFen: FenAmount }));

/** One cell of the building grid (look 11). */
export const HouseCell = z.object({
  id: Id,
  unitId: z.nullable(Id),
  /** 1102, S1 */
  number: z.string(),
  floor: z.nullable(z.int()),
  occupancy: z.enum(occupancies),
  bound: z.boolean(),
  pendingBindings: z.int(),
  openRequests: z.int(),
  arrears: HouseArrears,
  /** Of its door, to print a whole building's codes. */
  placeCode: z.string(),
});
export type HouseCell = z.infer<typeof HouseCell>;

export const readBuildingGrid = contract({
  name: 'readBuildingGrid',
  summary: '楼盘表：一栋楼的每一户',
  method: 'GET',
  path: '/staff/buildings/:id/grid',
  auth: { as: ['staff'], may: 'house.read', on: { param: 'id', of: 'place', within: 'community' } },
  params: z.object({ id: Id }),
  response: z.object({ building: BuildingView, cells: z.array(HouseCell) }),
  errors: ['place.not_found'],
});

export const HouseRow = z.object({
  id: Id,
  label: z.string(),
  kind: z.enum(houseKinds),
  layout: z.nullable(z.string()),
  /** Built-up area in hundredths of a square metre: 89.5 m² = 8950. */
  areaHundredths: z.nullable(z.int()),
  occupancy: z.enum(occupancies),
  /** Names in the ledger, given names masked. */
  ledgerNames: z.array(z.string()),
  bound: z.boolean(),
  pendingBindings: z.int(),
  openRequests: z.int(),
});
export type HouseRow = z.infer<typeof HouseRow>;

export const listHouses = contract({
  name: 'listHouses',
  summary: '房屋列表',
  method: 'GET',
  path: '/staff/houses',
  auth: { as: ['staff'], may: 'house.read' },
  query: z.object({
    q: z.optional(z.string().check(z.maxLength(40))),
    buildingId: z.optional(Id),
    occupancy: z.optional(z.enum(occupancies)),
    binding: z.optional(z.enum(['bound', 'unbound', 'pending'])),
    ...PageQuery,
  }),
  response: z.object({ items: z.array(HouseRow), nextCursor: z.nullable(z.string()), total: z.int() }),
  errors: [],
});

export const PersonView = z.object({
  id: Id,
  name: z.string(),
  /** 199****7919, in the order of the ledger. */
  phonesMasked: z.array(z.string()),
  role: z.enum(['owner', 'tenant']),
  idLastFour: z.nullable(z.string()),
});

export const HouseView = z.object({
  id: Id,
  label: z.string(),
  buildingName: z.string(),
  unitName: z.nullable(z.string()),
  number: z.string(),
  floor: z.nullable(z.int()),
  kind: z.enum(houseKinds),
  layout: z.nullable(z.string()),
  areaHundredths: z.nullable(z.int()),
  occupancy: z.enum(occupancies),
  vacantSince: z.nullable(z.string()),
  handedOverOn: z.nullable(z.string()),
  remark: z.nullable(z.string()),
  people: z.array(PersonView),
  bindings: z.array(
    z.object({
      id: Id,
      displayName: z.string(),
      phoneMasked: z.nullable(z.string()),
      role: z.enum(['owner', 'family', 'tenant']),
      status: z.enum(['pending', 'active']),
      since: Instant,
    }),
  ),
  parkingSpaces: z.array(z.object({ id: Id, number: z.string(), plate: z.nullable(z.string()) })),
  requests: z.array(
    z.object({ id: Id, number: z.string(), title: z.string(), status: z.string(), createdAt: Instant }),
  ),
  /** Code on the door that a worker scans to sign in; also the scene of its mini-program code. */
  placeCode: z.string(),
  actions: z.array(z.enum(['transfer', 'unmask', 'report'])),
});
export type HouseView = z.infer<typeof HouseView>;

export const readHouse = contract({
  name: 'readHouse',
  summary: '一户的全部情况',
  method: 'GET',
  path: '/staff/houses/:id',
  auth: { as: ['staff'], may: 'house.read', on: { param: 'id', of: 'house', within: 'community' } },
  params: z.object({ id: Id }),
  response: HouseView,
  errors: ['house.not_found'],
});

/** The resale of a house: the ledger's people change, and every binding of the house ends at once. */
export const transferHouse = contract({
  name: 'transferHouse',
  summary: '过户：换业主，原来的绑定立即失效',
  method: 'POST',
  path: '/staff/houses/:id/transfer',
  auth: { as: ['staff'], may: 'house.write', on: { param: 'id', of: 'house', within: 'community' } },
  params: z.object({ id: Id }),
  body: z.object({
    owners: z
      .array(z.object({ name: text(30), phone: z.optional(z.string().check(z.trim(), z.maxLength(30))) }))
      .check(z.minLength(1), z.maxLength(10)),
    reason: text(200),
  }),
  response: HouseView,
  idempotent: true,
  errors: ['house.not_found', 'request.invalid'],
});

/** Audited with its reason (experience.md, Data protection). */
export const unmaskPerson = contract({
  name: 'unmaskPerson',
  summary: '看完整电话号码，记入审计',
  method: 'POST',
  path: '/staff/people/:id/unmask',
  auth: { as: ['staff'], may: 'person.unmask', on: { param: 'id', of: 'person', within: 'community' } },
  params: z.object({ id: Id }),
  body: z.object({ reason: text(100) }),
  response: z.object({ name: z.string(), phones: z.array(z.string()) }),
  errors: ['person.not_found', 'rate.limited'],
});

export const ParkingSpaceView = z.object({
  id: Id,
  number: z.string(),
  zone: z.nullable(z.string()),
  tenure: z.enum(['owned', 'leased', 'unknown']),
  houseId: z.nullable(Id),
  houseLabel: z.nullable(z.string()),
  plate: z.nullable(z.string()),
});
export type ParkingSpaceView = z.infer<typeof ParkingSpaceView>;

export const listParkingSpaces = contract({
  name: 'listParkingSpaces',
  summary: '车位列表',
  method: 'GET',
  path: '/staff/parking-spaces',
  auth: { as: ['staff'], may: 'house.read' },
  query: z.object({ q: z.optional(z.string().check(z.maxLength(40))), ...PageQuery }),
  response: z.object({ items: z.array(ParkingSpaceView), nextCursor: z.nullable(z.string()), total: z.int() }),
  errors: [],
});

export const PublicAreaView = z.object({
  id: Id,
  name: z.string(),
  buildingId: z.nullable(Id),
  placeCode: z.string(),
});
export type PublicAreaView = z.infer<typeof PublicAreaView>;

export const listPublicAreas = contract({
  name: 'listPublicAreas',
  summary: '公共区域',
  method: 'GET',
  path: '/staff/public-areas',
  auth: { as: ['staff'], may: 'request.read' },
  response: z.object({ items: z.array(PublicAreaView) }),
  errors: [],
});

export const createPublicArea = contract({
  name: 'createPublicArea',
  summary: '新增公共区域',
  method: 'POST',
  path: '/staff/public-areas',
  auth: { as: ['staff'], may: 'place.manage' },
  body: z.object({ name: text(40), buildingId: z.optional(Id) }),
  response: PublicAreaView,
  idempotent: true,
  errors: ['place.not_found'],
});

/** getwxacodeunlimit behind it (wechat.md 3.6): the mini-program code to print and stick on. */
export const readPlaceCodeImage = contract({
  name: 'readPlaceCodeImage',
  summary: '门牌或区域的小程序码图片',
  method: 'GET',
  path: '/staff/places/:code/image',
  auth: { as: ['staff'], may: 'house.read' },
  params: z.object({ code: z.string().check(z.maxLength(32)) }),
  produces: 'image/jpeg',
  errors: ['place.code_unknown', 'upstream.unavailable'],
});

/** The place code alone as a plain QR: the camera of a web page reads it, which it cannot with a mini-program code. */
export const readPlaceQr = contract({
  name: 'readPlaceQr',
  summary: '门牌或区域的二维码（师傅签到用）',
  method: 'GET',
  path: '/staff/places/:code/qr',
  auth: { as: ['staff'], may: 'house.read' },
  params: z.object({ code: z.string().check(z.maxLength(32)) }),
  produces: 'image/svg+xml',
  errors: ['place.code_unknown'],
});

export const PlaceView = z.object({
  kind: z.enum(['house', 'area']),
  id: Id,
  communityId: Id,
  label: z.string(),
});
export type PlaceView = z.infer<typeof PlaceView>;

/** What a scanned code stands for. An owner sees public areas, and houses of their own. */
export const readPlace = contract({
  name: 'readPlace',
  summary: '扫到的码是哪里',
  method: 'GET',
  path: '/places/:code',
  auth: { as: ['owner', 'staff'] },
  params: z.object({ code: z.string().check(z.maxLength(64)) }),
  response: PlaceView,
  errors: ['place.code_unknown'],
});

export const createCommunity = contract({
  name: 'createCommunity',
  summary: '新建小区',
  method: 'POST',
  path: '/staff/communities',
  auth: { as: ['staff'], may: 'community.manage' },
  body: z.object({ name: text(40), servicePhone: optionalText(20) }),
  response: z.object({ id: Id, name: z.string() }),
  idempotent: true,
  errors: [],
});
