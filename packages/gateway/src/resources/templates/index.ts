import './template-queries.ts';
