import type { BlindIndexer, Keyring } from '../persistence';
import { SealingError } from '../persistence';
import { Agency } from '../shared';
import { actorContext, Actors } from './actors';
import type { DisclosureActor } from './disclosure';
import type { ActorCheck } from './verify-log';

/** Opens actors with the service's keys: an envelope must be whole, lie under its own id, and hold whom the id stands for. */
export function actorCheckWith(indexer: BlindIndexer, keyring: Keyring): ActorCheck {
  const actors = new Actors(indexer, keyring);
  return (id, sealed) => {
    try {
      const actor = keyring.open<DisclosureActor>(sealed, actorContext(id));
      // The envelope does not say for which agency the caller spoke; the id does.
      return Object.values(Agency).some((agency) => actors.of({ agency, actor }).id.equals(id));
    } catch (error) {
      if (error instanceof SealingError) return false;
      throw error;
    }
  };
}
