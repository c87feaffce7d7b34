import './disk-offering-queries.ts';
