/** How often to look, in milliseconds. */
const INTERVAL_MS = 500;

/**
 * Stops this process when the one that started it is gone.
 *
 * `npm start` passes a signal to its shell alone, and the shell dies of it without telling anybody: without this, a stopped
 * `npm start` would leave gateway, identity provider and database behind.
 */
export function stopWithParent(): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
  }, INTERVAL_MS);
  timer.unref();
}
