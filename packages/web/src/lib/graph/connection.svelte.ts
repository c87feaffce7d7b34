/**
 * How well the page hangs together with the cloud. `link`: the live socket. `cloudStack`: whether the gateway, last
 * time it tried, reached CloudStack.
 */
export type Link = 'off' | 'connecting' | 'live' | 'reconnecting';

let link = $state<Link>('off');
let cloudStackDown = $state(false);
let gatewayDown = $state(false);

export const connection = {
  get link() {
    return link;
  },
  set link(value: Link) {
    link = value;
  },
  /** CloudStack does not answer; the gateway does. */
  get cloudStackDown() {
    return cloudStackDown;
  },
  set cloudStackDown(value: boolean) {
    cloudStackDown = value;
  },
  /** The gateway itself cannot be reached from this browser. */
  get gatewayDown() {
    return gatewayDown;
  },
  set gatewayDown(value: boolean) {
    gatewayDown = value;
  },
};
