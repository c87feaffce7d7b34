import './os-type-queries.ts';
