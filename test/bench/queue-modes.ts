import type { Say } from '../../testbed/gateway/model.ts';
import type { Scene } from './scenarios.ts';
import type { Person } from './sides.ts';

export interface Scenario {
  readonly name: string;
  readonly isDirect?: true;
  /** The model is asked fewer times than by Mattermost's plugin, for the same messages in the same order. The reason. */
  readonly asksFewer?: string;
  run(scene: Scene): Promise<void>;
}

/** Bob asks, and the model says nothing before it is let go. */
async function busy(scene: Scene, end: Say = 'answer to one.'): Promise<() => void> {
  const gate = Promise.withResolvers<void>();
  scene.plays('one', () => gate.promise.then(() => end));
  await scene.say('bob', 'question-one');
  await scene.asked('question-one');
  return gate.resolve;
}

const USES_A_TOOL: Say = { calls: [{ tool: 'session_status', arguments: {} }] };

/** Bob asks, and somebody writes more before the model has answered. */
async function twoMessages(scene: Scene, second: Person = 'bob', end?: Say): Promise<void> {
  const letGo = await busy(scene, end);
  await scene.say(second, 'question-two');
  await scene.reached();
  letGo();
  await scene.said(/two\b/);
}

const inMode = (mode: string, more: Pick<Scenario, 'asksFewer'> = {}): Scenario => ({
  name: `mode ${mode}`,
  ...more,
  async run(scene) {
    await scene.say('alice', `/queue ${mode}`);
    await scene.said(`Queue mode set to ${mode}`);
    const letGo = await busy(scene);
    await scene.say('bob', 'question-two');
    await scene.reached();
    await scene.say('bob', 'question-three');
    await scene.reached();
    letGo();
    if (mode !== 'interrupt') await scene.said(/one\b/);
    await scene.said(/three\b/);
  },
});

export const SCENARIOS: readonly Scenario[] = [
  {
    name: 'a second message during a tool call',
    run: (scene) => twoMessages(scene, 'bob', USES_A_TOOL),
  },
  {
    name: 'a second message during streaming',
    async run(scene) {
      scene.plays('one', { text: `answer to one. ${'and so on. '.repeat(30)}`, pieces: 60, pauseMs: 50 });
      await scene.say('bob', 'question-one');
      await scene.asked('question-one');
      await scene.say('bob', 'question-two');
      await scene.said(/one\b/);
      await scene.said(/two\b/);
    },
  },
  {
    name: 'three quick messages',
    asksFewer:
      'Mattermost holds a message back until the one before it is answered; here the running turn takes in all that came',
    async run(scene) {
      const letGo = await busy(scene);
      await scene.say('bob', 'question-two');
      await scene.say('bob', 'question-three');
      await scene.say('bob', 'question-four');
      await scene.reached();
      letGo();
      await scene.said(/four\b/);
    },
  },
  {
    name: 'a message of another person',
    run: (scene) => twoMessages(scene, 'carol'),
  },
  {
    name: 'two messages in a thread',
    async run(scene) {
      const root = await scene.say('bob', 'question-root');
      await scene.said(/root\b/);
      scene.inThread(root);
      await twoMessages(scene);
    },
  },
  {
    name: 'two direct messages',
    isDirect: true,
    run: (scene) => twoMessages(scene),
  },
  {
    name: 'a command',
    async run(scene) {
      const letGo = await busy(scene);
      await scene.say('alice', '/status');
      await scene.said(/Context:|Session:/);
      letGo();
      await scene.said(/answer to one\b/);
    },
  },
  {
    name: '/stop',
    async run(scene) {
      const letGo = await busy(scene);
      await scene.say('alice', '/stop');
      await scene.said(/abort|stopp/i);
      letGo();
      await scene.say('bob', 'question-two');
      await scene.said(/two\b/);
    },
  },
  {
    name: 'an answer to a question of the agent',
    async run(scene) {
      const options = [{ label: 'Staging' }, { label: 'Production' }];
      const questions = [{ id: 'where', header: 'Where', question: 'Where shall I deploy?', options }];
      scene.plays('one', { calls: [{ tool: 'ask_user', arguments: { questions } }] });
      await scene.say('bob', 'question-one');
      await scene.said('Where shall I deploy?');
      await scene.say('bob', 'Staging');
      await scene.said(/answer to one\b/);
    },
  },
  inMode('followup'),
  inMode('collect', {
    asksFewer: 'Mattermost hands OpenClaw one message at a time, so that OpenClaw never has two to join',
  }),
  inMode('interrupt'),
];
