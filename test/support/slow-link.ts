import { openLink } from './link';
import type { Link } from './link';

/** A link to a server that takes its time in both directions and counts how often the client spoke. */
export interface SlowLink extends Link {
  /** Times the client sent something after the server had answered; a round trip each. */
  turns(): number;
}

/** Opens a link of 127.0.0.1 to a port that delays whatever passes by some milliseconds. */
export async function slowLink(target: number, delayMs: number): Promise<SlowLink> {
  let turns = 0;
  let serverSpokeLast = true;
  const link = await openLink(target, (client, upstream) => {
    client.on('data', (data) => {
      if (serverSpokeLast) turns += 1;
      serverSpokeLast = false;
      setTimeout(() => upstream.write(data), delayMs);
    });
    upstream.on('data', (data) => {
      serverSpokeLast = true;
      setTimeout(() => client.write(data), delayMs);
    });
  });
  return { ...link, turns: () => turns };
}
