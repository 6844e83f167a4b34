/** 12,000 characters and more of what answers are made of: prose, lists, a table, code. */
export function longAnswer(): string {
  const chapters = Array.from({ length: 16 }, (_, index) => chapter(index + 1));
  return ['This answer is longer than one message may be, so it comes in several.', ...chapters, 'That was all.'].join(
    '\n\n',
  );
}

function chapter(number: number): string {
  return [
    `## Part ${number}`,
    `Part ${number} begins with a paragraph that says little and says it slowly, because what counts here is where one message ends and the next begins: between paragraphs where it can, never inside a fence, never in the middle of a line of a list.`,
    `1. The first of three things in part ${number}.\n2. The second, which is a little longer than the first.\n   - with something below it\n   - and something more\n3. The third.`,
    `\`\`\`ts\n${Array.from({ length: 6 }, (_, line) => `const line${line} = 'part ${number}, line ${line + 1} of a block that stays whole';`).join('\n')}\n\`\`\``,
    ...(number === 7 ? ['| part | characters |\n|---|---:|\n| six | 850 |\n| seven | 950 |'] : []),
  ].join('\n\n');
}
