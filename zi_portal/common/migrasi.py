"""A step of a migration that more than one app needs."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import CreateModel
from django.db.migrations.operations.base import Operation, OperationCategory
from django.db.migrations.state import ProjectState


class BuatModel(Operation):
    """Create many tables in one step.

    After each ``CreateModel`` Django renders again every model that is related to the new one, which with a hundred
    tables around one user takes minutes. Here the models are rendered once, when all are known.
    """

    category = OperationCategory.ADDITION
    serialization_expand_args = ["model"]

    def __init__(self, model: Sequence[CreateModel]) -> None:
        self.model = model

    def deconstruct(self) -> tuple[str, list, dict]:
        return type(self).__qualname__, [], {"model": self.model}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        if "apps" in state.__dict__:
            del state.apps
        for satu in self.model:
            satu.state_forwards(app_label, state)

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for satu in self.model:
            satu.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for satu in reversed(self.model):
            satu.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return f"Create {len(self.model)} models"
