import './network-queries.ts';
import './network-mutations.ts';
