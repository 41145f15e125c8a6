"""`check --fix`: what is mended, what is not, and why."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import click

from k8slint.engine import Result
from k8slint.finding import Finding
from k8slint.fix.candidate import Held
from k8slint.fix.carry import Carrier
from k8slint.fix.mend import Mender
from k8slint.report.escape import printable
from k8slint.report.patch import patch
from k8slint.report.summary import count


def mended(mender: Mender, dry_run: bool) -> Result:
    """Carries the fixes out, tells of them on standard error, and returns what is left."""
    if dry_run:
        return _shown(mender)
    carrier = Carrier(mender)
    result = carrier.carry_out()
    for name, reason in carrier.unwritten.items():
        _say(f"{name} is not written: {reason}")
    _tell("fixed", carrier.fixed, carrier.held, carrier.files)
    return result


def _shown(mender: Mender) -> Result:
    """As a patch: of builds only what shows before they are built again."""
    done, sources = mender.mend(), {source.name: source for source in mender.reading.sources}
    click.echo("".join(patch(sources[name], text) for name, text in done.texts.items()), nl=False)
    _tell("would fix", done.fixed, done.held, done.texts)
    return done.result


def _tell(verb: str, fixed: Collection[Finding], held: Iterable[Held], files: Collection[str]) -> None:
    for finding in fixed:
        _say(f"{verb} {_named(finding)}")
    for each in held:
        _say(f"not fixed: {_named(each.finding)}: {each.reason}")
    _say(f"{verb} {count(len(fixed), 'finding')} in {count(len(files), 'file')}")


def _named(finding: Finding) -> str:
    at, fix = finding.location, finding.problem.fix
    return f"{at.file}:{at.line}:{at.column}: [{finding.rule}] {fix.description if fix else ''}"


def _say(words: str) -> None:
    click.echo(f"k8slint: {printable(words)}", err=True)
