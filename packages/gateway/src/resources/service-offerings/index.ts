import './service-offering-queries.ts';
