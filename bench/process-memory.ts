import { readFile } from 'node:fs/promises';

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
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // After the name, which may hold anything: state is the first field, user and system time are the 12th and 13th.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = Number(fields[11]) + Number(fields[12]);
  return Number.isNaN(ticks) ? null : ticks * MILLISECONDS_A_TICK;
}

/** The unit of these times is fixed for programs, whatever the kernel's own clock. */
const MILLISECONDS_A_TICK = 10;
