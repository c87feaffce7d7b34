import './network-acl-queries.ts';
import './network-acl-mutations.ts';
