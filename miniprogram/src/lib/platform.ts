/** What the product asks of the platform; `wx.weapp.ts` answers in WeChat, `wx.h5.ts` with the simulator's help. */
export interface Platform {
  /** True where a simulator stands in for WeChat. */
  readonly simulated: boolean;
  /** A one-time code of wx.login, or null when nobody has been chosen to play the resident (H5). */
  loginCode(): Promise<string | null>;
  /** H5 only: asks the simulator for the code that WeChat's own button gives in a mini-program. */
  phoneCode(): Promise<string | null>;
  /** H5 only: who can play the resident. */
  residents(): Promise<Resident[]>;
  chooseResident(id: string | null): void;

  request(request: PlatformRequest): Promise<PlatformAnswer>;
  upload(upload: PlatformUpload): PlatformUploadTask;
  openSocket(url: string, on: SocketEvents): PlatformSocket;
  /** Where the API is: '' is the page's own origin. */
  readonly apiBase: string;

  /** The text of a scanned code, or null when given up. */
  scanCode(): Promise<string | null>;
  choosePictures(count: number, from: PictureSource): Promise<LocalFile[]>;
  /** Shows pictures large; `current` is one of them. */
  showPictures(urls: string[], current: string): void;
  readonly canRecord: boolean;
  startRecording(): Promise<void>;
  stopRecording(): Promise<Recorded>;
  /** Copies a picked file to where it outlives a restart; null where the platform cannot. */
  keep(file: LocalFile): Promise<string | null>;
  /** A usable path of a kept file, or null when it is gone. */
  reopen(kept: string): Promise<LocalFile | null>;
  forget(kept: string): Promise<void>;

  /** Only inside a tap handler (WeChat's rule). */
  requestSubscribe(templateIds: string[]): Promise<Record<string, SubscribeResult>>;

  /** Shows WeChat's own payment. Its answer is never proof that money came: ask the server. */
  requestPayment(order: PaymentOrder): Promise<PaymentAnswer>;
  /** Opens WeChat's own signing page. Coming back says nothing about what was done there: ask the server. */
  openSigning(jump: SigningJump): Promise<void>;
  /** Fetches a PDF and shows it; rejects when it does not come. */
  openDocument(document: RemoteFile): Promise<void>;
  /** Fetches a file to keep. Null: the browser keeps it; a path: `sendFile` takes it to a chat. */
  fetchFile(file: RemoteFile): Promise<string | null>;
  /** Only inside a tap handler (WeChat's rule): a mini-program keeps files by sending them to a chat. */
  sendFile(path: string, name: string): Promise<void>;

  /** Null: this platform has none (a browser). */
  readonly bluetooth: Bluetooth | null;

  /** Whether the system's own setting asks for large type. */
  wantsLargeType(): boolean;
  isDark(): boolean;
  onThemeChange(changed: (dark: boolean) => void): void;
  onOnline(online: () => void): () => void;
  /** Pixels kept free at the top, and how far a head may reach to the right before WeChat's capsule. */
  safeHead(): { top: number; right: number };
}

/**
 * `off`: the phone's Bluetooth; `denied`: WeChat may not use it; `location`: Android finds nothing without it; `far`: none
 * of them answers here; `lost`: the connection broke; `unsupported`: this phone cannot.
 */
export const bluetoothFaults = ['off', 'denied', 'location', 'far', 'lost', 'unsupported'] as const;
export type BluetoothFault = (typeof bluetoothFaults)[number];

export class BluetoothError extends Error {
  override readonly name = 'BluetoothError';
  constructor(readonly fault: BluetoothFault) {
    super(fault);
  }
}

export interface Bluetooth {
  /** Connects to the nearest of the devices that advertise one of these tags (hex); rejects with a BluetoothError. */
  connect(tags: readonly string[]): Promise<BluetoothConnection>;
}

export interface BluetoothConnection {
  /** Which of them it is. */
  tag: string;
  write(frame: Uint8Array): Promise<void>;
  onTold(told: (frame: Uint8Array) => void): void;
  close(): Promise<void>;
}

export type PictureSource = 'camera' | 'album';

export interface Resident {
  id: string;
  name: string;
  phone: string;
  note: string | null;
}

export interface LocalFile {
  path: string;
  name: string;
  bytes: number;
}

/** A recording, with the words where the platform itself hears them. */
export interface Recorded extends LocalFile {
  durationMs: number;
  words: string | null;
}

export interface PlatformRequest {
  method: string;
  url: string;
  headers: Record<string, string>;
  body?: string;
}

export interface PlatformAnswer {
  status: number;
  headers: Record<string, string>;
  body: unknown;
}

export interface RemoteFile {
  url: string;
  headers: Record<string, string>;
  name: string;
}

export interface PlatformUpload {
  url: string;
  file: LocalFile;
  headers: Record<string, string>;
  onProgress: (percent: number) => void;
}

export interface PlatformUploadTask {
  done: Promise<PlatformAnswer>;
  abort(): void;
}

export interface SocketEvents {
  open(): void;
  message(text: string): void;
  closed(): void;
}

export interface PlatformSocket {
  send(text: string): void;
  close(): void;
}

/** What the server signed for wx.requestPayment. */
export interface PaymentOrder {
  timeStamp: string;
  nonceStr: string;
  package: string;
  signType: 'RSA';
  paySign: string;
}

/** `done`: WeChat says so; `cancelled`: nothing was paid; `unknown`: only the server can tell. */
export type PaymentAnswer = 'done' | 'cancelled' | 'unknown';

/** What the server signed for wx.navigateToMiniProgram. */
export interface SigningJump {
  appId: string;
  path: string;
  extraData: Record<string, string>;
}

export type SubscribeResult = 'accept' | 'reject' | 'ban' | 'filter' | 'acceptWithAudio';
export const subscribeResults: readonly string[] = ['accept', 'reject', 'ban', 'filter', 'acceptWithAudio'];
