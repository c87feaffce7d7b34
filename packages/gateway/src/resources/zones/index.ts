import './zone-queries.ts';
