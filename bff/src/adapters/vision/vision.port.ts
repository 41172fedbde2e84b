export interface Seen {
  /** One of the labels that were asked for. */
  label: string;
  /** 0..10000 */
  confidenceBp: number;
}

/** What a picture shows, of given labels. Rejects with `ModelError` and nothing else. */
export interface VisionPort {
  /** The likeliest first, at most three; empty: nothing of these. */
  classify(picture: { bytes: Buffer; mime: string }, labels: readonly string[]): Promise<Seen[]>;
}
