import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Hint } from './hint-hub.ts';
import { type DeliveryVerdict, isSigned, testPayload, WebhookInbox } from './webhook-inbox.ts';

interface Recorded {
  secretKey: string;
  deliveries: { headers: Record<string, string>; body: string }[];
}

const recorded = JSON.parse(readFileSync(new URL('../../../../recordings/webhook-deliveries.json', import.meta.url), 'utf8')) as Recorded;

function setUp(perSecond = 500) {
  const hints: Hint[] = [];
  const verdicts: DeliveryVerdict[] = [];
  const inbox = new WebhookInbox({
    secret: recorded.secretKey,
    hints: (some) => hints.push(...some),
    counted: (verdict) => verdicts.push(verdict),
    perSecond,
  });
  const post = async (body: string, headers: Record<string, string> = {}) =>
    (await inbox.handle(new Request('http://gateway.test/webhooks/cloudstack', { method: 'POST', body, headers }))).status;
  const sign = (body: string) => createHmac('sha256', recorded.secretKey).update(body).digest('base64');
  return { inbox, hints, verdicts, post, sign };
}

describe('WebhookInbox', () => {
  it('takes the recorded deliveries as hints', async () => {
    const { hints, verdicts, post } = setUp();
    for (const { headers, body } of recorded.deliveries) {
      const { 'X-CS-Event-ID': id = '', 'X-CS-Signature': signature = '' } = headers;
      expect(await post(body, { 'x-cs-event-id': id, 'x-cs-signature': signature })).toBe(200);
    }
    expect(verdicts).toEqual(['accepted', 'accepted', 'accepted']);
    expect(hints[0]).toEqual({
      source: 'webhook',
      resourceIds: ['47bca41a-bddb-458f-8840-6f2f631b98d0'],
      accountId: '21600963-6f3a-429f-a49b-66c1f4e79a7e',
    });
  });

  it('takes a forged, replayed or malformed delivery for nothing', async () => {
    const { hints, verdicts, post, sign } = setUp();
    const body = recorded.deliveries[0]?.body ?? '';
    expect(await post(body)).toBe(401);
    expect(await post(body, { 'x-cs-signature': 'not base64' })).toBe(401);
    expect(await post(`${body} `, { 'x-cs-signature': sign(body) })).toBe(401);
    expect(await post(body, { 'x-cs-signature': sign(body), 'x-cs-event-id': '1' })).toBe(200);
    // the id is not signed: another one makes no other delivery of it
    expect(await post(body, { 'x-cs-signature': sign(body), 'x-cs-event-id': '2' })).toBe(200);
    expect(await post('[', { 'x-cs-signature': sign('[') })).toBe(400);
    expect(await post('x'.repeat(70_000), { 'x-cs-signature': 'x' })).toBe(400);
    expect(verdicts).toEqual(['forged', 'forged', 'forged', 'accepted', 'replayed', 'malformed', 'malformed']);
    expect(hints).toHaveLength(1);
  });

  it('takes for nothing what is older than it remembers, by CloudStack’s own clock', async () => {
    const { hints, verdicts, post, sign } = setUp();
    const at = (time: string, id: string) => {
      const body = JSON.stringify({ eventDateTime: `2026-11-22 ${time} +0000`, event: 'VM.STOP', account: id });
      return post(body, { 'x-cs-signature': sign(body), 'x-cs-event-id': id });
    };
    for (const [time, id] of [
      ['08:00:00', 'first'],
      ['08:09:00', 'second'],
      ['08:00:30', 'late'],
      ['08:30:00', 'third'],
      ['08:09:30', 'kept by somebody'],
    ] as const)
      expect(await at(time, id)).toBe(200);
    expect(verdicts).toEqual(['accepted', 'accepted', 'accepted', 'accepted', 'replayed']);
    expect(hints).toHaveLength(4);
  });

  it('refuses a flood unread', async () => {
    const { verdicts, post } = setUp(3);
    const statuses = await Promise.all(Array.from({ length: 20 }, () => post('{}')));
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(14);
    expect(verdicts).toContain('flooded');
  });

  it('recognises its own test', async () => {
    const { inbox, post, sign } = setUp();
    const arrives = inbox.testArrives(1000);
    expect(await post(testPayload, { 'x-cs-signature': sign(testPayload) })).toBe(200);
    expect(await arrives).toBe(true);
    expect(await inbox.testArrives(10)).toBe(false);
  });

  it('wants the whole signature', () => {
    const body = Buffer.from('{}');
    const right = createHmac('sha256', 's').update(body).digest('base64');
    expect(isSigned(body, right, 's')).toBe(true);
    expect(isSigned(body, right.slice(0, 40), 's')).toBe(false);
    expect(isSigned(body, `${right}AAAA`, 's')).toBe(false);
    expect(isSigned(body, null, 's')).toBe(false);
  });
});
