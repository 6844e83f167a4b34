import { useEffect, useState } from 'preact/hooks';
import { readHappenings } from './client.ts';
import type { Happenings, Light } from './contract.ts';

/** Asks again and again what both halves are doing. */
export function useHappenings(everyMs: number): Happenings | undefined {
  const [happenings, setHappenings] = useState<Happenings>();
  useEffect(() => {
    const look = () => {
      readHappenings().then(setHappenings, () => setHappenings(gone));
    };
    look();
    const timer = setInterval(look, everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return happenings;
}

const GONE: Light = { is: 'bad', why: 'the playground has stopped' };

function gone(before: Happenings | undefined): Happenings {
  return { gateway: GONE, app: GONE, hops: before?.hops ?? [], decisions: before?.decisions ?? {} };
}
