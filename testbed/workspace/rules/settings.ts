/** The admin settings that the rules ask for, by Rocket.Chat's ids and with its defaults. */
export interface ServerSettings {
  Site_Url: string;
  /** Empty until an admin chooses one. */
  Language: string;
  Message_MaxAllowedSize: number;
  Message_AllowEditing: boolean;
  Threads_enabled: boolean;
  E2E_Enable: boolean;
  E2E_Allow_Unencrypted_Messages: boolean;
  Message_CustomFields_Enabled: boolean;
  FileUpload_Enabled: boolean;
  FileUpload_MaxFileSize: number;
}

export function defaultSettings(): ServerSettings {
  return {
    // Known once the port is.
    Site_Url: '',
    Language: '',
    Message_MaxAllowedSize: 5000,
    Message_AllowEditing: true,
    Threads_enabled: true,
    E2E_Enable: false,
    E2E_Allow_Unencrypted_Messages: false,
    Message_CustomFields_Enabled: false,
    FileUpload_Enabled: true,
    FileUpload_MaxFileSize: 104857600,
  };
}
