export interface WeappLaunch {
  /** Path of the first page; the package's own first page by default. */
  page?: string;
  /** Its query, as `a=1&b=2`. */
  query?: string;
  /** WeChat's number of the way in: 1011 scan, 1047 mini-program code. */
  scene?: number;
  /** Whom the simulator takes for the user. */
  resident?: string;
}
export interface WeappServer {
  origin: string;
  address(launch?: WeappLaunch): string;
  close(): Promise<void>;
}
export function serveWeapp(options: {
  /** Folder of the built package. */
  dist: string;
  /** Where the BFF listens. */
  apiOrigin: string;
  /** The API_BASE that was baked into the package. */
  apiBase?: string;
  port?: number;
}): Promise<WeappServer>;
