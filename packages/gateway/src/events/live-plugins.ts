import type { Plugin } from 'graphql-yoga';
import { subscribeShared } from './shared-execution.ts';
import { useServerSentEvents } from './sse.ts';

/** What Yoga needs for subscriptions: one execution for all who ask the same, and resumable server-sent events. */
export function livePlugins(): Plugin<object>[] {
  const shared: Plugin<object> = {
    onSubscribe({ setSubscribeFn }) {
      setSubscribeFn(subscribeShared);
    },
  };
  return [shared, useServerSentEvents()];
}
