/** What was found, and what it answers. Holds nothing of whoever asks but the words of the question. */
export interface ToPhrase {
  question: string;
  passage: { title: string; text: string };
}

/** Puts what was found into words for a question. Rejects with `ModelError` and nothing else. */
export interface PhrasingPort {
  /** Null: it has nothing to say. What it says is not to be believed: the caller compares it with the passage. */
  phrase(what: ToPhrase): Promise<string | null>;
}
