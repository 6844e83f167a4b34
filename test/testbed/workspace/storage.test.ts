import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nextRun, readMoment } from '../../../testbed/workspace/bridges/schedule-time.ts';
import { type InstalledApp, startWorkspace, type Workspace } from '../../../testbed/workspace/workspace.ts';
import { ask, buildProbe, type Heard, hear, until } from './probe.ts';

describe.each(['deno', 'node'] as const)('rows and jobs of an app in the %s sandbox', (sandbox) => {
  let workspace: Workspace;
  let app: InstalledApp;
  const asks = (verb: string, given: Record<string, string> = {}) => ask(workspace, app, verb, given);

  beforeAll(async () => {
    workspace = await startWorkspace({ sandbox });
    app = await workspace.installApp(await buildProbe());
  });
  afterAll(() => workspace.stop());

  test('reading finds every record that has all the associations, and nothing is unique', async () => {
    await asks('create', { names: 'a,b', value: 'one' });
    await asks('create', { names: 'a,b', value: 'two' });
    await asks('create', { names: 'a', value: 'three' });
    expect(await asks('find', { names: 'a' })).toEqual([{ value: 'one' }, { value: 'two' }, { value: 'three' }]);
    expect(await asks('find', { names: 'b,a' })).toEqual([{ value: 'one' }, { value: 'two' }]);
  });

  test('updating wants the same associations in the same order, and changes one record', async () => {
    await asks('updateExact', { names: 'b,a', value: 'no' });
    await asks('updateExact', { names: 'a,b', value: 'changed' });
    expect(await asks('find', { names: 'a,b' })).toEqual([{ value: 'changed' }, { value: 'two' }]);
    await asks('updateExact', { names: 'new', value: 'made', upsert: 'yes' });
    expect(await asks('find', { names: 'new' })).toEqual([{ value: 'made' }]);
  });

  test('updating by id is not there', async () => {
    await expect(asks('updateById', { id: 'x' })).rejects.toThrow('Not implemented.');
  });

  test('a one-time job runs once, with its data and its job id', async () => {
    const jobId = await asks('schedule', { when: 'in 0 seconds' });
    expect(await hear(workspace, app, 'tick')).toMatchObject({ n: 1, jobId });
  });

  test('a recurring job runs again and again until it is gone with the app', async () => {
    await asks('repeat', { interval: '0.05 seconds' });
    await until('three runs', async () => {
      const heard = (await asks('heard')) as Heard[];
      return heard.filter(({ event }) => event === 'tick').length > 3 || undefined;
    });
  });
});

describe('when a job runs', () => {
  const now = Date.UTC(2026, 0, 1, 10, 0, 7);
  test.each([
    ['30 seconds', 30_000],
    ['an hour', 3_600_000],
    ['1 minute and 30 seconds', 90_000],
    ['*/10 * * * * *', 3_000],
    ['*/5 * * * *', 293_000],
    ['0 12 * * *', 7_193_000],
    [250, 250],
  ])('%s', (interval, later) => {
    expect(nextRun(interval, now) - now).toBe(later);
  });

  test('a moment is a date, an ISO time or words; anything else is refused', () => {
    expect(readMoment(new Date(5), now)).toBe(5);
    expect(readMoment('2026-01-01T11:00:00Z', now)).toBe(Date.UTC(2026, 0, 1, 11));
    expect(readMoment('in 2 minutes', now) - now).toBe(120_000);
    expect(() => readMoment('soonish', now)).toThrow('soonish');
    expect(() => nextRun('every second monday', now)).toThrow('no interval');
  });
});
