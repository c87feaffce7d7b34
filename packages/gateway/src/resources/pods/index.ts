import './pod-queries.ts';
import './pod-mutations.ts';
