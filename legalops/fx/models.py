"""The table of exchange rates."""

import pghistory
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

currency_code = RegexValidator(r"^[A-Z]{3}$", _("Use the three capital letters of ISO 4217, such as USD."))


@pghistory.track()
class ExchangeRate(models.Model):
    """How much base currency one unit of a currency was worth on a date."""

    currency = models.CharField(_("currency"), max_length=3, validators=[currency_code])
    date = models.DateField(_("date"))
    rate = models.DecimalField(
        _("base currency for one unit"), max_digits=18, decimal_places=8, validators=[MinValueValidator(0)]
    )
    source = models.CharField(_("source"), max_length=100)

    class Meta:
        verbose_name = _("exchange rate")
        verbose_name_plural = _("exchange rates")
        ordering = ["currency", "-date"]
        constraints = [
            models.UniqueConstraint(fields=["currency", "date"], name="one_rate_per_currency_and_day"),
            models.CheckConstraint(condition=Q(rate__gt=0), name="exchange_rate_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.currency} {self.date}: {self.rate}"
