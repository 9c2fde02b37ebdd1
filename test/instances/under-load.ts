import { keysFrom } from '../../src/topology/keys';
import { Callers } from './caller';
import { checkLog, compareStore } from './compare-store';
import type { Installation } from './installation';
import { emptyLedger, TenancyStory } from './tenancy-story';

/** Tenancies that are worked on at a time. */
const AT_A_TIME = 12;

/**
 * Has all agencies work on ever new tenancies until something else is done, then compares what they were told with what is stored.
 *
 * @param meanwhile - what is done to the installation under this load
 */
export async function underLoad(
  installation: Installation,
  meanwhile: (callers: Callers) => Promise<void>,
) {
  const ledger = emptyLedger();
  const callers = new Callers(installation);
  const { aliases } = keysFrom(installation.settings);
  const instances = installation.urls().length;
  const startedAt = Date.now();
  let isOver = false;
  let tenancies = 0;
  const work = async (): Promise<void> => {
    while (!isOver) {
      const number = tenancies;
      tenancies += 1;
      await new TenancyStory(number, { callers, ledger, aliases, instances }).tell();
    }
  };
  const end = async (): Promise<void> => {
    await meanwhile(callers);
    isOver = true;
  };
  await allToTheirEnd(callers, [...Array.from({ length: AT_A_TIME }, work), end()]);
  const { conflicts, conflictsRight, twins, twinsRight, consentReads, consentReadsRight } = ledger;
  const log = await checkLog(installation.store, installation.settings);
  return {
    wrong: ledger.wrong,
    logFaults: log.faults,
    figures: {
      instances,
      seconds: Math.round((Date.now() - startedAt) / 1000),
      requests: callers.requests,
      cut: callers.cut,
      unavailable: callers.unavailable,
      writes: ledger.keys.size,
      ...(await compareStore(installation.store, ledger)),
      conflicts,
      conflictsRight,
      twins,
      twinsRight,
      consentReads,
      consentReadsRight,
      logEntries: log.entries,
      logChains: log.chains,
    },
  };
}

/** The first failure ends the others too, and is thrown when all have ended, so that nothing is left running. */
async function allToTheirEnd(callers: Callers, work: readonly Promise<void>[]): Promise<void> {
  const ends = work.map((one) =>
    one.catch((error: unknown) => {
      callers.giveUp();
      throw error;
    }),
  );
  await Promise.allSettled(ends);
  await Promise.all(ends);
}
