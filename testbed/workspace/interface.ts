import type { Express } from 'express';
import type { LicenceName } from './apps/licence.ts';
import type { OutgoingRequest } from './bridges/http-bridge.ts';
import type { ShownInteraction } from './bridges/small-bridges.ts';
import type { Screen } from './client/screen.ts';
import type { Client } from './client-interface.ts';
import type { BridgeCalls } from './engine/bridge-calls.ts';
import type { NewIntegration } from './rules/integrations.ts';
import type { ServerSettings } from './rules/settings.ts';
import type { Sandbox } from './sandbox/sandbox.ts';
import type { Store } from './store/store.ts';
import type { Stream } from './stream.ts';
import type { Visitor } from './visitor.ts';
import type { Webhook } from './webhook.ts';

export interface WorkspaceOptions {
  readonly sandbox: Sandbox;
  /** An existing folder for all that is written. Left out: one of its own, removed by `stop`. */
  readonly folder?: string;
  /** An existing folder where the database outlives this process. Left out: it is in memory. */
  readonly database?: string;
  /** `community` takes an app and leaves it disabled. Default `starter`. */
  readonly licence?: LicenceName;
  /** Milliseconds since the epoch. Default: the system's. */
  readonly clock?: () => number;
  /** Default: a free one. The address is always 127.0.0.1. */
  readonly port?: number;
  /** In [0, 1); a seeded one (`seededDice`) makes ids repeatable. */
  readonly dice?: () => number;
  /** Under which id apps are stored, and so the secret part of their paths. Default: one by chance for each installation. */
  readonly appDocumentId?: string;
  /** How late an event reaches the apps; unequal numbers make events overtake one another. Default: not late. */
  readonly shuffleDelayMs?: () => number;
  /** The database takes so long to remove the document of an app; its process still lives then. Default: no time. */
  readonly removal?: () => Promise<unknown>;
}

export interface InstalledApp {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly status: string;
  /** The part of private API paths that only the app and its admins know. */
  readonly privateHash: string;
}

export interface AppHandle {
  status(): string;
  /** See `InstalledApp`. */
  privateHash(): string;
  setSettings(values: Record<string, unknown>): Promise<void>;
  disable(): Promise<void>;
  enable(): Promise<void>;
  uninstall(): Promise<void>;
  killSandbox(): void;
}

export interface Workspace {
  readonly url: string;
  readonly store: Store;
  /** The server's own settings, to change in a test. */
  readonly settings: ServerSettings;
  readonly outgoing: readonly OutgoingRequest[];
  readonly bridgeCalls: BridgeCalls;
  readonly logs: readonly string[];
  /** Modals and contextual bars that apps opened. */
  readonly shown: readonly ShownInteraction[];
  readonly stream: Stream;
  /** The express app, for routes of one's own. */
  readonly http: Express;
  client(username: string): Client;
  /** The same person in front of the web client, with what apps show beside the room. */
  screen(username: string): Screen;
  /** Somebody on a website. @param agent the username of who serves the room; by default alice */
  visitor(name: string, agent?: string): Visitor;
  /** An incoming webhook, as an admin makes one: it posts as `username`. */
  webhook(integration: NewIntegration): Webhook;
  /** Tells each line of `logs` as it is written. Returns what ends it. */
  tapLogs(listener: (line: string) => void): () => void;
  /** Tells how many milliseconds the apps took with an event, such as `IPostMessageSent`. Returns what ends it. */
  tapHooks(listener: (event: string, ms: number) => void): () => void;
  /** As an admin does by upload: the permissions of app.json are granted. `settings` are there when the app is enabled. */
  installApp(zip: Uint8Array, options?: { settings?: Record<string, unknown> }): Promise<InstalledApp>;
  /** The same app in another version or with another bundle; settings and data stay. */
  updateApp(zip: Uint8Array): Promise<InstalledApp>;
  app(appId: string): AppHandle;
  /** Runs what apps have scheduled to recur, without waiting for its time; on one server of a cluster each. */
  runJobs(): Promise<void>;
  /** Another server of the same cluster: with its own engine, sandboxes and address, over the same store. */
  startBeside(): Promise<Workspace>;
  /** Ends sandboxes, timers and sockets. May be called again. */
  stop(): Promise<void>;
}
