import { LIMITS } from '@rocketchat-openclaw/shared';
import { describe, expect, test } from 'vitest';
import { openTakenNames } from '../../../gateway-endpoint/src/app-client/taken-names.ts';
import type { TakenNames } from '../../../gateway-endpoint/src/text/taken-names.ts';
import { learnNames, type TextOptions, textFor } from '../../../gateway-endpoint/src/text/text.ts';
import { answeringClient } from '../answering-client.ts';
import { quotedBy } from './inspect-post.ts';

const writing: TextOptions = { limit: 4_000, maxChars: 5_000, chunkMode: 'length', tableMode: 'auto' };
/** A workspace in which these people are. */
const PEOPLE = new Set(['alice', 'bob', 'carol.x', 'bob:example.org', '@eve:example.org', 'dan@example.org', 'm']);
const names: TakenNames = { isTaken: (name) => PEOPLE.has(name), learn: async () => undefined };
const fenced = (code: string) => `\`\`\`\n${code}\n\`\`\``;

const CODE = [
  'DECLARE @userId int; SET @total = (SELECT COUNT(*) FROM t WHERE id = @userId)',
  '@decorator\n@my.own.decorator(x)\nclass A: pass',
  '@echo off\n@REM and more\n@pushd .',
  '@reboot /usr/bin/backup',
  '<button @click="go" @keyup.enter="go">\n  @foreach($a as $b) @endforeach @csrf',
  'npm i @acme/widgets @acme-2/x_y',
  'git fetch origin && git log HEAD@{1} @ @~1 @{u}',
  '@Entity @Table(name = "x") @MyAnnotation',
  '/** @param x @myTag @returns */',
  '@mixin foo { @include bar; }\n@container (x)',
  'user@host:~$ scp a@b:c d',
  'curl https://chat.example.com/channel/ops?msg=Abc123',
  '$x = @file("a"); @unlink($b); @$c',
  '@"a verbatim string" @\'x\' @`y',
  '@alicea @xalice @bob2 @Alice',
  '',
  '\t@tabs\n\n\n  @deep',
];

describe('[F12] code stays byte for byte', () => {
  test.each(CODE)('between fences: %j', (code) => {
    expect(textFor(fenced(code || ' '), { ...writing, names })).toEqual([fenced(code || ' ')]);
  });

  test.each(CODE.filter((code) => code && !code.includes('\n') && !code.includes('`')))('in a line: %j', (code) => {
    expect(textFor(`run \`${code}\` now`, { ...writing, names })).toEqual([`run \`${code}\` now`]);
  });

  test.each([
    ['@all and @here', '@\u200ball and @\u200bhere'],
    ['x @alice, @bob', 'x @\u200balice, @\u200bbob'],
    ['@bob:example.org', '@\u200bbob:example.org'],
    ['@eve:example.org', '@\u200beve:example.org'],
    ['@dan@example.org', '@\u200bdan@example.org'],
    ['<p>@alice', '<p>@\u200balice'],
    ['@carol.x @carol', '@\u200bcarol.x @carol'],
    // Where the workspace reads plain letters only, this would call `m`.
    ['@müller', '@\u200bmüller'],
    ['(@alice) "@bob" a@bob', '(@alice) "@bob" a@bob'],
  ])('except for names that the server would call: %j', (code, written) => {
    expect(textFor(fenced(code), { ...writing, names })).toEqual([fenced(written)]);
    expect(textFor(`\`x ${code}\``, { ...writing, names })).toEqual([`\`x ${written}\``]);
  });

  test('nobody is called by a name that a cut has shortened', () => {
    const code = `${'x'.repeat(180)} @bobby ${'@bobby'.repeat(60)} @${'bob'.repeat(100)}`;
    for (const limit of [90, 150, 189, 190, 191, 200]) {
      const posts = textFor(fenced(code), { ...writing, limit, names });
      expect(posts.filter((post) => /(^|\s|>)@bob(?![\w.:@-])/m.test(post))).toEqual([]);
    }
  });

  test('it is cut at the same places whatever is known', () => {
    const code = fenced('  @userId := @other, @alice;\n'.repeat(60));
    const lengths = (isTaken: TakenNames['isTaken']) =>
      textFor(code, { ...writing, limit: 300, names: { ...names, isTaken } }).map((post) =>
        post.replaceAll('\u200b', ''),
      );
    expect(lengths(() => true)).toEqual(lengths(() => false));
    expect(lengths(() => undefined)).toEqual(lengths(() => false));
  });

  test('where the app cannot say, names are parted but for words of languages', () => {
    const code = '@param @userId @acme/x @types/node @all';
    const parted = '@param @\u200buserId @\u200bacme/x @types/node @\u200ball';
    expect(textFor(fenced(code), writing)).toEqual([fenced(parted)]);
    const unknown = { isTaken: () => undefined, learn: async () => undefined };
    expect(textFor(fenced(code), { ...writing, names: unknown })).toEqual([fenced(parted)]);
  });

  test('an address in code quotes nothing, also where a backtick is left over', () => {
    const address = 'https://chat.example.com/x?msg=Abc';
    for (const text of [`\`${address}\` ok`, `a \` b \`${address}\` c`, `https://x.example/\` \`${address}\``]) {
      expect(textFor(text, { ...writing, names }).flatMap(quotedBy)).toEqual([]);
    }
    expect(textFor(`\`${address}\` ok`, { ...writing, names })).toEqual([`\`${address}\` ok`]);
  });
});

