import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { transformFile } from '@swc/core';

const ROOT = path.resolve(__dirname, '../..');

/** Compiles one folder of `src` into another folder, so that a process of its own can load it. */
export async function compileFolder(folder: string, into: string): Promise<void> {
  const from = path.join(ROOT, folder);
  await mkdir(into, { recursive: true });
  for (const name of await readdir(from)) {
    if (!name.endsWith('.ts')) continue;
    const { code } = await transformFile(path.join(from, name), {
      configFile: path.join(ROOT, '.swcrc'),
    });
    await writeFile(path.join(into, name.replace(/\.ts$/, '.js')), code);
  }
}

/** A process of its own, in a process group of its own like a command in a terminal. */
export interface ChildProgram {
  readonly process: ChildProcess;
  /** The next line that it prints. */
  line(): Promise<string>;
  ended(): Promise<void>;
}

/** Runs a script in which our packages can be required, or those of another folder before them. */
export function runScript(script: string, args: string[] = [], packages?: string): ChildProgram {
  const folders = [...(packages === undefined ? [] : [packages]), path.join(ROOT, 'node_modules')];
  const child = spawn(process.execPath, ['-e', script, ...args], {
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { NODE_PATH: folders.join(path.delimiter) },
  });
  const end = new Promise<void>((resolve) => {
    child.once('exit', () => {
      resolve();
    });
  });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => (text += part));
  return {
    process: child,
    ended: () => end,
    line: async () => {
      while (!text.includes('\n')) {
        if (child.exitCode !== null) throw new Error('The script ended before it spoke.');
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      const at = text.indexOf('\n');
      const line = text.slice(0, at);
      text = text.slice(at + 1);
      return line;
    },
  };
}
