import { DisclosurePolicy } from '../../src/disclosure';
import { schemaForReading } from '../../src/topology';
import { Agency } from '../../src/shared';
import { waysBelow, selectionOf } from '../support/disclosure/ways';
import { buildRichWorld } from '../support/disclosure/rich-world';
import { startTestGateway } from '../support/gateway';
it('x', async () => {
  const gateway = await startTestGateway();
  try {
    const world = await buildRichWorld(gateway);
    const t = world.targets('Query.case', 'oversight-farsta');
    const out: string[] = [];
    for (const way of waysBelow(schemaForReading(), new DisclosurePolicy(), 'Query.case', Agency.OVERSIGHT)) {
      const a = await gateway.send('oversight-farsta', `query($k: ID!) { ${selectionOf('w', 'case(id: $k)', way)} }`, { k: t[0]!.key });
      if (JSON.stringify(a).includes('INTERNAL')) out.push(way.steps.map((s) => s.field).join('.'));
    }
    console.log(out.join('\n'), gateway.log.filter((l) => l.includes('"level":"error"') ).slice(-2).join('\n'));
  } finally { await gateway.stop(); }
});
