export function TypingLine({ who = [] }: { who: readonly string[] | undefined }) {
  return (
    <p class="typing" role="status" aria-live="polite">
      {who.length > 0 && (
        <>
          <span class="typing-dots" aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
          <strong>{who.join(' and ')}</strong> {who.length > 1 ? 'are' : 'is'} typing
        </>
      )}
    </p>
  );
}
