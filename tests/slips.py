"""A sound application, the slips that `--fix` mends in it, and the forms that a file may have."""

from __future__ import annotations

import json
from collections.abc import Callable

import yaml

SHOP = """\
# The shop: \u00fc, \U0001f6aa\tand a tab.
apiVersion: v1
kind: Service
metadata:
  name: cart-api
  namespace: shop
spec:
  type: ClusterIP   # inside only
  selector:
    app.kubernetes.io/name: cart
  ports:
    - name: web
      port: 80
      protocol: TCP
      targetPort: http-api
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: cart
  namespace: shop
spec:
  selector:
    matchLabels:
      app.kubernetes.io/name: cart
  template:
    metadata:
      labels:
        app.kubernetes.io/name: cart
        tier: backend
    spec:
      containers:
        - name: cart
          image: example.com/cart:1
          env:
            - name: SELF
              value: "http://cart-api.shop.svc:80/health?x=cart-api"
          envFrom:
            - configMapRef:
                name: cart
          ports:
            - name: http-api
              containerPort: 8080
          readinessProbe:
            httpGet:
              path: /
              port: http-api
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: cart
  namespace: shop
spec:
  podSelector:
    matchLabels:
      tier: backend
  policyTypes:
    - Ingress
    - Egress
  ingress:
    - ports:
        - port: http-api
  egress:
    - {}
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: cart
  namespace: shop
data:
  app.properties: |
    # where the cart is
    cart.url=http://cart-api:80/
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  namespace: shop
spec:
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: cart-api
                port:
                  name: web
"""
SLIPS = {
    "a word that a Service selects by": (
        "app.kubernetes.io/name: cart\n  ports",
        "app.kubernetes.io/name: crat\n  ports",
    ),
    "a key that a Service selects by": (
        "app.kubernetes.io/name: cart\n  ports",
        "app.kubernetes.io/nmae: cart\n  ports",
    ),
    "a target port": ("targetPort: http-api", "targetPort: http-ap"),
    "the port of a probe": ("port: http-api\n---", "port: htp-api\n---"),
    "a label of a pod template": ("name: cart\n        tier", "name: carrt\n        tier"),
    "the key of such a label": ("labels:\n        app.", "labels:\n        ap."),
    "the selector of a controller": (
        "matchLabels:\n      app.kubernetes.io/name",
        "matchLabels:\n      app.kubernetes.io/nam",
    ),
    "the pods of a policy": ("tier: backend\n  policy", "tier: bakend\n  policy"),
    "a word of the API": ("    - Ingress\n    - Egress", "    - Ingres\n    - Egress"),
    "a policy type that is not listed": ("    - Ingress\n    - Egress", "    - Ingress"),
    "the Service of an Ingress": (
        "name: cart-api\n                port",
        "name: cart-ap\n                port",
    ),
    "the port of such a Service": ("port:\n                  name: web\n", "port:\n                  name: wbe\n"),
    "a word of the API in an Ingress": ("pathType: Prefix", "pathType: prefix"),
    "a host in a variable": ("http://cart-api.shop", "http://cartapi.shop"),
    "a host in a file of a ConfigMap": ("http://cart-api:80/", "http://crat-api:80/"),
    "a protocol": ("protocol: TCP", "protocol: tcp"),
    "the name of a field": ("targetPort:", "targetport:"),
    "the name of a field in a policy": ("policyTypes:", "policyType:"),
    "a kind": ("kind: Deployment", "kind: Deploymnet"),
    "an API group": ("networking.k8s.io/v1\nkind: N", "netwroking.k8s.io/v1\nkind: N"),
    "a version that is gone": ("apps/v1", "apps/v1beta1"),
    "quotes around a number": ("port: 80\n", 'port: "80"\n'),
    "a word of the API in a Service": ("type: ClusterIP ", "type: clusterIP "),
}
_PORTS = SHOP[SHOP.index("  ports:") : SHOP.index("---")]
IN_LINES = {
    "a line that is there twice": ("      protocol: TCP\n", "      protocol: TCP\n      protocol: TCP\n"),
    "a field indented too little": (_PORTS, _PORTS.replace("\n  ", "\n").removeprefix("  ")),
}
"""What needs lines of its own."""


def as_list(text: str) -> str:
    items = {"apiVersion": "v1", "kind": "List", "items": list(yaml.safe_load_all(text))}
    return str(yaml.safe_dump(items, sort_keys=False, allow_unicode=True))


def as_json(text: str) -> str:
    items = {"apiVersion": "v1", "kind": "List", "items": list(yaml.safe_load_all(text))}
    return json.dumps(items, indent=2, ensure_ascii=False) + "\n"


def in_flow(text: str) -> str:
    documents = list(yaml.safe_load_all(text))
    return str(yaml.safe_dump_all(documents, default_flow_style=True, sort_keys=False, width=1000))


FORMS: dict[str, tuple[Callable[[str], str], Callable[[str], bytes]]] = {
    "as written": (str, str.encode),
    "CRLF": (lambda text: text.replace("\n", "\r\n"), str.encode),
    "byte order mark": (str, lambda text: b"\xef\xbb\xbf" + text.encode()),
    "UTF-16": (str, lambda text: b"\xff\xfe" + text.encode("utf-16-le")),
    "no line end": (str.rstrip, str.encode),
    "comments": (lambda text: text.replace("\n  name: cart\n", "\n  name: cart   #\t- [ x: '\n"), str.encode),
    "list": (as_list, str.encode),
    "JSON": (as_json, str.encode),
    "flow": (in_flow, str.encode),
}
