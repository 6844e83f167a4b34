/** One event, as a row. `seq` is the order of arrival: several events of one batch share their millisecond. */
export interface Row extends RowHeader {
  /** JSON; emptied on completion, when only the tombstone remains. */
  readonly payload: string | null;
  readonly claim_token: string | null;
  readonly claim_owner: string | null;
  readonly claimed_at: number | null;
  readonly ended_at: number | null;
  readonly failure: string | null;
}

/** It waits, or is being handled. */
export const HELD = "status IN ('pending', 'claimed')";

/** The columns that are needed to choose among waiting events, without their payload. */
export interface RowHeader {
  readonly seq: number;
  readonly id: string;
  readonly status: 'pending' | 'claimed' | 'completed' | 'failed';
  readonly lane: string | null;
  readonly received_at: number;
  readonly updated_at: number;
  readonly attempts: number;
  readonly last_attempt_at: number | null;
  readonly last_error: string | null;
}

export const HEADER_COLUMNS = 'seq, id, status, lane, received_at, updated_at, attempts, last_attempt_at, last_error';
