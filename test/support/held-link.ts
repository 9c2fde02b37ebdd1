import { openLink } from './link';
import type { Link } from './link';

/** A link to a server that can be held: then it stays open, and no answer passes, as when a machine or a network hangs. */
export interface HeldLink extends Link {
  /** Holds back what the server says, on connections that are open and on new ones. */
  hold(): void;
  /** Lets pass what was held back and what comes. */
  release(): void;
}

/** Opens a link of 127.0.0.1 to a port. */
export async function heldLink(target: number): Promise<HeldLink> {
  let isHeld = false;
  const heldBack: (() => void)[] = [];
  const link = await openLink(target, (client, upstream) => {
    client.pipe(upstream);
    upstream.on('data', (data) => {
      if (isHeld) heldBack.push(() => client.write(data));
      else client.write(data);
    });
  });
  return {
    ...link,
    hold: () => {
      isHeld = true;
    },
    release: () => {
      isHeld = false;
      for (const pass of heldBack.splice(0)) pass();
    },
  };
}
