"""Addresses of one family as a person would write them: everything but a few, where that is shorter."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import ip_network

from k8slint.reach.atoms import AddressAtoms
from k8slint.reach.clause import Network
from k8slint.record import dataclass


@dataclass(frozen=True)
class Block:
    """A network without some of its parts."""

    network: Network
    excepts: tuple[Network, ...] = ()


def blocks_of(networks: Iterable[Network]) -> tuple[Block, ...]:
    """The same addresses as blocks, IPv4 first; disjoint networks are taken."""
    networks = tuple(networks)
    families = ([n for n in networks if n.version == version] for version in (4, 6))
    return tuple(block for family in families if family for block in _blocks(family))


def _blocks(networks: list[Network]) -> tuple[Block, ...]:
    whole = ip_network("0.0.0.0/0" if networks[0].version == 4 else "::/0")
    atoms = AddressAtoms.cut((whole, *networks))
    present = sum(atoms.network(network) for network in networks)
    missing = atoms.networks(atoms.network(whole) & ~present)
    if len(missing) + 1 < len(networks):
        return (Block(whole, missing),)
    return tuple(Block(network) for network in networks)
