import { execFile } from 'node:child_process';
import { cp, mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Instruction, Stage } from './dockerfile';

/** Where a layout is built and from what. */
export interface LayoutOptions {
  /** The clone: what the Dockerfile calls its context. */
  readonly context: string;
  /** Empty folder that gets a root for each stage. */
  readonly folder: string;
  /** Told each instruction that is carried out. */
  readonly say: (line: string) => void;
}

/** Installs everything; its result is the same as what is installed in a clone that was just installed by it. */
const FULL_INSTALL = /^npm ci(?! .*--omit)/;

/**
 * Builds what the stages of a Dockerfile build, each below a folder of its own, without Docker and with the Node that runs this.
 * Returns the root of the last stage.
 *
 * The full install of the build stage is taken from the clone when that has installed the same lock file.
 *
 * @throws Error when an instruction reaches outside the root of its stage, or fails
 */
export async function buildLayout(
  stages: readonly Stage[],
  options: LayoutOptions,
): Promise<string> {
  const roots = new Map<string, string>();
  let root = '';
  for (const [index, stage] of stages.entries()) {
    root = path.join(options.folder, stage.name ?? `stage-${index}`);
    roots.set(stage.name ?? '', root);
    let workdir = '/';
    for (const instruction of stage.instructions) {
      if (instruction.name === 'WORKDIR') workdir = instruction.text;
      const place: Place = { root, cwd: path.join(root, workdir), roots };
      await mkdir(place.cwd, { recursive: true });
      await carryOut(instruction, place, options);
    }
  }
  return root;
}

interface Place {
  readonly root: string;
  readonly cwd: string;
  readonly roots: ReadonlyMap<string, string>;
}

async function carryOut(
  { name, text }: Instruction,
  place: Place,
  options: LayoutOptions,
): Promise<void> {
  if (name !== 'COPY' && name !== 'RUN') return;
  options.say(`${name} ${text}`);
  if (name === 'COPY') await copy(text, place, options.context);
  else await run(text, place, options);
}

async function copy(text: string, { root, cwd, roots }: Place, context: string): Promise<void> {
  const words = text.split(/\s+/);
  const from = words[0]?.startsWith('--from=') ? words.shift()?.slice('--from='.length) : undefined;
  const source = from === undefined ? context : roots.get(from);
  const target = words.pop() ?? '';
  if (source === undefined) throw new Error(`COPY takes from ${from ?? ''}, which is no stage.`);
  for (const word of words) {
    const named = path.join(source, word);
    // A folder is copied to the place that is named, a file into it.
    const place = inside(root, path.resolve(cwd, target));
    const goal = target.endsWith('/') ? path.join(place, path.basename(word)) : place;
    await cp(named, goal, { recursive: true, verbatimSymlinks: true });
  }
}

async function run(text: string, { cwd }: Place, { context, say }: LayoutOptions): Promise<void> {
  if (/(^|\s|=)(\/|\.\.)/.test(text)) {
    throw new Error(`RUN ${text} reaches outside of its folder.`);
  }
  if (FULL_INSTALL.test(text) && (await hasInstalled(context, cwd))) {
    say('  taken from this clone, which has installed the same lock file');
    await promisify(execFile)('cp', ['-al', path.join(context, 'node_modules'), cwd]);
    return;
  }
  await promisify(execFile)('sh', ['-c', text], {
    cwd,
    env: { PATH: `${path.dirname(process.execPath)}:${PATH}`, npm_config_prefer_offline: 'true' },
    maxBuffer: 64 * 1024 * 1024,
  });
}

const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** What npm notes of an install says the same about each package as the lock file that is to be installed. */
async function hasInstalled(context: string, cwd: string): Promise<boolean> {
  const versions = async (file: string): Promise<string> => {
    const { packages } = JSON.parse(await readFile(file, 'utf8')) as Lock;
    const entries = Object.entries(packages).filter(([name, one]) => name !== '' && !one.optional);
    return JSON.stringify(entries.map(([name, { version }]) => [name, version]).sort());
  };
  const noted = path.join(context, 'node_modules', '.package-lock.json');
  const wanted = path.join(cwd, 'package-lock.json');
  return (await versions(noted).catch(() => '')) === (await versions(wanted));
}

interface Lock {
  readonly packages: Readonly<Record<string, { version: string; optional?: boolean }>>;
}

function inside(root: string, place: string): string {
  const full = place.startsWith(root) ? place : path.join(root, place);
  if (!full.startsWith(root)) throw new Error(`${place} lies outside of its stage.`);
  return full;
}
