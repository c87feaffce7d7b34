import { CloudStackClient, type Transport } from '@cloudstack-graph/client';
import { createParser } from 'eventsource-parser';
import type { Harness } from '../test/harness.ts';

/** Somebody who asks the graph, listens to it, and may ask CloudStack what the truth is. */
export interface Person {
  readonly name: string;
  readonly client: CloudStackClient;
  query<T>(document: string, variables?: Record<string, unknown>): Promise<T>;
  /** Subscribes by server-sent events; `came` gets each answer's data. */
  listen(document: string, came: (data: never) => void): void;
}

export interface People {
  person(name: string, apiKey: string, secretKey: string): Person;
  /** Makes a user through CloudStack, as its root admin; in an account that is there, or in one of its own. */
  hire(admin: Person, name: string, domainId: string, account?: string): Promise<Person>;
  leave(): void;
}

export function peopleOf(harness: Harness, transport: Transport): People {
  const abort = new AbortController();
  const people: People = {
    person(name, apiKey, secretKey) {
      const authorization = `Basic ${Buffer.from(`${apiKey}:${secretKey}`).toString('base64')}`;
      const client = new CloudStackClient({ transport, credentials: { kind: 'keys', apiKey, secretKey } });
      return {
        name,
        client,
        async query<T>(document: string, variables: Record<string, unknown> = {}) {
          const { data, errors } = await harness.query<T>(document, variables, { headers: { authorization } });
          if (errors) throw new Error(`${name}: ${errors.map(({ message }) => message).join('; ')}`);
          return data;
        },
        listen(document, came) {
          const parser = createParser({
            onEvent({ event, data }) {
              const answer = event === 'next' ? (JSON.parse(data) as { data?: never }) : {};
              if (answer.data) came(answer.data);
            },
          });
          const request = new Request('http://gateway/graphql', {
            method: 'POST',
            headers: { accept: 'text/event-stream', 'content-type': 'application/json', authorization },
            body: JSON.stringify({ query: document }),
            signal: abort.signal,
          });
          const read = async () => {
            const { body } = await harness.gateway.fetch(request);
            const decoder = new TextDecoder();
            for await (const chunk of body ?? []) parser.feed(decoder.decode(chunk as Uint8Array, { stream: true }));
          };
          void read().catch(() => undefined);
        },
      };
    },
    async hire(admin, name, domainid, account) {
      const who = { username: name, password: name, firstname: name, lastname: 'Test', email: `${name}@example.org`, domainid };
      if (account === undefined) await admin.client.call('createAccount', { ...who, account: name, accounttype: 0 });
      else await admin.client.call('createUser', { ...who, account });
      const { rows } = await admin.client.call('listUsers', { username: name, listall: true });
      const made = (await admin.client.callRaw('registerUserKeys', { id: rows[0]?.id })) as { userkeys: Record<string, string> };
      return people.person(name, made.userkeys.apikey ?? '', made.userkeys.secretkey ?? '');
    },
    leave: () => abort.abort(),
  };
  return people;
}
