import './site-to-site-vpn-queries.ts';
import './vpn-gateway-mutations.ts';
import './vpn-customer-gateway-mutations.ts';
import './vpn-tunnel-mutations.ts';
