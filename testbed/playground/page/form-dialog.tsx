import type { InputBlock } from '@rocket.chat/ui-kit';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { OpenForm } from './form-state.ts';
import { fieldsOf } from './uikit.ts';

interface FormDialogProps {
  readonly form: OpenForm;
  /** The fault of the form as a whole. */
  readonly fault: string | undefined;
  /** Resolves when the app has answered. */
  readonly onSend: (values: Readonly<Record<string, string>>) => Promise<void>;
  readonly onClose: () => void;
}

/** A form that an app has opened. The platform keeps the focus inside; it goes back to where it came from. */
export function FormDialog({ form: { view, errors }, fault, onSend, onClose }: FormDialogProps) {
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const [isSending, setSending] = useState(false);
  const dialog = useRef<HTMLDialogElement>(null);

  useEffect(() => {
    const opener = document.activeElement;
    dialog.current?.showModal();
    return () => {
      if (opener instanceof HTMLElement) opener.focus();
    };
  }, []);

  const send = async () => {
    if (isSending) return;
    setSending(true);
    await onSend(values);
    setSending(false);
  };
  return (
    <dialog
      ref={dialog}
      class="form"
      aria-labelledby="form-title"
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      // Escape closes a thread too, which is not what is meant here.
      onKeyDown={(event) => event.key === 'Escape' && event.stopPropagation()}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <h2 id="form-title">{view.title.text}</h2>
        {fieldsOf(view).map((field) => (
          <FormField
            key={field.element.actionId}
            field={field}
            error={errors[field.element.actionId]}
            value={values[field.element.actionId] ?? ''}
            onInput={(value) => setValues({ ...values, [field.element.actionId]: value })}
          />
        ))}
        {fault && (
          <p class="form-error" role="alert">
            {fault}
          </p>
        )}
        <div class="form-end">
          <button type="button" class="block-button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" class="block-button" data-style="primary" aria-disabled={isSending}>
            {view.submit?.text.text ?? 'Send'}
          </button>
        </div>
      </form>
    </dialog>
  );
}

interface FormFieldProps {
  readonly field: InputBlock;
  readonly error: string | undefined;
  readonly value: string;
  readonly onInput: (value: string) => void;
}

function FormField({ field: { label, element }, error, value, onInput }: FormFieldProps) {
  if (element.type !== 'plain_text_input') return <p class="block-unknown">This page cannot ask for “{label.text}”.</p>;
  const { actionId, multiline, placeholder } = element;
  const given = {
    id: `field-${actionId}`,
    value,
    placeholder: placeholder?.text,
    'aria-invalid': error !== undefined,
    'aria-describedby': error === undefined ? undefined : `error-${actionId}`,
  };
  return (
    <div class="form-field">
      <label for={given.id}>{label.text}</label>
      {multiline ? (
        <textarea {...given} rows={4} onInput={({ currentTarget }) => onInput(currentTarget.value)} />
      ) : (
        <input {...given} type="text" onInput={({ currentTarget }) => onInput(currentTarget.value)} />
      )}
      {error !== undefined && (
        <p id={`error-${actionId}`} class="form-error" role="alert">
          {error}
        </p>
      )}
    </div>
  );
}
