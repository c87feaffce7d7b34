import './capability-type.ts';
