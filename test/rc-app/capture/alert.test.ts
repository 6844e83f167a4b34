import { describe, expect, test } from 'vitest';
import { captureAlert } from '../../../rc-app/src/capture/alert.ts';
import { captureBlocks } from '../../../rc-app/src/capture/blocks.ts';
import { captureAttachments } from '../../../rc-app/src/egress/attachments.ts';
import { BOT } from '../server-objects.ts';

type Alert = Parameters<typeof captureAlert>[0];

describe('[F1] an alert leaves with all its words', () => {
  test.each<[string, object, object | undefined]>([
    ['a picture alone', { imageUrl: 'https://graph.example/1.png' }, { text: 'https://graph.example/1.png' }],
    [
      'sound and film',
      { audioUrl: 'https://a.example', videoUrl: 'https://v.example' },
      { text: 'https://a.example\nhttps://v.example' },
    ],
    ['fields alone', { fields: [{ title: 'load', value: 97 }] }, { fields: [{ title: 'load', value: '97' }] }],
    [
      'the line before it',
      { _unmappedProperties_: { pretext: 'build 7' }, text: 'failed' },
      { text: 'build 7\nfailed' },
    ],
    [
      'its buttons',
      { actions: [{ type: 'button', text: 'View', url: 'https://ci.example/7' }, null] },
      { text: '[View] https://ci.example/7' },
    ],
    ['nothing', { imageUrl: 'data:image/png;base64,AAAA', actions: [{}] }, undefined],
  ])('%s', (_name, shown, told) => {
    expect(captureAlert(shown as Alert)).toEqual(told && { kind: 'alert', ...told });
  });

  test('with a link that leads to no message', async () => {
    const alert = { timestampLink: 'https://ci.example/7', title: { value: 'Build 7' }, text: 'failed' };
    const message = { text: '', attachments: [alert, { ...alert, text: 'again' }] };
    const looking = { bot: BOT, lookUps: 20 } as unknown as Parameters<typeof captureAttachments>[2];
    expect(await captureAttachments(message, { roomId: 'R1', askerId: 'U1' }, looking)).toEqual([
      { kind: 'alert', title: 'Build 7', text: 'failed' },
      { kind: 'alert', title: 'Build 7', text: 'again' },
    ]);
  });
});

describe('[F1] blocks leave with all their words', () => {
  const plain = (text: string) => ({ type: 'plain_text', text });

  test.each<[string, object, string]>([
    [
      'a picture',
      { type: 'image', imageUrl: 'https://x.example', altText: 'a chart', title: plain('Load') },
      'a chart\nLoad',
    ],
    ['fields', { type: 'section', fields: [plain('a'), { type: 'mrkdwn', text: '*b*' }] }, 'a\n*b*'],
    [
      'a menu',
      {
        type: 'section',
        text: plain('Where?'),
        accessory: { type: 'overflow', options: [{ text: plain('Here'), value: '1' }] },
      },
      'Where?\nHere',
    ],
    [
      'options in groups',
      {
        type: 'actions',
        elements: [
          {
            type: 'static_select',
            optionGroups: [{ label: plain('EU'), options: [{ text: plain('Bonn'), value: '1' }] }],
          },
        ],
      },
      'EU\nBonn',
    ],
    ['a button', { type: 'actions', elements: [{ type: 'button', text: plain('Go') }] }, '[Go]'],
  ])('%s', (_name, block, text) => {
    expect(captureBlocks([block], '')).toEqual({ kind: 'blocks', text });
  });
});
