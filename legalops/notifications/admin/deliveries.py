"""What went out by e-mail, and the addresses that take no more. Texts are for their readers alone."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legalops.access.console import ReadOnlyAdmin
from legalops.notifications.models import Delivery, SuspendedAddress
from legalops.notifications.registry import label_of
from legalops.notifications.services.choosing import lift_suspension
from legalops.notifications.services.outcomes import send_again


@admin.register(Delivery)
class DeliveryAdmin(ReadOnlyAdmin):
    """The log of e-mail."""

    list_display = ("id", "recipient", "kind", "pace", "state", "attempts", "next_at", "sent_at", "error")
    list_filter = ("state", "pace", "notification__kind")
    list_select_related = ("recipient", "notification")
    search_fields = ("recipient__email", "recipient__full_name", "message_id")
    fields = (
        *("recipient", "kind", "channel", "pace", "state", "attempts", "next_at", "sent_at"),
        *("address", "message_id", "error"),
    )
    actions = ("again",)

    @admin.display(description=gettext_lazy("kind"), ordering="notification__kind")
    def kind(self, delivery: Delivery) -> str:
        """What it was about, in general."""
        return str(label_of(delivery.notification.kind))

    @admin.action(description=gettext_lazy("Send again what was not sent"), permissions=["view"])
    def again(self, request: HttpRequest, deliveries: QuerySet[Delivery]) -> None:
        """Failed, bounced and held back ones go back to the outbox."""
        count = send_again(deliveries, actor=request.user)
        self.message_user(request, _("Waiting to be sent: %d.") % count, messages.SUCCESS)


@admin.register(SuspendedAddress)
class SuspendedAddressAdmin(ReadOnlyAdmin):
    """Addresses that their own server refused."""

    list_display = ("address", "reason", "since")
    search_fields = ("address",)
    actions = ("lift",)

    @admin.action(description=gettext_lazy("Write to it again"), permissions=["view"])
    def lift(self, request: HttpRequest, addresses: QuerySet[SuspendedAddress]) -> None:
        """Lift the suspension."""
        for each in addresses:
            lift_suspension(each.address, actor=request.user)
        self.message_user(request, _("These addresses are written to again."), messages.SUCCESS)
