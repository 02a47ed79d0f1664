import { type RJSFSchema, type RJSFValidationError, toErrorSchema, type ValidatorType } from '@rjsf/utils';
import { type Fault, validate } from './validate.ts';

export type FormValues = Record<string, unknown>;

/** What rjsf asks of a validator, done without `eval`. `sentence` puts a fault into the reader's words. */
export function validatorWith(sentence: (fault: Fault) => string): ValidatorType<FormValues> {
  const errorOf = (fault: Fault): RJSFValidationError => ({
    name: fault.keyword,
    property: `.${fault.path.join('.')}`,
    message: sentence(fault),
    stack: sentence(fault),
  });
  const errorsOf = (schema: RJSFSchema, values: unknown) => validate(schema, values).map(errorOf);
  return {
    validateFormData(values, schema) {
      const errors = errorsOf(schema, values);
      return { errors, errorSchema: toErrorSchema<FormValues>(errors) };
    },
    isValid: (schema, values) => validate(schema, values).length === 0,
    rawValidation: <Result>(schema: RJSFSchema, values?: FormValues) => ({
      errors: errorsOf(schema, values) as Result[],
    }),
  };
}
