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
  stopRecording(): Promise<LocalFile & { durationMs: number }>;
  /** Copies a picked file to where it outlives a restart; null where the platform cannot. */
  keep(file: LocalFile): Promise<string | null>;
  /** A usable path of a kept file, or null when it is gone. */
  reopen(kept: string): Promise<LocalFile | null>;
  forget(kept: string): Promise<void>;

  /** Only inside a tap handler (WeChat's rule). */
  requestSubscribe(templateIds: string[]): Promise<Record<string, SubscribeResult>>;

  /** Whether the system's own setting asks for large type. */
  wantsLargeType(): boolean;
  isDark(): boolean;
  onThemeChange(changed: (dark: boolean) => void): void;
  onOnline(online: () => void): () => void;
  /** Pixels kept free at the top, and how far a head may reach to the right before WeChat's capsule. */
  safeHead(): { top: number; right: number };
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

export type SubscribeResult = 'accept' | 'reject' | 'ban' | 'filter' | 'acceptWithAudio';
export const subscribeResults: readonly string[] = ['accept', 'reject', 'ban', 'filter', 'acceptWithAudio'];
