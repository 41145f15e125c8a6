"""What an image is likely to hold that can open a connection, by its name and tag.

(Docker's official images: each one's description says what it is built on; tags ending in `alpine` are built on Alpine,
whose BusyBox has nc, wget and nslookup; the others, with few exceptions, on Debian, Ubuntu or a distribution with
bash. Distroless, static and chiseled images have no shell.)
"""

from __future__ import annotations

from enum import StrEnum

from k8slint.pattern import regex


class Tool(StrEnum):
    """A way to try a connection from inside a container."""

    NC = "nc"
    BASH = "bash"
    PYTHON = "python3"
    NODE = "node"
    RUBY = "ruby"
    CURL = "curl"
    NONE = "none"


_BARE = regex(r"distroless|scratch|chiseled|\bstatic\b|\bnanoserver\b|\bwindowsservercore\b")
_ALPINE = regex(r"alpine|busybox|netshoot")
_DEBIAN = regex(
    r"debian|ubuntu|\bslim\b|bookworm|bullseye|buster|trixie|jammy|noble|focal|centos|rockylinux|almalinux|fedora|amazonlinux"
)
_BUSYBOX = regex(r"(^|/)(prom|prometheus)/|(^|/)grafana/grafana\b")
"""Images without such words in their names that are built on BusyBox or Alpine. (Dockerfile of each)"""
_LANGUAGES = {"python": Tool.PYTHON, "pypy": Tool.PYTHON, "node": Tool.NODE, "ruby": Tool.RUBY, "curl": Tool.CURL}
_WITH_BASH = frozenset(
    {"cassandra", "eclipse-temurin", "golang", "gradle", "httpd", "jenkins", "mariadb", "maven", "memcached", "mongo"}
    | {"mysql", "nginx", "openjdk", "perl", "php", "postgres", "rabbitmq", "redis", "rust", "tomcat", "ubi-minimal"}
    | {"ubi8", "ubi9", "wordpress", "elasticsearch"}
)


def tool_of(image: str) -> Tool:
    """The tool to use in a container of that image; NONE where none is likely."""
    name, words = split(image)
    if _BARE.search(image.lower()):
        return Tool.NONE
    if name in _LANGUAGES and _is_official(image, name):
        return _LANGUAGES[name]
    if _ALPINE.search(words) or _BUSYBOX.search(image.lower()):
        return Tool.NC
    official = name in _WITH_BASH and _is_official(image, name)
    return Tool.BASH if official or _DEBIAN.search(words) or "bitnami/" in image else Tool.NONE


def split(image: str) -> tuple[str, str]:
    """The last part of an image's name, and that name with its tag, without registry and digest."""
    last = image.lower().partition("@")[0].rpartition("/")[2]
    return last.partition(":")[0], last


def _is_official(image: str, name: str) -> bool:
    """Whether it is Docker's own, one of a mirror that keeps `library/`, or curl's: others may use the name freely."""
    folder = image.lower().partition("@")[0].rpartition("/")[0]
    known = {"", "library", "docker.io", "docker.io/library", "curlimages", "docker.io/curlimages"}
    return folder in known or folder.endswith("/library") or (name.startswith("ubi") and "redhat" in folder)
