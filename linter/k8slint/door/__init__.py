"""The ways in from outside: node ports, load balancers, Ingresses, Gateways and Routes and the names before them."""
