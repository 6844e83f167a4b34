/** `npm start`: a workspace, a gateway and a chat page on loopback, or one exchange without a browser. */
import { type Asked, type RealModel, readArguments, readRealModel, USAGE, UsageFault } from './arguments.ts';
import { type Interruption, nextInterruption } from './interruption.ts';
import { exchangeOnce } from './once.ts';
import { type Playground, startPlayground } from './playground.ts';
import { makeFolder } from './playground-folder.ts';
import { TRIES } from './scenes.ts';
import { playScenes } from './scripted-answer.ts';
import { servePage } from './serve-page.ts';

interface Wish {
  readonly asked: Exclude<Asked, { mode: 'help' }>;
  readonly realModel: RealModel | undefined;
}

/** Slow enough to see the bot typing. */
const PAGE_PAUSE_MS = 150;

const say = (text: string) => console.error(`playground: ${text}`);

/** The exit code when there is nothing to start. */
function readWish(): Wish | number {
  try {
    const asked = readArguments(process.argv.slice(2));
    if (asked.mode !== 'help') return { asked, realModel: readRealModel(process.env) };
    console.log(USAGE);
    return 0;
  } catch (error) {
    if (!(error instanceof UsageFault)) throw error;
    console.error(`playground: ${error.message}\n\n${USAGE}`);
    return 2;
  }
}

async function play(wish: Wish): Promise<number> {
  const interrupted = nextInterruption();
  const folder = await makeFolder();
  const { mode } = wish.asked;
  const starting = startPlayground({
    folder: folder.path,
    realModel: wish.realModel,
    say: playScenes(mode === 'page' ? PAGE_PAUSE_MS : 0),
    ...(wish.asked.mode === 'page' && { port: wish.asked.port }),
    progress: say,
  });
  const playground = await Promise.race([starting, interrupted]).catch(async (fault: unknown) => {
    await folder.remove();
    return { code: 1, fault } satisfies Interruption;
  });
  // All that has been started so far dies with this process; its folder goes at the next start.
  if (!isStarted(playground)) return report(playground);

  try {
    const outcome = await Promise.race([use(playground, wish), interrupted]);
    if (typeof outcome === 'number') return outcome;
    say('ending …');
    // Ctrl-C is how one leaves the page.
    return mode === 'page' && outcome.fault === undefined ? 0 : report(outcome);
  } finally {
    await playground.stop();
    await folder.remove();
  }
}

const isStarted = (thing: Playground | Interruption): thing is Playground => 'workspace' in thing;

function report({ code, fault }: Interruption): number {
  if (fault !== undefined) say(fault instanceof Error ? (fault.stack ?? fault.message) : String(fault));
  return code;
}

async function use(playground: Playground, { asked, realModel }: Wish): Promise<number | Interruption> {
  if (asked.mode === 'page') {
    await servePage(
      playground,
      realModel ? { model: realModel.model, tries: [] } : { model: 'scripted', tries: TRIES },
    );
    console.log(`\n  ${playground.workspace.url}/\n`);
    say(`write to @${playground.bot} as alice, bob or carol; Ctrl-C ends everything`);
    return new Promise(() => {});
  }
  const exchange = await exchangeOnce(playground, asked.once);
  if (exchange.answered) console.log(exchange.reply);
  else say(exchange.why);
  console.log(exchange.trace);
  return exchange.answered ? 0 : 1;
}

const wish = readWish();
process.exit(typeof wish === 'number' ? wish : await play(wish));
