import { describe, expect, test } from 'vitest';
import { askFor, type Prompter } from '../../../../gateway-endpoint/src/plugin/setup/ask.ts';
import { aSecret } from '../../keys.ts';

/** A person who gives these answers, one after the other, and the questions that were asked. */
function person(...answers: string[]): Prompter & { readonly asked: string[] } {
  const asked: string[] = [];
  const answer = (message: string) => {
    asked.push(message);
    return answers[asked.length - 1] ?? '';
  };
  return {
    asked,
    async select<T>({ message, options, initialValue }: Parameters<Prompter['select']>[0]) {
      const given = answer(message);
      return (given === '' ? initialValue : options.find(({ value }) => value === given)?.value) as T;
    },
    async text({ message, initialValue = '', validate }) {
      const given = answer(message) || initialValue;
      const fault = validate?.(given);
      if (fault) throw new Error(fault);
      return given;
    },
  };
}

const url = 'https://chat.example.com';
const gatewayUrl = 'https://claw.example.com';
const connected = {
  channels: { rocketchat: { baseUrl: url, gatewayUrl, sharedSecret: aSecret(), dmPolicy: 'pairing' } },
};

describe('a person at a terminal', () => {
  test('is asked for what is not known', async () => {
    const carol = person(url, 'push', gatewayUrl, 'list', 'AliceId, BobId');
    expect(await askFor({}, {}, carol, 'missing')).toEqual({ url, gatewayUrl, who: 'AliceId, BobId' });
    expect(carol.asked).toHaveLength(5);
  });

  test('has the gateway fetch where it cannot be reached', async () => {
    expect(await askFor({}, { url, account: 'work' }, person('pull', 'pairing'), 'missing')).toEqual({
      account: 'work',
      url,
      pull: true,
      who: 'pairing',
    });
  });

  test.each([
    ['is said', {}, { url, gatewayUrl, who: 'everybody' }],
    ['is configured', connected, {}],
    ['is said by its older name', connected, { baseUrl: url, pull: true, who: 'pairing' }],
  ])('is asked nothing where everything %s', async (_name, cfg, options) => {
    const carol = person();
    expect(await askFor(cfg, options, carol, 'missing')).toEqual(options);
    expect(carol.asked).toEqual([]);
  });

  test.each([
    ['an address that is none', ['chat']],
    ['a name instead of an id', [url, 'pull', 'list', '@alice']],
    ['nobody', [url, 'pull', 'list', ',']],
  ])('sees at once that %s will not do', async (_name, answers) => {
    await expect(askFor({}, {}, person(...answers), 'missing')).rejects.toThrow();
  });
});

test('in the wizard everything is asked again, and the present answers need only be confirmed', async () => {
  const carol = person();
  expect(await askFor(connected, {}, carol, 'all')).toEqual({ url, gatewayUrl, who: 'pairing' });
  expect(carol.asked).toHaveLength(4);
});

test.each([
  [{ dmPolicy: 'open', allowFrom: ['*'] }, 'everybody'],
  [{ dmPolicy: 'allowlist', allowFrom: ['AliceId', 'BobId'] }, 'AliceId, BobId'],
])('the present answer for %j is %s', async (access, who) => {
  const cfg = { channels: { rocketchat: { ...connected.channels.rocketchat, ...access } } };
  expect((await askFor(cfg, {}, person(), 'all')).who).toBe(who);
});
