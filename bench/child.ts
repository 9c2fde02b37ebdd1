import { fork } from 'node:child_process';
import path from 'node:path';

/** A process of ours that answers each message with one. */
export interface Child<In, Out> {
  readonly pid: number;
  ask(message: In): Promise<Out>;
  stop(): void;
}

/** Starts a compiled file of this folder as a process of its own. */
export function startChild<In extends object, Out>(file: string): Child<In, Out> {
  const child = fork(path.join(__dirname, file), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  return {
    pid: child.pid ?? 0,
    ask: (message) =>
      new Promise((resolve, reject) => {
        const ended = (): void => {
          reject(new Error(`${file} ended before it answered.`));
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
