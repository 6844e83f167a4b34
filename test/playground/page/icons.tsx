// Drawn here, because a machine without an emoji font would show empty boxes.
const PATHS = {
  lock: 'M6 9V6.5a4 4 0 0 1 8 0V9h.5A1.5 1.5 0 0 1 16 10.5v5a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 4 15.500v-5A1.5 1.5 0 0 1 5.5 9H6Zm1.6 0h4.800V6.500a2.4 2.4 0 0 0-4.8 0V9Z',
  bot: 'M9.2 2.500a.8.8 0 0 1 1.6 0V5H14a2.5 2.5 0 0 1 2.5 2.500v6A2.5 2.5 0 0 1 14 16H6a2.5 2.5 0 0 1-2.5-2.500v-6A2.5 2.5 0 0 1 6 5h3.200V2.500ZM7.5 8.600a1.3 1.3 0 1 0 0 2.6 1.3 1.3 0 0 0 0-2.600Zm5 0a1.3 1.3 0 1 0 0 2.6 1.3 1.3 0 0 0 0-2.600ZM1 9.500h1.500v3H1v-3Zm16.5 0H19v3h-1.500v-3Z',
  thread:
    'M4.5 3h11A1.5 1.5 0 0 1 17 4.500v8a1.5 1.5 0 0 1-1.5 1.500H9l-4 3.500V14h-.500A1.5 1.5 0 0 1 3 12.500v-8A1.5 1.5 0 0 1 4.5 3Zm1.7 3.200v1.500h7.600V6.200H6.200Zm0 3.100v1.500h5V9.300h-5Z',
  thumb:
    'M2.5 8.500h3V17h-3V8.500ZM7 9l3.2-6.300c.9 0 1.8.7 1.8 1.800V7.500h3.900c.9 0 1.6.8 1.4 1.700l-1.2 6.300c-.1.9-.8 1.5-1.6 1.500H7V9Z',
  send: 'M2.6 2.3 18 9.4a.7.7 0 0 1 0 1.200L2.6 17.700c-.6.3-1.2-.3-1-.900L4 10.900l7-.9-7-.9-2.4-5.900c-.2-.6.4-1.2 1-.900Z',
  clip: 'M6.5 10.8 11 6.300a2 2 0 0 1 2.8 2.800l-6 6a3.5 3.5 0 0 1-5-5l6.4-6.4 1.1 1.1-6.4 6.400a2 2 0 0 0 2.8 2.800l6-6a.5.5 0 0 0-.7-.700l-4.5 4.5-1-1Z',
} as const;

export function Icon({ name, size = 18 }: { name: keyof typeof PATHS; size?: number }) {
  return (
    <svg class="icon" viewBox="0 0 20 20" width={size} height={size} aria-hidden="true">
      <path fill="currentColor" fill-rule="evenodd" d={PATHS[name]} />
    </svg>
  );
}
