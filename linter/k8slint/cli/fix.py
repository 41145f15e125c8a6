"""`check --fix`: what is mended, what is not, and why."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import click

from k8slint.engine import Result
from k8slint.finding import Finding
from k8slint.fix.mend import Mended, Mender
from k8slint.fix.store import NotWritten, store
from k8slint.inputs.read import read
from k8slint.inputs.reading import Reading
from k8slint.inputs.reread import reread
from k8slint.inputs.source import Source
from k8slint.report.escape import printable
from k8slint.report.patch import patch
from k8slint.report.summary import count


def mended(mender: Mender, dry_run: bool) -> Result:
    """Carries the fixes out, tells of them on standard error, and returns what is left."""
    done = mender.mend()
    sources = {source.name: source for source in mender.reading.sources}
    if dry_run:
        click.echo("".join(patch(sources[name], text) for name, text in done.texts.items()), nl=False)
        written = done.texts
    else:
        written = {name: text for name, text in done.texts.items() if _is_stored(sources[name], text, mender.reading)}
    _tell(done, written.keys(), "would fix" if dry_run else "fixed")
    if mender.reading.builds and written and not dry_run:
        return mender.checked(_built_again(mender))
    return done.result if written == done.texts else mender.checked(reread(mender.reading, written))


def _built_again(mender: Mender) -> Reading:
    """The input as it is on the disk now, around it what was read before."""
    config, before = mender.config, mender.reading
    return replace(read(before.paths, config.paths, config.rendering), context=before.context)


def _is_stored(source: Source, text: str, reading: Reading) -> bool:
    try:
        store(source, text, reading.paths)
    except NotWritten as error:
        _say(f"{source.name} is not written: {error}")
        return False
    return True


def _tell(done: Mended, written: Collection[str], verb: str) -> None:
    fixed = [each for each in done.fixed if _files(each) <= set(written)]
    for finding in fixed:
        _say(f"{verb} {_named(finding)}")
    for held in done.held:
        _say(f"not fixed: {_named(held.finding)}: {held.reason}")
    _say(f"{verb} {count(len(fixed), 'finding')} in {count(len(written), 'file')}")


def _files(finding: Finding) -> set[str]:
    fix = finding.problem.fix
    return {edit.location.file for edit in fix.edits} if fix else set()


def _named(finding: Finding) -> str:
    at, fix = finding.location, finding.problem.fix
    return f"{at.file}:{at.line}:{at.column}: [{finding.rule}] {fix.description if fix else ''}"


def _say(words: str) -> None:
    click.echo(f"k8slint: {printable(words)}", err=True)
