/** A recording as it was made. */
export interface Recording {
  bytes: Buffer;
  /** audio/mpeg, audio/mp4, audio/webm … */
  mime: string;
  durationMs: number | null;
}

export interface Transcript {
  /** At most 1000 characters, never empty. */
  text: string;
}

/** Speech into words. Rejects with `ModelError` and nothing else. */
export interface SpeechPort {
  /** Null: there are no words in it. */
  transcribe(recording: Recording): Promise<Transcript | null>;
}
