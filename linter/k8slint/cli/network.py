"""The networks that an input describes, one for each alternative, and those of two states that are the same one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from k8slint.baseline.entry import relatives
from k8slint.cli.model import model_of, read_and_tell
from k8slint.config import Config
from k8slint.inputs.render.view import several, views_of
from k8slint.model.cluster import Cluster
from k8slint.record import dataclass


@dataclass(frozen=True)
class Network:
    """`name` is empty where the input describes no other one; `builds` count from the folder that both states have."""

    name: str
    builds: frozenset[str]
    cluster: Cluster


@dataclass(frozen=True)
class State:
    """The networks of some paths; `alternatives` says which these are, and is empty where there is one only."""

    networks: tuple[Network, ...]
    alternatives: str = ""

    @classmethod
    def of(cls, paths: Sequence[str], config: Config, root: str) -> State:
        """What the paths describe, whose builds count from a folder."""
        views = views_of(read_and_tell(paths, config))
        networks = []
        for view in views:
            names = relatives((build.name for build in view.builds or view.reading.builds), root)
            networks.append(Network(view.name, frozenset(names), model_of(view.reading, config)))
        return cls(tuple(networks), several(views))


@dataclass(frozen=True)
class Pair:
    """A network before and after; None where there is none."""

    before: Network | None
    after: Network | None

    @property
    def name(self) -> str:
        """What it is called now, or was; empty where there is no other one."""
        names = [each.name for each in (self.after, self.before) if each]
        return next(filter(None, names), "")


def pairs(old: State, new: State) -> Iterator[Pair]:
    """Each network of now with what it was, then those that are gone. The only ones of two states belong together."""
    if len(old.networks) == len(new.networks) == 1:
        yield Pair(old.networks[0], new.networks[0])
        return
    before = {id(after): _same(after, old.networks) for after in new.networks}
    yield from (Pair(before[id(after)], after) for after in new.networks)
    met = {id(each) for each in before.values()}
    yield from (Pair(each, None) for each in old.networks if each.cluster.metas and id(each) not in met)


def _same(network: Network, others: Iterable[Network]) -> Network | None:
    return next((other for other in others if other.builds & network.builds), None)
