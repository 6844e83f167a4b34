import { useEffect } from 'preact/hooks';

/** Calls `close` at the Escape key, while something is open. */
export function useEscape(isOpen: boolean, close: () => void): void {
  useEffect(() => {
    if (!isOpen) return;
    const heed = ({ key }: KeyboardEvent) => key === 'Escape' && close();
    addEventListener('keydown', heed);
    return () => removeEventListener('keydown', heed);
  }, [isOpen, close]);
}
