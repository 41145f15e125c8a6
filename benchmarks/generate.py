"""A made-up cluster of any size, as manifests: the same size gives the same text."""

from __future__ import annotations

import random
from collections.abc import Iterator

APPS = ("web", "cart", "payment", "search", "redis", "postgres", "queue", "mail")
TIERS = ("frontend", "backend", "data")
PORTS = (("http", 8080), ("grpc", 7070), ("metrics", 9090), ("db", 5432))


def cluster(pods: int, policies: int, namespaces: int = 200, seed: int = 1) -> str:
    """The manifests: `pods` Pods spread over `namespaces`, and `policies` NetworkPolicies of every kind of rule."""
    chance = random.Random(seed)
    names = [f"team-{n}" for n in range(namespaces)]
    documents = [_namespace(name, chance) for name in names]
    documents += [_pod(n, names[n % namespaces], chance) for n in range(pods)]
    documents += [_policy(n, names[n % namespaces], names, chance) for n in range(policies)]
    return "---\n".join(documents)


def _namespace(name: str, chance: random.Random) -> str:
    return f"""apiVersion: v1
kind: Namespace
metadata:
  name: {name}
  labels: {{env: {chance.choice(("prod", "dev"))}, unit: u{chance.randrange(10)}}}
"""


def _pod(number: int, namespace: str, chance: random.Random) -> str:
    name, port = chance.choice(PORTS)
    return f"""apiVersion: v1
kind: Pod
metadata:
  name: pod-{number}
  namespace: {namespace}
  labels: {{app: {chance.choice(APPS)}, tier: {chance.choice(TIERS)}, version: v{chance.randrange(4)}}}
spec:
  containers:
    - name: main
      image: example.com/app:1
      ports:
        - {{name: {name}, containerPort: {port + chance.randrange(3)}}}
"""


def _policy(number: int, namespace: str, names: list[str], chance: random.Random) -> str:
    direction = chance.choice(("ingress", "egress"))
    rules = "\n".join(_rule(direction, names, chance) for _ in range(chance.randrange(1, 4)))
    return f"""apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: policy-{number}
  namespace: {namespace}
spec:
  podSelector:
    matchExpressions:
      - {{key: app, operator: In, values: [{", ".join(chance.sample(APPS, 2))}]}}
      - {{key: version, operator: NotIn, values: [v{chance.randrange(4)}]}}
  policyTypes: [{direction.title()}]
  {direction}:
{rules}
"""


def _rule(direction: str, names: list[str], chance: random.Random) -> str:
    side = "from" if direction == "ingress" else "to"
    peers = "\n".join(f"        - {peer}" for peer in _peers(names, chance))
    return f"    - {side}:\n{peers}\n      ports:\n        - {_port(chance)}"


def _peers(names: list[str], chance: random.Random) -> Iterator[str]:
    yield f"podSelector: {{matchLabels: {{tier: {chance.choice(TIERS)}}}}}"
    if chance.random() < 0.4:
        yield f"namespaceSelector: {{matchLabels: {{kubernetes.io/metadata.name: {chance.choice(names)}}}}}"
    if chance.random() < 0.3:
        block = f"10.{chance.randrange(200)}.0.0/16"
        yield f"ipBlock: {{cidr: {block}, except: [{block.replace('.0.0/16', f'.{chance.randrange(250)}.0/24')}]}}"


def _port(chance: random.Random) -> str:
    name, number = chance.choice(PORTS)
    port = f"port: {number}, endPort: {number + chance.randrange(1, 50)}"
    return chance.choice((f"{{port: {name}}}", f"{{port: {number}}}", f"{{{port}}}", f"{{protocol: UDP, {port}}}"))


def shop(number: int) -> str:
    """One small application: a Deployment, its Service and Ingress, its settings and a NetworkPolicy."""
    return _SHOP.replace("NUMBER", str(number))


_SHOP = """apiVersion: apps/v1
kind: Deployment
metadata:
  name: cart-NUMBER
  labels: {app: cart-NUMBER}
spec:
  replicas: 2
  selector:
    matchLabels:
      app: cart-NUMBER
  template:
    metadata:
      labels:
        app: cart-NUMBER
        tier: backend
    spec:
      containers:
        - name: cart
          image: example.org/shop/cart:1.4
          ports:
            - name: http
              containerPort: 8080
          readinessProbe:
            httpGet: {path: /healthz, port: http}
          env:
            - name: PAYMENT_URL
              value: http://cart-NUMBER:80/pay
          envFrom:
            - configMapRef: {name: cart-NUMBER}
---
apiVersion: v1
kind: Service
metadata:
  name: cart-NUMBER
spec:
  selector:
    app: cart-NUMBER
  ports:
    - name: http
      port: 80
      targetPort: http
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: cart-NUMBER
spec:
  ingressClassName: nginx
  rules:
    - host: cart-NUMBER.example.org
      http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: cart-NUMBER
                port: {name: http}
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: cart-NUMBER
data:
  LEVEL: info
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: cart-NUMBER
spec:
  podSelector:
    matchLabels:
      app: cart-NUMBER
  policyTypes: [Ingress]
  ingress:
    - from:
        - namespaceSelector:
            matchLabels:
              kubernetes.io/metadata.name: ingress-nginx
      ports:
        - port: http
"""
