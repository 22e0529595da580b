"""What every place to run shares: applications, middleware, templates, language and sign-in."""

from pathlib import Path

import environ

ROOT = Path(__file__).resolve().parents[2]
env = environ.Env()

from .parts.api import *
from .parts.celery import *
from .parts.columns import *
from .parts.database import *
from .parts.email import *
from .parts.files import *
from .parts.intake import *
from .parts.logging import *
from .parts.security import *
from .parts.sign_in import *
from .parts.storage import *
from .parts.templates import *
from .parts.unfold import *

ROOT_URLCONF = "legalops.urls"
WSGI_APPLICATION = "legalops.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"

INSTALLED_APPS = [
    "unfold.apps.BasicAppConfig",
    "unfold.contrib.filters",
    "legalops.access.console_app.ConsoleConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.socialaccount.providers.saml",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_htmx",
    "django_filters",
    "django_cotton.apps.SimpleAppConfig",
    "template_partials.apps.SimpleAppConfig",
    "django_celery_beat",
    "pgtrigger",
    "pghistory",
    "csp",
    "legalops.accounts",
    "legalops.access",
    "legalops.audit",
    "legalops.configuration",
    "legalops.calendars",
    "legalops.fx",
    "legalops.jobs",
    "legalops.web",
    "legalops.api",
    "legalops.fields",
    "legalops.lists",
    "legalops.automation",
    "legalops.timeline",
    "legalops.documents",
    "legalops.files",
    "legalops.contacts",
    "legalops.exports",
    "legalops.keeping",
    "legalops.branding",
    "legalops.imports",
    "legalops.reference",
    "legalops.notifications",
    "legalops.signin",
    "legalops.governance",
    "legalops.scim",
    "legalops.approvals",
    "legalops.workflows",
    "legalops.requests",
    "legalops.search",
    "vendors",
    "matters",
    "billing",
    "dashboards",
    "legalops.demo",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "legalops.web.middleware.StampsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "legalops.access.glass.GlassIsReadOnlyMiddleware",
    "legalops.web.middleware.ReaderMiddleware",
    "legalops.signin.middleware.SessionSeenMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "legalops.signin.middleware.SecondFactorMiddleware",
    "legalops.audit.middleware.CorrelationMiddleware",
    "legalops.web.middleware.StatementTimeoutMiddleware",
    "legalops.web.middleware.FragmentMiddleware",
    "legalops.web.middleware.DomainErrorMiddleware",
    "legalops.governance.middleware.ViewAsMiddleware",
    "legalops.governance.middleware.LooksOnlyMiddleware",
]

CSRF_FAILURE_VIEW = "legalops.web.views.csrf.failure"

LANGUAGE_CODE = "en"
# Each by its own name, as whoever looks for it knows it.
LANGUAGES = [("en", "English"), ("de", "Deutsch"), ("fr", "Français")]
LOCALE_PATHS = [ROOT / "legalops" / "locale"]
FORMAT_MODULE_PATH = "legalops.locale"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

BASE_CURRENCY = env("BASE_CURRENCY", default="USD")
REPORTING_TIME_ZONE = env("REPORTING_TIME_ZONE", default="America/New_York")
FISCAL_YEAR_START_MONTH = env.int("FISCAL_YEAR_START_MONTH", default=1)
