"""What the editor can do, of what it said when it came."""

from __future__ import annotations

from lsprotocol import types

from k8slint.record import dataclass


@dataclass(frozen=True)
class Client:
    """The editor's capabilities, of which any part may be missing."""

    capabilities: types.ClientCapabilities

    @property
    def shows_related(self) -> bool:
        """Whether it shows the other places of a diagnostic."""
        documents = self.capabilities.text_document
        publish = documents.publish_diagnostics if documents else None
        return bool(publish and publish.related_information)

    @property
    def knows_versions(self) -> bool:
        """Whether an edit may name the version of the text that it is about."""
        workspace = self.capabilities.workspace
        edits = workspace.workspace_edit if workspace else None
        return bool(edits and edits.document_changes)

    @property
    def watches_files(self) -> bool:
        """Whether it can be asked to tell of changes on the disk."""
        workspace = self.capabilities.workspace
        watching = workspace.did_change_watched_files if workspace else None
        return bool(watching and watching.dynamic_registration)
