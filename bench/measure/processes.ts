import { readdir, readFile } from 'node:fs/promises';

/** Resident memory of a process, in MB. */
export interface ProcessMemory {
  readonly now: number;
  /** The most that it ever had. */
  readonly peak: number;
}

/** Resident memory as the Linux kernel counts it; null on other systems. */
export async function memoryOf(pid: number): Promise<ProcessMemory | null> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const megabytes = (name: string): number =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) / 1024;
  const [now, peak] = [megabytes('VmRSS'), megabytes('VmHWM')];
  return Number.isNaN(now) || Number.isNaN(peak) ? null : { now, peak };
}

/** Time that a process has spent on a processor, in milliseconds, as the Linux kernel counts it; null on other systems. */
export async function processorTimeOf(pid: number): Promise<number | null> {
  const stat = await statOf(pid);
  return stat && stat.own * MILLISECONDS_A_TICK;
}

/**
 * The same for a process with all its children, those that have ended included: of PostgreSQL, the postmaster and a process for each
 * connection.
 */
export async function processorTimeBelow(pid: number): Promise<number | null> {
  let root = await statOf(pid);
  while (root !== null) {
    const names = await readdir('/proc').catch(() => []);
    const running = await Promise.all(
      names.filter((name) => /^\d+$/.test(name)).map((name) => statOf(Number(name))),
    );
    const after = await statOf(pid);
    // A child that ended in between is in neither the list nor the sum of ended ones.
    if (after?.ended === root.ended) {
      const children = running.filter((stat) => stat?.parent === pid);
      const ticks = children.reduce((sum, stat) => sum + (stat?.own ?? 0), root.own + root.ended);
      return ticks * MILLISECONDS_A_TICK;
    }
    root = after;
  }
  return null;
}

interface Stat {
  readonly parent: number;
  /** User and system time, in ticks. */
  readonly own: number;
  /** The same of children that have ended and were waited for. */
  readonly ended: number;
}

async function statOf(pid: number): Promise<Stat | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // After the name, which may hold anything: the first field is the state, the 12th to 15th are times.
  const [, parent, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [user, system, endedUser, endedSystem] = fields.slice(9, 13).map(Number);
  const [own, ended] = [Number(user) + Number(system), Number(endedUser) + Number(endedSystem)];
  return Number.isNaN(own + ended) ? null : { parent: Number(parent), own, ended };
}

/** The unit of these times is fixed for programs, whatever the kernel's own clock. */
const MILLISECONDS_A_TICK = 10;
