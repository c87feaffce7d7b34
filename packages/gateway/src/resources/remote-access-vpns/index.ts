import './remote-access-vpn-queries.ts';
import './remote-access-vpn-mutations.ts';
