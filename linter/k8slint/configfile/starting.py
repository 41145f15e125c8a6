"""What `k8slint init` writes: every key with its meaning, and nothing that changes a default."""

STARTING = """\
# What k8slint checks in this repository, and what it should know about the cluster.
# Every key is optional; what is commented out shows its form. `k8slint rules` lists the rules.

# The namespace of objects that name none.
namespace: default

# The lowest level that makes the command fail: error, warning, info, never.
failOn: error

# The findings that were there on the first day (k8slint baseline writes them), so that only new ones are reported.
#baseline: .k8slint-baseline.json

# Which files in the checked folders are read: globs as in .gitignore, relative to this file.
paths:
#  include: [k8s/**]
#  exclude: [k8s/experiments, "*.example.yaml"]

# Whether kustomizations (with kustomize or kubectl) and charts (with helm) are rendered where the tool is installed.
render:
#  kustomize: off
#  helm: off

# How charts are installed, where neither their own values nor their ci/*-values.yaml say it. Paths are relative to this
# file; each entry is a network of its own.
charts:
#- {path: charts/shop, values: [values/production.yaml], name: shop, namespace: shop}

# Rules: off, on, a level (error, warning, info), or a mapping with the rule's own parameters.
rules:
#  ingress-class-missing: off
#  node-port-exposes-sensitive-port: error
#  service-selects-no-pods: {enabled: true, level: warning}

# Whether the input holds everything that runs: true, or the namespaces of which it does. What is missing there is an
# error, not a warning.
complete: false

# Objects that exist in the cluster though they are not in the input. Labels are those of the pods for a workload;
# ports are numbers, port/PROTOCOL, or a mapping with name, port and protocol.
external:
#- {kind: Service, name: postgres, namespace: data, ports: [5432]}
#- {kind: Deployment, name: ingress-nginx-controller, namespace: ingress-nginx, labels: {app: ingress-nginx}}
#- {kind: Secret, name: shop-tls, namespace: shop}

# Facts about the target cluster that manifests do not state. A preset (aks, eks, gke, gke-autopilot, k3s, kind,
# kubeadm, microk8s, minikube, openshift, rke2, talos) fills in what such a cluster usually has; other keys win over it.
cluster:
#  preset: kind
#  version: "1.34"
#  nodePortRange: 30000-32767
#  podCIDRs: [10.244.0.0/16]
#  serviceCIDRs: [10.96.0.0/16]
#  cni: calico
#  enforcesPolicies: true
#  ingressClasses: [nginx, internal]
#  defaultIngressClass: nginx
#  externalDNS: "0.22"
#  dnsDomain: cluster.local

# Findings that are known and accepted: of which rule, in which objects (Kind namespace/name, * for anything) or
# files, why, and until when. An entry that ignores nothing, or has expired, is itself reported.
ignore:
#- rule: service-selects-no-pods
#  object: Service shop/payment-*
#  path: k8s/payment
#  reason: the payment operator makes these pods
#  expires: 2030-12-31
"""
