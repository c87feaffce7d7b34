import './virtual-machine-schedule-mutations.ts';
