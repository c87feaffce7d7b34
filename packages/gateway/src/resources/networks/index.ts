import './network-queries.ts';
