"""Kinds of clusters whose defaults are documented: only what such a cluster has unless it is told otherwise."""

from __future__ import annotations

from k8slint.profile import Profile

PRESETS: dict[str, Profile] = {
    # az aks create: --service-cidr defaults to 10.0.0.0/16; enforcement of policies is chosen with --network-policy.
    "aks": Profile(service_cidrs=("10.0.0.0/16",), cni="azure"),
    # EKS user guide: the VPC CNI plugin, which enforces policies where the add-on's enableNetworkPolicy says so.
    "eks": Profile(cni="aws-vpc"),
    # GKE documentation, "GKE Ingress": an Ingress without a class becomes an external load balancer. Policies need
    # Dataplane V2 or the add-on, which Standard clusters may lack.
    "gke": Profile(ingress_classes=("gce", "gce-internal"), default_ingress_class=True),
    # GKE documentation, "Dataplane V2": always on in Autopilot clusters.
    "gke-autopilot": Profile(
        cni="gke-dataplane-v2", ingress_classes=("gce", "gce-internal"), default_ingress_class=True
    ),
    # k3s server reference: --cluster-cidr, --service-cidr; Flannel with the policy controller of kube-router;
    # Traefik, whose chart makes its class the default.
    "k3s": Profile(
        pod_cidrs=("10.42.0.0/16",),
        service_cidrs=("10.43.0.0/16",),
        cni="flannel",
        policies=True,
        ingress_classes=("traefik",),
        default_ingress_class=True,
    ),
    # kind, pkg/apis/config/v1alpha4/default.go; kindnet enforces policies since kind v0.24.0.
    "kind": Profile(pod_cidrs=("10.244.0.0/16",), service_cidrs=("10.96.0.0/16",), cni="kindnet"),
    # kubeadm ClusterConfiguration: networking.serviceSubnet.
    "kubeadm": Profile(service_cidrs=("10.96.0.0/12",)),
    # MicroK8s documentation, "Services and ports": Calico.
    "microk8s": Profile(pod_cidrs=("10.1.0.0/16",), service_cidrs=("10.152.183.0/24",), cni="calico"),
    # minikube start: --service-cluster-ip-range.
    "minikube": Profile(service_cidrs=("10.96.0.0/12",)),
    # OpenShift installer, pkg/types/defaults; the ingress operator makes the class of its default controller, which
    # also serves Ingresses that name none.
    "openshift": Profile(
        pod_cidrs=("10.128.0.0/14",),
        service_cidrs=("172.30.0.0/16",),
        cni="ovn-kubernetes",
        ingress_classes=("openshift-default",),
        default_ingress_class=True,
    ),
    # RKE2 server reference: --cluster-cidr, --service-cidr, --cni.
    "rke2": Profile(pod_cidrs=("10.42.0.0/16",), service_cidrs=("10.43.0.0/16",), cni="canal"),
    # Talos machine configuration: cluster.network.
    "talos": Profile(pod_cidrs=("10.244.0.0/16",), service_cidrs=("10.96.0.0/12",), cni="flannel"),
}
