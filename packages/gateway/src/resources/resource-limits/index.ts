import './resource-limit-mutations.ts';
