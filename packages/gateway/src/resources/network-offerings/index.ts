import './network-offering-queries.ts';
