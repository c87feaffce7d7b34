import './usage-record-type.ts';
