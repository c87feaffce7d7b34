import './pod-queries.ts';
