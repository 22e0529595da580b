"""The index, how far it has read the ledger, and what people asked."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from legalops.access.querysets import ScopedQuerySet
from legalops.search.querysets import RecentSearchQuerySet

# English stems without accents; made by the first migration.
WORDS = "search_words"


class SearchEntry(models.Model):
    """The searchable text of one record. Derived: `manage.py search rebuild` makes all of it again.

    `visible_to` raises on purpose: who may see a record is known to its own model only, so results are
    ids that go through that model's door before anybody learns of them.
    """

    record_type = models.CharField(max_length=30)
    record_id = models.BigIntegerField()
    title = models.CharField(max_length=400)
    body = models.TextField(blank=True)
    matter_id = models.BigIntegerField(null=True)
    firm_id = models.BigIntegerField(null=True)
    on = models.DateField(null=True)
    state = models.CharField(max_length=30, blank=True)
    words = models.GeneratedField(
        expression=SearchVector("title", weight="A", config=WORDS)
        + SearchVector("body", weight="C", config=WORDS),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        constraints = [
            models.UniqueConstraint(fields=["record_type", "record_id"], name="search_entry_once_per_record")
        ]
        indexes = [
            GinIndex(fields=["words"], name="search_entry_words"),
            GinIndex(fields=["title"], opclasses=["gin_trgm_ops"], name="search_entry_title_part"),
            models.Index(fields=["record_type", "-on", "-id"], name="search_entry_newest"),
            models.Index(fields=["matter_id", "-on", "-id"], name="search_entry_matter"),
            models.Index(fields=["firm_id", "-on", "-id"], name="search_entry_firm"),
        ]

    def __str__(self) -> str:
        return f"{self.record_type} {self.record_id}: {self.title}"


class SearchWord(models.Model):
    """A word that some record holds, as it is written there in small letters: what misspelt words are held
    against. Derived like the entries, but a word that left the records stays; it finds nothing then.

    Told to nobody as such: a word is proposed only where it finds a record that the person may see.
    """

    word = models.CharField(max_length=40, primary_key=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("search word")
        verbose_name_plural = _("search words")
        indexes = [GinIndex(fields=["word"], opclasses=["gin_trgm_ops"], name="search_word_part")]

    def __str__(self) -> str:
        return self.word


class LedgerMark(models.Model):
    """How far the index has read the ledger.

    `gaps` are runs of numbers not seen yet, [first, last, since]: a transaction that took its numbers early
    may commit after later ones were read.
    """

    event_id = models.BigIntegerField(default=0)
    gaps = models.JSONField(default=list)

    class Meta:
        verbose_name = _("reading mark of the search index")
        verbose_name_plural = _("reading marks of the search index")

    def __str__(self) -> str:
        return f"read up to {self.event_id}"


class RecentSearch(models.Model):
    """What a person searched for last; theirs alone."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="recent_searches")
    text = models.CharField(max_length=200)
    asked_at = models.DateTimeField(default=timezone.now)

    objects = RecentSearchQuerySet.as_manager()

    class Meta:
        verbose_name = _("recent search")
        verbose_name_plural = _("recent searches")
        ordering = ["-asked_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["user", "text"], name="recent_search_once")]
        indexes = [models.Index(fields=["user", "-asked_at"], name="recent_search_newest")]

    def __str__(self) -> str:
        return self.text
