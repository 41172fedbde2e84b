import type { ProblemTypeView } from 'shared-types/repair';

/** A report at the kiosk while it is made. */
export interface Draft {
  house: { id: string; label: string } | null;
  /** Null: left to the recogniser. */
  type: ProblemTypeView | null;
  spot: string;
  emergency: string;
  text: string;
  phone: string;
  /** What was said aloud; `spoken`: the text is what a machine heard of it. */
  recording: { fileId: string; spoken: boolean } | null;
}
