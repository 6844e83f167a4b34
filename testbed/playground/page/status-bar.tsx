import type { About, Happenings, Light } from './contract.ts';
import { HappenedDrawer } from './happened-drawer.tsx';

interface StatusBarProps {
  readonly about: About;
  readonly happenings: Happenings | undefined;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}

export function StatusBar({ about, happenings, isOpen, onToggle }: StatusBarProps) {
  return (
    <footer class="status">
      {isOpen && <HappenedDrawer hops={happenings?.hops ?? []} />}
      <div class="status-line">
        <Lamp name="Gateway" light={happenings?.gateway} />
        <Lamp name="App" light={happenings?.app} />
        <span class="status-model">
          Model: <b>{about.model}</b>
        </span>
        <button type="button" aria-expanded={isOpen} onClick={onToggle}>
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
