import { expect, test } from 'vitest';
import type { Message } from '../../../testbed/playground/page/contract.ts';
import { filesOf } from '../../../testbed/playground/page/files-of.ts';

const message = (more: Partial<Message>): Message => ({
  _id: 'm1',
  rid: 'GENERAL',
  msg: '',
  ts: '',
  _updatedAt: '',
  u: { _id: 'a', username: 'alice' },
  ...more,
});

test('files are shown once, whatever stands beside them', () => {
  const link = '/file-upload/f1/a%20b.png';
  expect(
    filesOf(
      message({
        files: [
          { _id: 'f1', name: 'a b.png', type: 'image/png', size: 9 },
          { _id: 'f2', name: 'thumb-a b.png', type: 'image/png', size: 3, typeGroup: 'thumb' },
        ],
        attachments: [{ title: 'a b.png', title_link: link, image_url: link }],
      }),
    ),
  ).toEqual([{ name: 'a b.png', link, isPicture: true, size: 9 }]);
});

test('a link to a file in this workspace is as good as the file, and a link to anywhere else is not', () => {
  const attachments = [
    { title: 'x.png', title_link: '/file-upload/f1/x.png', image_url: '/file-upload/f1/x.png' },
    { title: 'x.svg', title_link: '/file-upload/f2/x.svg', image_url: '/file-upload/f2/x.svg' },
    { title: 'x.csv', title_link: '/file-upload/f3/x.csv' },
    { title: 'tracker.png', title_link: 'https://evil.example/x.png', image_url: 'https://evil.example/x.png' },
    { text: 'a quotation' },
  ];
  expect(filesOf(message({ attachments }))).toEqual([
    { name: 'x.png', link: '/file-upload/f1/x.png', isPicture: true },
    { name: 'x.svg', link: '/file-upload/f2/x.svg', isPicture: false },
    { name: 'x.csv', link: '/file-upload/f3/x.csv', isPicture: false },
  ]);
});
