/** One line of a Dockerfile, joined where it goes on. */
export interface Instruction {
  readonly name: string;
  readonly text: string;
}

/** What stands between one FROM and the next. */
export interface Stage {
  readonly base: string;
  /** Null for one that no other stage takes from. */
  readonly name: string | null;
  readonly instructions: readonly Instruction[];
}

/** What our Dockerfile may say; what is not listed would be left out of the layout without anybody noticing. */
const KNOWN = [
  'FROM',
  'WORKDIR',
  'COPY',
  'RUN',
  'LABEL',
  'ENV',
  'USER',
  'EXPOSE',
  'HEALTHCHECK',
  'CMD',
];

/** The stages of a Dockerfile in their order. @throws Error at an instruction that this reader does not know */
export function readDockerfile(text: string): Stage[] {
  const stages: { base: string; name: string | null; instructions: Instruction[] }[] = [];
  for (const instruction of instructionsOf(text)) {
    if (!KNOWN.includes(instruction.name)) {
      throw new Error(`The Dockerfile says ${instruction.name}, which this reader does not know.`);
    }
    if (instruction.name === 'FROM') {
      const [base = '', , name] = instruction.text.split(/\s+/);
      stages.push({ base, name: name ?? null, instructions: [] });
    } else {
      stages.at(-1)?.instructions.push(instruction);
    }
  }
  return stages;
}

function instructionsOf(text: string): Instruction[] {
  return text
    .replace(/^\s*#.*\n/gm, '')
    .replace(/\\\n/g, ' ')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const [name = '', ...rest] = line.split(' ');
      return { name, text: rest.join(' ').trim() };
    });
}

/** How a container of the last stage runs. */
export interface ContainerSettings {
  readonly environment: Readonly<Record<string, string>>;
  readonly workdir: string;
  readonly uid: number;
  readonly gid: number;
  readonly command: readonly string[];
  readonly healthCheck: readonly string[];
}

/** What the last stage says about a container. @throws Error when it leaves something to a default */
export function containerSettings(stages: readonly Stage[]): ContainerSettings {
  const instructions = stages.at(-1)?.instructions ?? [];
  const last = (name: string): string => {
    const found = instructions.findLast((instruction) => instruction.name === name);
    if (!found) throw new Error(`The image says no ${name}.`);
    return found.text;
  };
  const [uid, gid] = last('USER').split(':').map(Number);
  if (!Number.isInteger(uid) || !Number.isInteger(gid)) throw new Error('USER is not numeric.');
  return {
    environment: Object.fromEntries(
      instructions
        .filter(({ name }) => name === 'ENV')
        .map(({ text }) => text.split('=') as [string, string]),
    ),
    workdir: last('WORKDIR'),
    uid: Number(uid),
    gid: Number(gid),
    command: JSON.parse(last('CMD')) as string[],
    healthCheck: JSON.parse(/\bCMD (\[.*\])$/.exec(last('HEALTHCHECK'))?.[1] ?? '[]') as string[],
  };
}
