"""How long the solver takes for a question.

    python -m benchmarks.solver [--policies 500] [--questions 25]

Prints the median and the slowest of each kind of question, and how often the bound ran out.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections.abc import Callable, Iterator
from ipaddress import ip_network

from benchmarks.generate import cluster
from k8slint.config import Config
from k8slint.inputs.read import read_text
from k8slint.parse.cluster import parse_cluster
from k8slint.reach.answer import Answer, Unknown
from k8slint.reach.clause import Clauses, Span
from k8slint.reach.equality import told_apart
from k8slint.reach.prover import Prover
from k8slint.reach.reachability import Reachability
from k8slint.reach.redundancy import missed_without
from k8slint.reach.rivals import Rivals
from k8slint.reach.who import Outside, Pods

Question = Callable[[], Answer]
INTERNET = Outside((ip_network("0.0.0.0/0"),))


def questions(reach: Reachability, prover: Prover, count: int) -> Iterator[tuple[str, Question]]:
    """Questions of every kind, about pods and clauses picked by lot."""
    chance, clauses = random.Random(1), reach.clauses
    pods = [endpoint.pods[0] for endpoint in chance.sample(reach.endpoints, count)]
    for pod in pods:
        port = (Span(next(iter(pod.ports))[1], 1, 1024),) if pod.ports else reach.clauses.clauses[0].traffic
        yield "can any pod reach it", lambda pod=pod, port=port: prover.connected(clauses, Pods(), pod, port)  # type: ignore[misc]
        yield "can any address reach it", lambda pod=pod: prover.connected(clauses, INTERNET, pod, explain=True)  # type: ignore[misc]
        yield "is all open to it", lambda pod=pod: prover.refused(clauses, Pods(), pod, explain=True)  # type: ignore[misc]
    rivals = Rivals(clauses)
    for clause in chance.sample(clauses.clauses, count):
        rest = Clauses(tuple(c for c in clauses.clauses if c is not clause), clauses.isolations)
        yield "does a rule add nothing", lambda it=clause: missed_without(prover, it, rivals.of(it))  # type: ignore[misc]
        yield "are the policies equal without a rule", lambda rest=rest: told_apart(prover, clauses, rest)  # type: ignore[misc]
    yield "can any pod reach any pod", lambda: prover.connected(clauses, Pods(), Pods())


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--policies", type=int, default=500)
    parser.add_argument("--questions", type=int, default=25)
    options = parser.parse_args()
    text = cluster(options.policies * 10, options.policies)
    parsed = parse_cluster(read_text("made.yaml", text), Config())
    reach = Reachability.of(parsed)
    start = time.process_time()
    prover = Prover(reach.clauses, known={n.name: n.labels for n in parsed.namespaces})
    print(f"{options.policies} policies, {len(reach.clauses.clauses)} rules; prepared in {_ms(start):.0f} ms")
    times: dict[str, list[float]] = {}
    unknown = 0
    for name, question in questions(reach, prover, options.questions):
        start = time.process_time()
        unknown += isinstance(question(), Unknown)
        times.setdefault(name, []).append(_ms(start))
    for name, found in times.items():
        print(f"{name:40} median {statistics.median(found):7.1f} ms   slowest {max(found):7.1f} ms")
    every = [ms for found in times.values() for ms in found]
    print(f"{'all questions':40} median {statistics.median(every):7.1f} ms   unknown {unknown}")


def _ms(start: float) -> float:
    return (time.process_time() - start) * 1000


if __name__ == "__main__":
    main()
