import type { Plugin } from 'graphql-yoga';
import type { ServerContext } from '../server-context.ts';
import { subscribeShared } from './shared-execution.ts';
import { useServerSentEvents } from './sse.ts';

/** What Yoga needs for subscriptions: one execution for all who ask the same, and resumable server-sent events. */
export function livePlugins(stuckMs: number): Plugin<ServerContext, ServerContext>[] {
  const shared: Plugin<ServerContext, ServerContext> = {
    onSubscribe({ setSubscribeFn }) {
      setSubscribeFn(subscribeShared);
    },
  };
  return [shared, useServerSentEvents(stuckMs)];
}
