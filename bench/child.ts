import { fork } from 'node:child_process';
import path from 'node:path';

/** A process of ours that answers each message with one. */
export interface Child<In, Out> {
  readonly pid: number;
  ask(message: In): Promise<Out>;
  stop(): void;
}

/** Under which Node a file runs, if not under ours, and with which variables beside ours. */
export interface ChildOptions {
  readonly node?: string;
  readonly variables?: Readonly<Record<string, string>>;
}

/** Starts a file as a process of its own: a compiled one of this folder, or one by its whole path. */
export function startChild<In extends object, Out>(
  file: string,
  { node = process.execPath, variables = {} }: ChildOptions = {},
): Child<In, Out> {
  const child = fork(path.resolve(__dirname, file), {
    execPath: node,
    // eslint-disable-next-line no-restricted-properties -- handed on as it is
    env: { ...process.env, ...variables },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  return {
    pid: child.pid ?? 0,
    ask: (message) =>
      new Promise((resolve, reject) => {
        const ended = (): void => {
          reject(new Error(`${path.basename(file)} ended before it answered.`));
        };
        child.once('exit', ended);
        child.once('message', (answer) => {
          child.off('exit', ended);
          resolve(answer as Out);
        });
        child.send(message);
      }),
    stop: () => {
      if (child.connected) child.disconnect();
    },
  };
}
