"""Made-up inputs in the shapes that large repositories have: the same shape and size give the same texts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

from benchmarks.generate import shop
from k8slint.inputs.read import read
from k8slint.inputs.reader import Reader
from k8slint.inputs.reading import Reading
from k8slint.inputs.render.rendering import Rendering
from k8slint.inputs.source import Source

OVERLAYS = 30

Texts: TypeAlias = Iterator[str]


def one_namespace(apps: int) -> Texts:
    """Applications of five objects each, all in one namespace."""
    return map(shop, range(apps))


def namespaces(apps: int) -> Texts:
    """Namespaces of five applications each."""
    for number in range(apps):
        here = f"  namespace: team-{number // 5}\n"
        if number % 5 == 0:
            labels = f"{{unit: u{number}}}"
            yield f"apiVersion: v1\nkind: Namespace\nmetadata: {{name: team-{number // 5}, labels: {labels}}}\n"
        yield shop(number).replace("metadata:\n  name:", f"metadata:\n{here}  name:")


def policies(apps: int) -> Texts:
    """Each application with eight policies: closed, its callers one by one, monitoring, DNS; calls one by one."""
    for number in range(apps):
        here = number // 10 * 10
        yield _pods(number)
        yield _policy(f"deny-{number}", number, "  policyTypes: [Ingress, Egress]")
        for caller in range(here, here + 3):
            yield _policy(f"from-{caller}-to-{number}", number, _side("ingress", "from", f"app: web-{caller}", 8080))
            yield _policy(f"to-{caller}-from-{number}", number, _side("egress", "to", f"app: web-{caller}", 8080))
        yield _policy(f"metrics-{number}", number, _side("ingress", "from", "app: prometheus", 9090))


def _pods(number: int) -> str:
    return f"""apiVersion: apps/v1
kind: Deployment
metadata: {{name: web-{number}}}
spec:
  selector: {{matchLabels: {{app: web-{number}}}}}
  template:
    metadata: {{labels: {{app: web-{number}, tier: t{number % 3}}}}}
    spec:
      containers:
        - {{name: web, image: example.org/web:1, ports: [{{containerPort: 8080}}, {{containerPort: 9090}}]}}
---
apiVersion: v1
kind: Service
metadata: {{name: web-{number}}}
spec:
  selector: {{app: web-{number}}}
  ports: [{{name: http, port: 80, targetPort: 8080}}, {{name: metrics, port: 9090}}]
"""


def _policy(name: str, number: int, rest: str) -> str:
    head = f"apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {{name: {name}}}\n"
    return f"{head}spec:\n  podSelector: {{matchLabels: {{app: web-{number}}}}}\n{rest}\n"


def _side(section: str, side: str, label: str, port: int) -> str:
    peer = f"{{podSelector: {{matchLabels: {{{label}}}}}}}"
    return f"  policyTypes: [{section.title()}]\n  {section}:\n    - {side}: [{peer}]\n      ports: [{{port: {port}}}]"


def open_namespaces(apps: int) -> Texts:
    """A policy for all pods of a namespace, and one for each application that adds nothing to it."""
    for number in range(apps):
        here = f"team-{number // 20}"
        texts = [
            _pods(number),
            _policy(f"web-{number}", number, _side("ingress", "from", f"app: web-{number + 1}", 8080)),
        ]
        if number % 20 == 0:
            whole = _policy("all", number, "  policyTypes: [Ingress]\n  ingress: [{from: [{podSelector: {}}]}]")
            texts.append(whole.replace(f"matchLabels: {{app: web-{number}}}", ""))
        for text in texts:
            yield re.sub(r"metadata: \{name: (\S+?)\}", rf"metadata: {{name: \1, namespace: {here}}}", text)


def few_hosts(apps: int) -> Texts:
    """Four Ingresses an application, each with a path of its own, all on three hosts."""
    for number in range(apps):
        yield _pods(number)
        for part in range(4):
            rule = _ingress_rule(f"host-{part % 3}.example.org", f"/app-{number}/{part}", number)
            yield _ingress(f"web-{number}-{part}", rule)


def many_hosts(apps: int) -> Texts:
    """An Ingress for each fifty applications, with a host of its own for each."""
    for number in range(apps):
        yield _pods(number)
        if number % 50 == 0:
            apps_here = range(number, min(number + 50, apps))
            yield _ingress(f"edge-{number}", "".join(_ingress_rule(f"web-{n}.example.org", "/", n) for n in apps_here))


def _ingress(name: str, rules: str) -> str:
    head = f"apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {{name: {name}}}\n"
    return f"{head}spec:\n  ingressClassName: nginx\n  rules:\n{rules}"


def _ingress_rule(host: str, path: str, number: int) -> str:
    backend = f"{{service: {{name: web-{number}, port: {{number: 80}}}}}}"
    return f"    - host: {host}\n      http: {{paths: [{{path: {path}, pathType: Prefix, backend: {backend}}}]}}\n"


def routes(apps: int) -> Texts:
    """Two HTTPRoutes an application, all on one Gateway."""
    yield """apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: edge}
