import { ariaDescribedByIds, type WidgetProps } from '@rjsf/utils';
import { FileField } from './FileField.tsx';
import type { FormValues } from './validator.ts';

/** A file as evidence, in a form. */
export function EvidenceWidget({ id, value, readonly, disabled, label, onChange }: WidgetProps<FormValues>) {
  return (
    <FileField
      id={id}
      label={label}
      file={typeof value === 'string' && value !== '' ? value : undefined}
      isClosed={(readonly ?? false) || (disabled ?? false)}
      describedBy={ariaDescribedByIds(id)}
      onChange={onChange}
    />
  );
}
