"""The migrated template: built once for a state of the migrations, cloned clean for each use."""

import os
import shutil

import psycopg2
import pytest

from legalops.stack.paths import ROOT
from legalops.stack.template_database import clone, drop, exists, schema_stamp, with_database


@pytest.mark.parametrize(
    ("url", "changed"),
    [
        ("postgres:///a?host=/s&user=u", "postgres:///b?host=/s&user=u"),
        ("postgres://u:p@db:5432/a", "postgres://u:p@db:5432/b"),
        ("postgresql://db/a?sslmode=require", "postgresql://db/b?sslmode=require"),
    ],
)
def test_only_the_database_changes(url, changed):
    assert with_database(url, "b") == changed


@pytest.mark.django_db
def test_clone_is_fresh_each_time():
    server = os.environ["DATABASE_URL"]
    template, name = f"lo_test_{os.getpid()}_template", f"lo_test_{os.getpid()}_clone"
    clone(server, "template1", template)
    try:
        clone(server, template, name)
        stays_open = psycopg2.connect(with_database(server, name))
        with stays_open.cursor() as cursor:
            cursor.execute("CREATE TABLE made (id int)")
        stays_open.commit()
        clone(server, template, name)
        with psycopg2.connect(with_database(server, name)) as fresh, fresh.cursor() as cursor:
            cursor.execute("SELECT to_regclass('made')")
            assert cursor.fetchone() == (None,)
        fresh.close()
        stays_open.close()
    finally:
        drop(server, name)
        drop(server, template)
    assert not exists(server, name)


def test_stamp_follows_the_migrations(tmp_path):
    folder = tmp_path / "matters" / "migrations"
    folder.mkdir(parents=True)
    (folder / "0001_initial.py").write_text("one")
    before = schema_stamp(tmp_path)
    assert schema_stamp(tmp_path) == before
    (folder / "0002_more.py").write_text("two")
    assert schema_stamp(tmp_path) != before


def test_stamp_ignores_what_does_not_shape_the_database(tmp_path):
    shutil.copytree(ROOT / "legalops" / "settings", tmp_path / "legalops" / "settings")
    before = schema_stamp(tmp_path)
    (tmp_path / "matters").mkdir()
    (tmp_path / "matters" / "views.py").write_text("x")
    assert schema_stamp(tmp_path) == before


@pytest.mark.django_db(transaction=True)
def test_a_committing_test_leaves_rows(django_user_model):
    django_user_model.objects.create_user(email="left@example.com", full_name="Left Behind")
    assert django_user_model.objects.filter(email="left@example.com").exists()


@pytest.mark.django_db(transaction=True)
def test_the_next_one_finds_none_of_them_but_the_shipped_ones(django_user_model):
    from django.contrib.auth.models import Permission

    assert not django_user_model.objects.filter(email="left@example.com").exists()
    assert Permission.objects.exists()
