import { useEffect, useState } from 'preact/hooks';
import { readHappenings } from './client.ts';
import type { About, Happenings, Light } from './contract.ts';
import { HappenedDrawer } from './happened-drawer.tsx';

const POLL_MS = 2_000;
const POLL_OPEN_MS = 500;

export function StatusBar({ about }: { about: About }) {
  const [isOpen, setOpen] = useState(false);
  const happenings = useHappenings(isOpen ? POLL_OPEN_MS : POLL_MS);
  return (
    <footer class="status">
      {isOpen && <HappenedDrawer hops={happenings?.hops ?? []} />}
      <div class="status-line">
        <Lamp name="Gateway" light={happenings?.gateway} />
        <Lamp name="App" light={happenings?.app} />
        <span class="status-model">
          Model: <b>{about.model}</b>
        </span>
        <button type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          What happened {isOpen ? '▾' : '▴'}
        </button>
      </div>
    </footer>
  );
}

function Lamp({ name, light }: { name: string; light: Light | undefined }) {
  return (
    <span class="lamp" data-is={light?.is ?? 'waiting'} title={light?.why}>
      {name}: <b>{light?.why ?? '…'}</b>
    </span>
  );
}

function useHappenings(everyMs: number): Happenings | undefined {
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
const gone = (before: Happenings | undefined): Happenings => ({ gateway: GONE, app: GONE, hops: before?.hops ?? [] });
