"""What the key of a setting says about its value: that it is called, or that it is an address of one's own."""

from __future__ import annotations

from functools import lru_cache

from k8slint.pattern import regex

_WORD = regex(r"[A-Z]?[a-z0-9]+|[A-Z0-9]+(?![a-z])")
_CALLED = frozenset(
    {"url", "urls", "uri", "uris", "host", "hosts", "hostname", "hostnames", "addr", "addrs", "address", "addresses"}
    | {"endpoint", "endpoints", "server", "servers", "upstream", "upstreams", "target", "targets", "backend", "dsn"}
    | {"broker", "brokers", "remote", "peer", "peers", "proxy", "bootstrap"}
)
_HOST_WORDS = (
    *("hostname", "hosts", "host", "address", "addresses", "addr", "server", "servers", "endpoint", "endpoints"),
    *("url", "urls", "uri", "uris", "dsn", "broker", "brokers", "upstream", "peers"),
)
_LISTENING = frozenset(
    {"listen", "listens", "listener", "listeners", "bind", "binding", "advertise", "advertised", "cors"}
    | {"origin", "origins", "allow", "allowed"}
)
_NO_HOST = frozenset(
    {"image", "images", "repository", "tag", "user", "username", "password", "name", "names", "namespace"}
    | {"label", "labels", "class", "mode", "type", "kind"}
)
_OUTSIDE = frozenset(
    {"public", "redirect", "callback", "external", "issuer", "nextauth", "site", "root", "vite", "react", "browser"}
    | {"link", "links", "console", "domain", "log", "logs"}
)
_ON = frozenset({"enable", "enabled", "enables", "use", "uses", "active", "feature"})
_OFF = frozenset({"disable", "disabled", "disables", "skip"})


@lru_cache(maxsize=4096)
def words_of(key: str) -> tuple[str, ...]:
    """The words of a key in lower case, whatever joins them: REDIS_ADDR, `redis.addr`, `--redis-addr`, redisAddr."""
    return tuple(word.lower() for word in _WORD.findall(key[-200:]))


def is_called(key: str) -> bool:
    """Whether what a key holds is called: REDIS_ADDR, `--upstream`."""
    words = words_of(key)
    is_called = not _CALLED.isdisjoint(words[-3:]) or (words != () and words[-1].endswith(("host", "addr")))
    return is_called and not is_own(key) and _OUTSIDE.isdisjoint(words)


def is_own(key: str) -> bool:
    """Whether what a key holds is not called: where the container listens, what it tells others, what is no host."""
    words = words_of(key)
    return not _LISTENING.isdisjoint(words) or words == ("no", "proxy") or (words != () and words[-1] in _NO_HOST)


def is_outside(key: str) -> bool:
    """Whether a key speaks of an address for a browser, where a name means something else."""
    return not _OUTSIDE.isdisjoint(words_of(key))


def holds_host(key: str) -> bool:
    """Whether what a key holds is a host although nothing in it shows that: REDIS_HOST, `brokers`."""
    words = [word for word in words_of(key) if not word.isdigit()]
    return is_called(key) and words[-1].endswith(_HOST_WORDS)


def stem_of(key: str) -> str | None:
    """The letters before a last word for a host, with which the key of its port begins; None where it is no host's."""
    if key in ("-h", "--host"):
        return ""
    letters = "".join(words_of(key))
    return next((letters.removesuffix(last) for last in _HOST_WORDS if letters.endswith(last)), None)


def is_port_of(stem: str, key: str) -> bool:
    """Whether a key holds the port of the host with that stem: REDIS_PORT, `redis.port`, Envoy's `port_value`."""
    return "".join(words_of(key)) in (f"{stem}port", f"{stem}portvalue") or (not stem and key in ("-p", "-P"))


def switched(key: str, value: str) -> tuple[str, ...] | None:
    """The words of what a setting switches off (ENABLE_ASSISTANT=false, `disabled: true`); None where it does not."""
    off = value.strip().strip("\"'").lower()
    words = words_of(key)
    if (off in ("false", "0", "no", "off") and not _ON.isdisjoint(words)) or (
        off in ("true", "1", "yes", "on") and not _OFF.isdisjoint(words)
    ):
        return tuple(word for word in words if word not in _ON | _OFF)
    return None
