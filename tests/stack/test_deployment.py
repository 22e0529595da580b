"""docker-compose.yml has the shape that runs the product, by the same entry points as `run`."""

import os
import re
import subprocess
import sys

import pytest
import yaml

from legalops.stack.entry_points import COMMANDS
from legalops.stack.paths import ROOT
from legalops.stack.services import ADDRESSES

PRODUCT = ("migrate", "web", "worker", "beat")


@pytest.fixture(scope="module")
def compose():
    """The parsed file."""
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text())


@pytest.fixture(scope="module")
def services(compose):
    """Its services."""
    return compose["services"]


def test_every_service_is_there(services):
    assert set(services) == {"postgres", "broker", "proxy", *PRODUCT}


@pytest.mark.parametrize("name", PRODUCT)
def test_product_services_use_the_same_entry_points_as_run(services, name):
    assert services[name]["command"] == [name]
    assert name in COMMANDS
    assert services[name]["build"] == "."


def test_image_enters_by_serve():
    dockerfile = (ROOT / "Dockerfile").read_text()
    assert 'ENTRYPOINT ["python", "-m", "legalops.stack", "serve"]' in dockerfile
    assert re.findall(r"^USER (\S+)", dockerfile, re.M) == ["legalops"]


@pytest.mark.parametrize("name", PRODUCT)
def test_product_services_get_every_address_and_no_default_secret(services, name):
    environment = services[name]["environment"]
    assert set(ADDRESSES) <= set(environment)
    assert environment["SECRET_KEY"].startswith("${SECRET_KEY:?")
    assert environment["ALLOWED_HOSTS"].startswith("${SITE_ADDRESS:?")


@pytest.mark.parametrize("name", ["web", "worker", "beat"])
def test_product_starts_after_the_migration(services, name):
    conditions = {key: value["condition"] for key, value in services[name]["depends_on"].items()}
    assert conditions == {
        "postgres": "service_healthy",
        "broker": "service_healthy",
        "migrate": "service_completed_successfully",
    }


def test_migrate_runs_once(services):
    assert services["migrate"]["restart"] == "no"
    assert list(services["migrate"]["depends_on"]) == ["postgres"]


@pytest.mark.parametrize("name", ["postgres", "broker", "web", "worker"])
def test_servers_have_health_checks(services, name):
    assert services[name]["healthcheck"]["test"][0] in {"CMD", "CMD-SHELL"}


def test_only_the_proxy_is_open_to_the_outside(services):
    assert [name for name, service in services.items() if "ports" in service] == ["proxy"]


def test_data_lies_in_declared_volumes(compose, services):
    used = {volume.split(":")[0] for service in services.values() for volume in service.get("volumes", [])}
    assert used == set(compose["volumes"])


def test_every_value_asked_for_is_explained(services):
    asked = set(re.findall(r"\$\{(\w+)", (ROOT / "docker-compose.yml").read_text()))
    explained = set(re.findall(r"^(\w+)=", (ROOT / ".env.example").read_text(), re.M))
    assert asked == explained


def production(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A management command with production's settings, as in the image."""
    given = {
        "DJANGO_SETTINGS_MODULE": "legalops.settings.production",
        "SECRET_KEY": "kT9-rY2_vB7qLm4XwZ8sNc3HdJ6fGp1AuEo5iRtQyWbVxKzM0Da7Ub4Ic",
        "ALLOWED_HOSTS": "legalops.example.com",
    }
    # The test run's own leave to mix threads is refused in production.
    kept = {key: value for key, value in os.environ.items() if key != "DJANGO_ALLOW_ASYNC_UNSAFE"}
    return subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env={**kept, **given, **environment},
        capture_output=True,
        text=True,
        timeout=280,
    )


def test_production_settings_pass_the_deployment_check():
    done = production("check", "--deploy", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stderr


@pytest.mark.timeout(300)
def test_static_files_collect_under_hashed_names(tmp_path):
    """As the image is built: every reference in a style sheet must be found."""
    done = production("collectstatic", "--noinput", "--verbosity", "0", STATIC_ROOT=str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert list((tmp_path / "vendor").glob("tabler.*.css.br"))
