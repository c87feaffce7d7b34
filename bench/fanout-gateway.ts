// The gateway of the fan-out benchmark, in a process of its own: it tells its parent when a poll has read an event, and how
// much memory it takes.
import { readConfig } from '../packages/gateway/src/config.ts';
import { StreamEnd } from '../packages/gateway/src/events/channel.ts';
import { createGateway } from '../packages/gateway/src/gateway.ts';
import { KeyVerdicts } from '../packages/gateway/src/identity/key-verdicts.ts';

const config = readConfig({ ...process.env, RATE_LIMIT_PER_MINUTE: '1000000', LOG_LEVEL: 'warn' });
const gateway = createGateway({ config: { ...config, cloudStack: { ...config.cloudStack, url: config.cloudStack.url ?? '' } } });
const { origin } = await gateway.listen(0);

// the first subscriber of all: what it gets has just been read
const identity = await new KeyVerdicts(gateway.services.transport).identify('demo-api-key-bob', 'demo-secret-key-bob');
const stream = await gateway.services.live.cohort(identity).events(identity, () => true);
process.send?.({ origin });
process.on('message', (question) => {
  if (question !== 'memory') return;
  globalThis.gc?.();
  process.send?.({ rss: process.memoryUsage().rss, heap: process.memoryUsage().heapUsed, cpu: process.cpuUsage() });
});
for await (const item of stream) if (!(item instanceof StreamEnd)) process.send?.({ read: item.id, at: Date.now() });
