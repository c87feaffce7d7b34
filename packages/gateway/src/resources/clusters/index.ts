import './cluster-queries.ts';
import './cluster-mutations.ts';
