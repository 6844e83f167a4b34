import { describe, expect, test } from 'vitest';
import { contextOf } from '../../../gateway-endpoint/src/turn/context.ts';
import type { Turn } from '../../../gateway-endpoint/src/turn/turn.ts';
import { BOT } from '../fake-app.ts';
import { aTurn } from './a-turn.ts';

type Wanted = Parameters<typeof aTurn>[0];

/** What OpenClaw reads of a message: from a public channel, if nothing else is said. */
async function contextFor(wanted: Wanted = {}) {
  return contextOf((await aTurn(wanted)).turn);
}

const DIRECT = { room: { id: 'Direct1', type: 'direct' } } as const;
const IMAGE = { path: '/media/a', contentType: 'image/png' };

describe('the parts that are there only if there is something to say', () => {
  test('of a discussion, the room that it belongs to', async () => {
    const room = { id: 'Room1', type: 'channel', name: 'general' } as const;
    expect((await contextFor({ told: { room: { ...room, parentId: 'Root1' } } })).conversation).toHaveProperty(
      'parentId',
      'Root1',
    );
    expect((await contextFor({ told: { room } })).conversation).not.toHaveProperty('parentId');
  });

  test('the files of a message', async () => {
    const taken: Turn['taken'] = { media: [IMAGE], notes: [] };
    expect(await contextFor({ more: { taken } })).toMatchObject({ media: [IMAGE] });
    expect(await contextFor()).not.toHaveProperty('media');
  });

  test('the instructions that the operator has for a room', async () => {
    const section = { rooms: { '*': { systemPrompt: 'Answer in verse.' } } };
    expect(await contextFor({ section })).toMatchObject({ supplemental: { groupSystemPrompt: 'Answer in verse.' } });
    expect(await contextFor()).not.toHaveProperty('supplemental');
  });
});

describe('of a person whose words are no commands', () => {
  test('OpenClaw reads no command anywhere', async () => {
    expect(await contextFor({ verdict: { reading: 'words' } })).toMatchObject({
      message: { commandBody: '' },
      extra: { CommandInterpretationSuppressed: true },
      access: { commands: { authorized: false } },
    });
  });

  test('and of others it may', async () => {
    const context = await contextFor({ verdict: { reading: 'operator' } });
    expect(context).toMatchObject({ access: { commands: { authorized: true } } });
    expect(context.message.commandBody).toBe(context.message.rawBody);
    expect(context).not.toHaveProperty('extra');
  });
});

describe('mentions', () => {
  const mentionsIn = async (wanted: Wanted) => (await contextFor(wanted)).access.mentions;

  test('are named in a room, with those of others', async () => {
    expect(await mentionsIn({ section: { requireMention: true } })).toEqual({
      canDetectMention: true,
      wasMentioned: true,
      explicitlyMentionedBot: true,
      hasAnyMention: true,
      mentionedUserIds: [BOT.id],
      requireMention: true,
    });
    const address = { wasMentioned: false } as Turn['verdict']['address'];
    expect(await mentionsIn({ told: { mentioned: false }, verdict: { address } })).toMatchObject({
      wasMentioned: false,
      explicitlyMentionedBot: false,
      hasAnyMention: false,
      mentionedUserIds: [],
    });
  });

  test('count as OpenClaw has decided, where it has', async () => {
    const ingress = { activationAccess: { effectiveWasMentioned: false } } as Turn['verdict']['ingress'];
    expect(await mentionsIn({ verdict: { ingress } })).toHaveProperty('effectiveWasMentioned', false);
    expect(await mentionsIn({})).not.toHaveProperty('effectiveWasMentioned');
  });

  test('mean nothing in a direct conversation', async () => {
    expect(await mentionsIn({ told: DIRECT })).toBeUndefined();
  });
});
