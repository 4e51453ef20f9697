// The package has no types of its own.
declare module 'nhs-number-validator' {
  export function validate(nhsNumber: string): boolean;
}
