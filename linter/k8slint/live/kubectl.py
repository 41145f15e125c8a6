"""The forms of kubectl that are used. (kubectl reference: get, exec, logs, debug, auth can-i)

Names follow their type in one word (`service/redis`), or the option that takes them, so that none can pass for an
option.
"""

from __future__ import annotations

from k8slint.finding import ObjectRef
from k8slint.live.pods import Pods

IMAGE = "nicolaka/netshoot"
"""An image with curl, nc, nslookup, ss and tcpdump, for containers that bring no tools."""

DEBUG = ("kubectl", "debug")
"""What a command that adds a debug container begins with."""

_SHORT = frozenset({"", "apps", "batch", "networking.k8s.io", "discovery.k8s.io"})
"""API groups whose kinds kubectl takes by their name alone; of others there are namesakes (`gateway`, `service`)."""


def resource(ref: ObjectRef) -> str:
    """An object as `TYPE/NAME`, with its group where the type alone is ambiguous."""
    group = ref.api_version.rpartition("/")[0]
    kind = ref.kind.lower()
    return f"{kind}/{ref.name}" if group in _SHORT else f"{kind}.{group}/{ref.name}"


def get(what: str, namespace: str | None, *options: str) -> tuple[str, ...]:
    """`kubectl get`."""
    return ("kubectl", "get", what, *within(namespace), *options)


def within(namespace: str | None) -> tuple[str, ...]:
    """The option for a namespace; none for what lies in no namespace."""
    return ("-n", namespace) if namespace else ()


def executed(pods: Pods, *words: str) -> tuple[str, ...]:
    """`kubectl exec`, without standard input: it would swallow the lines that are pasted after it."""
    container = ("-c", pods.container.name) if pods.container else ()
    return ("kubectl", "exec", *within(pods.namespace), pods.any_pod, *container, "--", *words)


def debugged(pods: Pods, *words: str, profile: str = "baseline") -> tuple[str, ...]:
    """`kubectl debug`: an ephemeral container beside the pod's own, with tools.

    It takes a pod and no controller. `--attach` prints what the tool says and, unlike `-it`, leaves the terminal to
    the lines that are pasted after it. The profile baseline adds no capabilities; netadmin adds NET_ADMIN and NET_RAW.
    (kubectl reference: debug; KEP-1441, profiles)
    """
    target = (f"--target={pods.container.name}",) if pods.container else ()
    options = (f"--image={IMAGE}", *target, f"--profile={profile}", "--attach")
    return (*DEBUG, *within(pods.namespace), pods.one_pod, *options, "--", *words)
