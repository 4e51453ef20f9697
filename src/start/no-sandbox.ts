// Stands where the sandbox would be in what `npm run build` makes: it runs in Teams only, and says so.

/** Rejects, in words. */
export async function startSandbox(): Promise<never> {
  throw new Error(noSandboxWords);
}

/** Rejects, in words. */
export async function startAzurite(): Promise<never> {
  throw new Error(noSandboxWords);
}

/** Rejects, in words. */
export async function launchAzurite(): Promise<never> {
  throw new Error(noSandboxWords);
}

export const noSandboxWords =
  'The sandbox with its made-up people is not in this package, which runs in Teams only. It comes with the source: npm ci && npm start.';
