"""A developer's machine and the embedded evaluation stack (`make run`)."""

from .base import *
from .base import env

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env("SECRET_KEY", default="development-only-key-never-used-in-production-0123456789")
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", "testserver"]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
# Passkeys on a machine without TLS.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
# Demo people share a known password: `demo load` works without --force where this is set, and only there.
DEMO_WELCOME = True
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