spec:
  gatewayClassName: cilium
  listeners:
    - {name: http, protocol: HTTP, port: 80}
    - {name: own, protocol: HTTP, port: 8080, hostname: "*.example.org"}
"""
    for number in range(apps):
        yield _pods(number)
        for part in range(2):
            yield f"""apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {{name: web-{number}-{part}}}
spec:
  parentRefs: [{{name: edge}}]
  hostnames: [web-{number // 10}.example.org]
  rules:
    - matches: [{{path: {{type: PathPrefix, value: /app-{number}/{part}}}}}]
      backendRefs: [{{name: web-{number}, port: 80}}]
"""


def unknown_hosts(apps: int) -> Texts:
    """Three ConfigMaps an application, each with hosts that are no Services and one that is."""
    for number in range(apps):
        maps = [f"settings-{number}-{part}" for part in range(3)]
        refs = ", ".join(f"{{configMapRef: {{name: {name}}}}}" for name in maps)
        yield _pods(number).replace("{name: web, image", f"{{name: web, envFrom: [{refs}], image")
        for part, name in enumerate(maps):
            yield f"""apiVersion: v1
kind: ConfigMap
metadata: {{name: {name}}}
data:
  CART_{part}_URL: http://cart-api-{number}-{part}:80/cart
  QUEUE_{part}_HOST: queue-of-{number}-{part}.default.svc.cluster.local
  WEB_{part}_URL: http://web-{number}:80
"""


def mistakes(apps: int) -> Texts:
    """Applications of which each has a handful of findings, one of them ignored by a comment."""
    for number in range(apps):
        text = _pods(number).replace("{name: metrics, port: 9090}", "{name: metrics, port: 9091}")
        yield text.replace(
            "targetPort: 8080}", "targetPort: http} # k8slint: ignore service-target-port-unresolved -- later\n  "
        ).replace("ports: [{name: http", "ports: [\n    {name: http")
        yield _ingress(f"web-{number}", _ingress_rule(f"web-{number}.example.org", "/", number).replace("80", "81"))
        yield _policy(f"from-{number}", number, _side("ingress", "from", f"app: wbe-{number}", 8081))


def copies(apps: int) -> Texts:
    """Thirty copies of the same applications, as folders for environments hold them, each a little different."""
    for number in range(apps):
        yield shop(number % max(1, apps // 30)).replace("LEVEL: info", f"LEVEL: l{number}")


def monitors(apps: int) -> Texts:
    """Each application with a ServiceMonitor, and a database with a StatefulSet for each ten."""
    for number in range(apps):
        yield _pods(number).replace(
            f"metadata: {{name: web-{number}}}\nspec:\n  selector: {{app",
            f"metadata: {{name: web-{number}, labels: {{app: web-{number}}}}}\nspec:\n  selector: {{app",
        )
        yield f"""apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata: {{name: web-{number}}}
spec:
  selector: {{matchLabels: {{app: web-{number}}}}}
  endpoints: [{{port: metrics}}]
"""


SHAPES: dict[str, Callable[[int], Texts]] = {
    shape.__name__.replace("_", " "): shape
    for shape in (
        one_namespace,
        namespaces,
        policies,
        open_namespaces,
        few_hosts,
        many_hosts,
        routes,
        unknown_hosts,
        mistakes,
        copies,
        monitors,
    )
}


def reading_of(shape: str, apps: int) -> Reading:
    """What the files of a shape hold, ten texts a file."""
    reader, texts = Reader(), list(SHAPES[shape](apps))
    for start in range(0, len(texts), 10):
        reader.read(Source(f"made/part-{start // 10}.yaml", "---\n".join(texts[start : start + 10])))
    return reader.reading


def overlays(apps: int, folder: Path) -> Reading:
    """Thirty overlays of one base, rendered."""
    base = folder / "base"
    base.mkdir(parents=True)
    (base / "all.yaml").write_text("---\n".join(map(shop, range(apps))))
    (base / "kustomization.yaml").write_text("resources: [all.yaml]\n")
    for number in range(OVERLAYS):
        overlay = folder / "overlays" / f"cluster-{number}"
        overlay.mkdir(parents=True)
        (overlay / "kustomization.yaml").write_text(_OVERLAY.replace("NUMBER", str(number)))
    return read([str(folder)], rendering=Rendering())


_OVERLAY = """resources: [../../base]
patches:
  - target: {kind: Deployment, name: cart-0}
    patch: |
      - {op: replace, path: /spec/replicas, value: NUMBER}
"""
