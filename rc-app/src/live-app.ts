import { App } from '@rocket.chat/apps-engine/definition/App';
import { AppStatusUtils } from '@rocket.chat/apps-engine/definition/AppStatus';
import type { IHttp } from '@rocket.chat/apps-engine/definition/accessors/IHttp';
import type { ILogger } from '@rocket.chat/apps-engine/definition/accessors/ILogger';
import type { IPersistence } from '@rocket.chat/apps-engine/definition/accessors/IPersistence';
import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import { openReplayWindow } from '@rocketchat-openclaw/shared';
import { COMMANDS } from './commands/endpoint.ts';
import { clock, dice, later, newId, pause, stopwatch } from './machine.ts';
import { openDeliveries } from './memory/deliveries.ts';
import { openHinted } from './memory/hinted.ts';
import { openMemory } from './memory/memory.ts';
import { openHeardLately } from './outbox/heard-lately.ts';
import { openOutbox } from './outbox/outbox.ts';
import { faultOf } from './push/fault.ts';
import { mayStore, openPermissions } from './server/permissions.ts';
import { printableLog } from './server/printable-log.ts';
import { openWayToWrite } from './server/way-to-write.ts';
import { takeOver } from './settings/take-secrets.ts';
import { openHeartbeat } from './sweep/heartbeat.ts';
import { switchedOff, switchedOn } from './sweep/on-and-off.ts';
import { LACKS } from './texts/faults.ts';
import { openBounds } from './workspace/bounds.ts';
import { openCommandPath } from './workspace/command-path.ts';
import { openGreeting } from './workspace/greeting.ts';
import { openMailbox } from './workspace/mailbox.ts';
import { openUnderWay } from './workspace/under-way.ts';
import { openWays } from './workspace/ways.ts';
import type { Commanded, Telling } from './workspace/workspace.ts';

/** A delivery ends within five seconds (`LIMITS.pushTimeoutMs`), and what it was for a moment later. */
const MOST_UNDER_WAY_MS = 7_000;

/** The app without its hooks: its state between two of them, and its switching on and off. */
export abstract class LiveApp extends App implements Commanded {
  // Ordinary properties: the engine hands hooks a Proxy of this object, on which #private fields throw.
  readonly memory = openMemory();
  readonly outbox = openOutbox({ stopwatch, clock, dice, later });
  readonly mailbox = openMailbox({ stopwatch, later, newId });
  readonly heardLately = openHeardLately(later);
  readonly hinted = openHinted();
  readonly deliveries = openDeliveries({ newId, clock });
  readonly greeting = openGreeting(stopwatch);
  readonly ways = openWays(clock, pause);
  readonly commandPath = openCommandPath(COMMANDS, pause);
  readonly replay = openReplayWindow();
  readonly bounds = openBounds(stopwatch);
  readonly permissions = openPermissions();
  readonly underWay = openUnderWay(pause);
  readonly heartbeat = openHeartbeat({ newId, clock, later });
  protected readonly toWrite = openWayToWrite();

  override getLogger(): ILogger {
    return printableLog(super.getLogger());
  }

  /** Without the permission nothing could be kept, and the server shows only that the app is off: its log says why. */
  protected async mayStore(read: IRead): Promise<boolean> {
    const isGranted = await mayStore(read);
    if (!isGranted) this.getLogger().error(LACKS('persistence'));
    return isGranted;
  }

  /** Undefined while the app is off: it reads its settings when it is switched on. */
  protected async tellingWhileOn(read: IRead, http: IHttp): Promise<Telling | undefined> {
    if (!AppStatusUtils.isEnabled(await this.getStatus())) return undefined;
    await this.toWrite.ask(this.getAccessors().http);
    const { persistence } = this.toWrite;
    return persistence && this.telling(read, http, persistence);
  }

  protected async switchOn(read: IRead, http: IHttp, persistence: IPersistence): Promise<void> {
    const isAgain = AppStatusUtils.isEnabled(await this.getStatus());
    const telling = this.telling(read, http, persistence);
    await this.heartbeat.resume(telling);
    await switchedOn(telling, isAgain);
  }

  /**
   * From now on commands are refused, and what is under way ends before this does. The engine forgets what an app reads its
   * settings from, and makes it anew for any app that asks: one that asks while it is removed leaves its own settings to the
   * next installation, which would push to the old address (AppManager.removeLocal, AppAccessorManager).
   */
  protected async switchOff(): Promise<void> {
    this.heartbeat.pause();
    await this.noteOff(clock());
    this.mailbox.leave();
    await this.underWay.over(MOST_UNDER_WAY_MS);
  }

  private async noteOff(from: number): Promise<void> {
    await this.toWrite.ask(this.getAccessors().http);
    const { persistence } = this.toWrite;
    const accessors = persistence && { read: this.getAccessors().reader, persistence };
    if (!accessors) return this.getLogger().error('The app could not write down since when it is disabled.');
    await switchedOff(accessors, from);
    await this.deliveries.save(accessors);
  }

  /** An older version left them in the settings. Never throws: the app tries again later. */
  protected async takeOverSecrets(read: IRead, persistence: IPersistence): Promise<void> {
    try {
      await takeOver(this.getAccessors().environmentWriter.getSettings(), { read, persistence });
    } catch (error) {
      this.getLogger().warn(`The secrets stay in the settings for now: ${faultOf(error)}`);
    }
    this.memory.connection.forget();
  }

  telling(read: IRead, http: IHttp, persistence: IPersistence): Telling {
    this.toWrite.persistence = persistence;
    const telling = { app: this, read, http, persistence, log: this.getLogger() };
    this.heartbeat.start(telling);
    return telling;
  }
}
