"""The cache, on a Redis whose client is made once."""

from django.core.cache.backends.redis import RedisCache as DjangoRedisCache
from django.core.cache.backends.redis import RedisCacheClient
from redis import ConnectionPool, Redis


class _KeptClient(RedisCacheClient):
    """Django makes a client for every command, which takes longer than the command."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self._clients: dict[ConnectionPool, Redis] = {}

    def get_client(self, key=None, *, write: bool = False) -> Redis:
        """The client of the pool; its connections are the pool's, so threads and forks share none."""
        pool = self._get_connection_pool(write)
        if pool not in self._clients:
            self._clients[pool] = self._client(connection_pool=pool)
        return self._clients[pool]


class RedisCache(DjangoRedisCache):
    """Django's own, but for its client."""

    def __init__(self, server: str, params: dict) -> None:
        super().__init__(server, params)
        self._class = _KeptClient
