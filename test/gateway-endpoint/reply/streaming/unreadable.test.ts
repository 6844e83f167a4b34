import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test, vi } from 'vitest';
import { aStore } from '../../services.ts';
import { aPreviewer, aRoom } from './a-room.ts';

test('[L3] a sweep that cannot read its file ends nobody, and the next one tries again', async () => {
  vi.useFakeTimers();
  onTestFinished(() => {
    vi.useRealTimers();
  });
  const store = aStore();
  const log = { info: vi.fn(), warn: vi.fn() };
  const previews = aPreviewer(aRoom(), store, log);
  using other = new DatabaseSync(store.path);
  other.exec('ALTER TABLE previews RENAME TO elsewhere');
  previews.start();
  await vi.advanceTimersByTimeAsync(12_000);
  expect(log.warn.mock.calls).toEqual([[expect.stringContaining('unfinished previews stay for now')]]);
  other.exec('ALTER TABLE elsewhere RENAME TO previews');
  await vi.advanceTimersByTimeAsync(6_000);
  other.exec('ALTER TABLE previews RENAME TO elsewhere');
  await vi.advanceTimersByTimeAsync(6_000);
  expect(log.warn).toHaveBeenCalledTimes(2);
  await previews.stop();
});
