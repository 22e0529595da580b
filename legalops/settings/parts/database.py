"""PostgreSQL and the cache; web requests and workers have different time limits."""

import environ

env = environ.Env()

DATABASES = {
    "default": {
        **env.db_url("DATABASE_URL", default="postgres:///legalops?host=/var/run/postgresql"),
        "CONN_MAX_AGE": env.int("CONN_MAX_AGE", default=300),
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,
    }
}
DATABASES["default"].setdefault("OPTIONS", {})

CACHES = {
    "default": {
        "BACKEND": "legalops.web.caches.RedisCache",
        "LOCATION": env("CACHE_URL", default="redis://127.0.0.1:6379/1"),
    }
}
