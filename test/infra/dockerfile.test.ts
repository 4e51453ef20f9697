// The Dockerfile: built from an exact version, holds what was built and nothing else, runs without rights, and stops in time.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const text = (path: string): string => readFileSync(join(root, path), 'utf8');

describe('infra/Dockerfile', () => {
  const docker = text('infra/Dockerfile');
  const steps = docker.split('\n').filter((line) => line !== '' && !line.startsWith('#'));

  it('is built from an exact version, and its comment says how to pin what was looked at', () => {
    expect(docker).toMatch(/^ARG BASE=node:(?:20|22)\.\d+\.\d+-\w+-slim$/m);
    expect(steps.filter((line) => line.startsWith('FROM '))).toEqual(['FROM ${BASE}']);
    expect(docker).toContain('@sha256:');
  });

  it('copies the built folder and nothing else, which nobody but root may change', () => {
    expect(steps.filter((line) => /^(?:COPY|ADD)\b/.test(line))).toEqual(['COPY --chown=0:0 . .']);
    expect(docker).toMatch(/docker build .* dist\/ehub$/m);
    expect(docker).toContain('--read-only');
  });

  it('runs as somebody without rights, without a shell or npm in front of the program', () => {
    expect(steps.indexOf('USER 1000:1000')).toBeGreaterThan(steps.indexOf('COPY --chown=0:0 . .'));
    expect(steps.at(-1)).toBe('CMD ["node", "--max-old-space-size=1024", "main.js"]');
    expect(docker).toMatch(/rm -rf \/usr\/local\/lib\/node_modules/);
  });

  it('asks by node itself whether it lives, at an address that is there', () => {
    const [, command = '[]'] = /CMD (\["node", "-e".*\])/.exec(docker) ?? [];
    const [node, flag, script] = JSON.parse(command) as string[];
    expect([node, flag]).toEqual(['node', '-e']);
    expect(() => new Function(script ?? 'throw')).not.toThrow();
    const path = /'(\/\w+)'/.exec(script ?? '')?.[1] ?? 'none';
    expect(text('src/start/health.ts')).toContain(`'${path}'`);
  });

  it('waits for the program to stop longer than it takes', () => expect(docker).toMatch(/--stop-timeout 30\b/));
});
