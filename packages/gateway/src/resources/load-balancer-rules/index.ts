import './load-balancer-rule-queries.ts';
import './load-balancer-rule-mutations.ts';
