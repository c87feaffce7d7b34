import type { Client } from '@urql/core';
import { refetchAll } from './active.ts';
import { connection } from './connection.svelte.ts';
import { graphql } from './graphql.ts';

const ProbeQuery = graphql('query Probe { viewer { id counts { virtualMachines } } }');
const StatusSubscription = graphql('subscription CloudStatus { cloudStatus { reachable since } }');
const EVERY_MS = 3000;

/** Hears from the gateway when CloudStack stops answering and when it is back, also while nothing on the page is asked. Answers how to stop. */
export function hearOfOutages(client: Client): () => void {
  return client.subscription(StatusSubscription, {}).subscribe(({ data }) => {
    if (!data) return;
    const isBack = connection.cloudStackDown && data.cloudStatus.reachable;
    connection.cloudStackDown = !data.cloudStatus.reachable;
    if (isBack) refetchAll();
  }).unsubscribe;
}

/**
 * While CloudStack (or the gateway) does not answer, asks the smallest question now and then; when an answer comes, all
 * on the screen is asked anew. To be called in a component.
 */
export function watchUpstream(client: () => Client): void {
  $effect(() => {
    if (!connection.cloudStackDown && !connection.gatewayDown) return;
    let over = false;
    const timer = setInterval(async () => {
      const { data, error } = await client().query(ProbeQuery, {}, { requestPolicy: 'network-only' }).toPromise();
      if (over || error || !data) return;
      connection.cloudStackDown = false;
      refetchAll();
    }, EVERY_MS);
    return () => {
      over = true;
      clearInterval(timer);
    };
  });
}
