/**
 * Hikvision's ISAPI, as far as doors need it: we call the terminal, with what the registry holds to sign in there.
 * What was confirmed by which public source stands in docs/decisions/0020.
 */

/** Where a terminal is called, and as whom. */
export interface IsapiLogin {
  /** http://10.0.3.7 */
  address: string;
  username: string;
  password: string;
}

export interface IsapiDeviceInfo {
  model: string;
  firmware: string;
  /** It has a library of faces. */
  faces: boolean;
}

export interface IsapiPerson {
  /** Ours: letters and digits, at most 32; says nothing of who it is. */
  employeeNo: string;
  /** On its screen, at most 32 characters. */
  name: string;
}

/** A card of a person who is there for this card alone: it comes and goes without touching anybody's face. */
export interface IsapiCard extends IsapiPerson {
  /** As the reader says it: digits. */
  cardNo: string;
}

/** Where it shall push its events. */
export interface IsapiPush {
  url: URL;
}

export type IsapiFault =
  /** Nothing was sent, or it is left in peace for a while because it did not answer. It may be tried again. */
  | 'unreachable'
  /** Sent, and no whole answer: it may have been done. */
  | 'no_answer'
  /** The name or the password is not what it knows. */
  | 'refused'
  /** It does not have this ability. */
  | 'unsupported'
  /** It finds no face in the picture, or one that is too poor. */
  | 'bad_photo'
  /** It holds as many as it can. */
  | 'full'
  /** It has something else to do just now. */
  | 'busy'
  /** It has this card already, for somebody whom it does not know from us. */
  | 'card_taken'
  /** It understood and will not, or answered what nobody understands. */
  | 'rejected';

/** Holds neither address, password nor what was sent. */
export class IsapiError extends Error {
  override readonly name = 'IsapiError';
  constructor(
    readonly fault: IsapiFault,
    /** The terminal's own word for it. */
    readonly said: string | null = null,
  ) {
    super(`ISAPI: ${fault}${said ? ` (${said})` : ''}`);
  }
}

/** Every call rejects with IsapiError and nothing else. */
export interface IsapiPort {
  readDevice(login: IsapiLogin): Promise<IsapiDeviceInfo>;
  /** It pushes what happens at the door to this address from now on. */
  setPush(login: IsapiLogin, push: IsapiPush): Promise<void>;
  /** Once: a door that is told twice opens twice. */
  openDoor(login: IsapiLogin): Promise<void>;
  /** Puts a person there, or as they are now; several times is once. A person may always pass by other ways too. */
  putPerson(login: IsapiLogin, person: IsapiPerson): Promise<void>;
  /** In the place of the one that was there. The person is there already. JPEG of at most 200 KB. */
  putFace(login: IsapiLogin, employeeNo: string, jpeg: Buffer): Promise<void>;
  /** With the face; returns when the terminal itself says that neither is there any more. */
  removePerson(login: IsapiLogin, employeeNo: string): Promise<void>;
  /** Whom it holds, and whether with a face. Both null: nobody of this number. */
  findPerson(login: IsapiLogin, employeeNo: string): Promise<{ name: string; hasFace: boolean } | null>;
  /** Puts the card and its person there; several times is once. Returns when the terminal itself says that it has it. */
  putCard(login: IsapiLogin, card: IsapiCard): Promise<void>;
  /** With its person; returns when the terminal itself says that neither is there. The same number of others stays. */
  removeCard(login: IsapiLogin, card: Omit<IsapiCard, 'name'>): Promise<void>;
  /** Whose it is there; null: it has no such card. */
  findCard(login: IsapiLogin, cardNo: string): Promise<{ employeeNo: string } | null>;
}
