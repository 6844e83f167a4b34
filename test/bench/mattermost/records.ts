/** As much of Mattermost's records as OpenClaw's plugin reads. Times are milliseconds since 1970. */
export interface User {
  readonly id: string;
  readonly username: string;
  readonly create_at: number;
  readonly update_at: number;
  readonly delete_at: number;
  readonly is_bot: boolean;
}

export interface Channel {
  readonly id: string;
  /** `O` is open to a team, `D` is between two people. */
  readonly type: 'O' | 'D';
  readonly name: string;
  readonly display_name: string;
  readonly team_id: string;
}

export interface Post {
  readonly id: string;
  readonly create_at: number;
  update_at: number;
  edit_at: number;
  delete_at: number;
  readonly user_id: string;
  readonly channel_id: string;
  /** Empty outside threads. */
  readonly root_id: string;
  message: string;
  readonly type: '';
  readonly props: object;
  readonly file_ids: readonly string[];
}
