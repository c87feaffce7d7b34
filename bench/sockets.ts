import { WebSocket } from 'ws';

/** The authorization of a demo user's key pair. */
export const demoKeys = (user: string): string => `Basic ${Buffer.from(`demo-api-key-${user}:demo-secret-key-${user}`).toString('base64')}`;

/** Opens many sockets of one user, each with one subscription; `came` gets the data of each answer. A hundred at a time. */
export async function openSockets(
  origin: string,
  authorization: string,
  query: string,
  count: number,
  came: (data: unknown, number: number) => void,
): Promise<WebSocket[]> {
  const sockets: WebSocket[] = [];
  for (let from = 0; from < count; from += 100) {
    const batch = Array.from({ length: Math.min(100, count - from) }, (_, n) =>
      openSocket(origin, authorization, query, (data) => came(data, from + n)),
    );
    sockets.push(...(await Promise.all(batch)));
  }
  return sockets;
}

/** One socket with one subscription, by the bare protocol: a client library would cost more than the gateway. */
function openSocket(origin: string, authorization: string, query: string, came: (data: unknown) => void): Promise<WebSocket> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`${origin.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    socket.once('error', reject);
    socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization } })));
    socket.on('message', (bytes) => {
      const message = JSON.parse(String(bytes)) as { type: string; payload?: { data?: unknown } };
      if (message.type === 'connection_ack') {
        socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query } }));
        resolve(socket);
      } else if (message.type === 'next') came(message.payload?.data);
    });
  });
}
