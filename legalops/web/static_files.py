"""Static files of production: content-hashed names, also for the modules that modules import."""

from whitenoise.storage import CompressedManifestStaticFilesStorage

# Only our own modules: Django's switch for all files stumbles over examples in other people's comments.
_IMPORTS = (
    (r"""(?P<matched>from "(?P<url>\./[^"]+)";)""", 'from "%(url)s";'),
    (r"""(?P<matched>import "(?P<url>\./[^"]+)";)""", 'import "%(url)s";'),
)


class HashedStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """WhiteNoise's storage that rewrites the imports inside our JavaScript modules as well."""

    patterns = (*CompressedManifestStaticFilesStorage.patterns, ("js/*.js", _IMPORTS))
