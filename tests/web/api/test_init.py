"""Every endpoint does what its document says, whatever it is asked."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import NoReturn

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.core.transport import Response
from schemathesis.generation import GenerationMode
from schemathesis.schemas import BaseSchema
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)
from starlette.testclient import TestClient

from mainstem.errors import Unreachable
from mainstem.model import SCOPES
from mainstem.settings import Settings
from mainstem.web import create
from mainstem.web.rate import Rate
from mainstem.wiring import Mainstem, accounts
from tests.conftest import NOW


def no_bug(ctx: schemathesis.CheckContext, response: Response, case: schemathesis.Case) -> bool | None:
    """Errors of others (502) and of the machine (503) are told; a 500 is a bug of ours."""
    if response.status_code == 500:
        raise AssertionError(f"{case.method} {case.path}: {response.text}")
    return None


CHECKS = [
    no_bug,
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
]


class Offline(Mainstem):
    """The program on a machine without a network."""

    def client(self) -> NoReturn:
        """There is none."""
        raise Unreachable("this machine", "has no network")


@pytest.fixture(scope="module")
def schema(planned: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[BaseSchema, dict[str, str]]:
    """The document of the API, as the app serves it."""
    home = tmp_path_factory.mktemp("api") / "home"
    shutil.copytree(planned, home)
    whole = Offline(Settings(home=home, timezone="UTC"), clock=lambda: NOW)
    accounts.add(whole, "me", "admin")
    _, secret = accounts.new_token(whole, "test", SCOPES, SCOPES, None)
    app = create(whole, rate=Rate(1e9, 10**9, lambda: 0.0))
    document = app.openapi()
    for methods in document["paths"].values():
        for operation in methods.values():
            operation.pop(
                "security", None
            )  # the token is always sent; test_accounts looks at what happens without
    headers = {"host": "localhost", "authorization": f"Bearer {secret}"}
    return schemathesis.openapi.from_asgi("/openapi.json", app, headers=headers), headers


OPERATIONS = [
    (path, method)
    for path, methods in create(Mainstem(Settings(home=Path("nowhere")))).openapi()["paths"].items()
    for method in methods
    if path.startswith("/api/v1/")
]


@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_every_endpoint_keeps_its_word(
    schema: tuple[BaseSchema, dict[str, str]], path: str, method: str
) -> None:
    """No bug, no undocumented status, shape or type of content, for made-up requests that fit and that do not."""
    document, headers = schema
    operation = document[path][method.upper()]

    @given(case=operation.as_strategy() | operation.as_strategy(generation_mode=GenerationMode.NEGATIVE))
    @settings(max_examples=5, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    def keeps_its_word(case: schemathesis.Case) -> None:
        case.call_and_validate(checks=CHECKS, headers=headers)

    keeps_its_word()


def test_every_operation_is_told(api: TestClient) -> None:
    """OpenAPI 3.1; each operation has a name of its own and says what it does."""
    document = api.get("http://localhost/openapi.json").json()
    operations = [one for path in document["paths"].values() for one in path.values()]
    names = [one["operationId"] for one in operations]
    assert ("3.1.0", len(set(names))) == (document["openapi"], len(names))
    assert [] == [one["operationId"] for one in operations if not one.get("description")]