describe('[F12] the app is asked who is there', () => {
  function asking(taken: (names: readonly string[]) => string[] = (all) => all.filter((name) => PEOPLE.has(name))) {
    let now = 0;
    let count = 0;
    let isKnown = true;
    const { client, asked } = answeringClient({ namesTaken: ({ names: all }) => ({ taken: taken(all) }) });
    const newId = () => String(++count);
    const known = openTakenNames({ client, newId, stopwatch: () => now, isKnown: () => isKnown });
    return {
      write: async (text: string) => {
        await learnNames(text, { ...writing, names: known });
        return textFor(text, { ...writing, names: known });
      },
      asked: () => asked.map((command) => (command.command === 'namesTaken' ? command.names : [])),
      pass: (ms: number) => {
        now += ms;
      },
      setKnown: (value: boolean) => {
        isKnown = value;
      },
    };
  }

  test('for names in code alone, once in two minutes', async () => {
    const app = asking();
    const text = `@carol look\n${fenced('@param @bob @all x@y')}\nand \`@param\``;
    const written = `@\u200bcarol look\n${fenced('@param @\u200bbob @\u200ball x@y')}\nand \`@param\``;
    expect(await app.write(text)).toEqual([written]);
    expect(await app.write(text)).toEqual([written]);
    expect(app.asked()).toEqual([['param', 'bob']]);
    app.pass(2 * 60_000 + 1);
    await app.write(text);
    expect(app.asked()).toHaveLength(2);
    await app.write('mail a@b.example, ask @bob');
    expect(app.asked()).toHaveLength(2);
  });

  test('not an app that knows no such question, nor one that has just failed, and an answer is never stopped by it', async () => {
    const old = asking();
    old.setKnown(false);
    expect(await old.write(fenced('@userId'))).toEqual([fenced('@\u200buserId')]);
    expect(old.asked()).toEqual([]);

    let fails = true;
    const app = asking(() => {
      if (fails) throw new Error('away');
      return [];
    });
    expect(await app.write(fenced('@userId'))).toEqual([fenced('@\u200buserId')]);
    fails = false;
    expect(await app.write(fenced('@userId'))).toEqual([fenced('@\u200buserId')]);
    expect(app.asked()).toHaveLength(1);
    app.pass(30_001);
    expect(await app.write(fenced('@userId'))).toEqual([fenced('@userId')]);
  });

  test('for so many names at once; the others are parted', async () => {
    const app = asking(() => []);
    const many = Array.from({ length: 100 }, (_, n) => `@n${n}`).join(' ');
    const [post = ''] = await app.write(fenced(many));
    expect(app.asked().map(({ length }) => length)).toEqual([LIMITS.namesAsked]);
    expect(post.match(/\u200b/g)).toHaveLength(100 - LIMITS.namesAsked);
  });
});
