"""Endpoints of the mapping of matters to accounts of the general ledger."""

from typing import Any

import django_filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from billing.models import AccountMapping
from billing.services.account_mappings import map_account, unmap_account
from legalops.access import capabilities as can
from legalops.api.permissions import InDepartment
from legalops.api.relations import SeenBy
from legalops.api.viewsets import RecordViews
from legalops.reference.api.relations import CodeField
from legalops.reference.models import LedgerAccount
from matters.models import MatterType

_WRITE = frozenset({can.CONFIGURE})


class AccountMappingSerializer(serializers.ModelSerializer):
    """The account to which invoices of a matter type, of a task code set or, with neither, of all the rest
    are posted.
    """

    matter_type = SeenBy("code", queryset=MatterType.objects.all(), allow_null=True, required=False)
    code_set = serializers.CharField(max_length=20, allow_blank=True, required=False)
    account = CodeField(LedgerAccount, required=True, allow_null=False)
    applies_to = serializers.CharField(read_only=True)

    class Meta:
        model = AccountMapping
        fields = ("id", "matter_type", "code_set", "account", "applies_to")
        # What is mapped already is mapped anew, by the service.
        validators: tuple = ()


class AccountSerializer(serializers.Serializer):
    """Another account for what is mapped."""

    account = CodeField(LedgerAccount, required=True, allow_null=False)


class AccountMappingFilter(django_filters.FilterSet):
    """What the list may be narrowed by."""

    matter_type = django_filters.CharFilter("matter_type__code", "iexact")
    code_set = django_filters.CharFilter("code_set", "iexact")
    account = django_filters.CharFilter("account__code", "iexact")


class AccountMappingViews(RecordViews):
    """Account mappings: read by the department, kept by administrators."""

    area = "reference"
    permission_classes = (InDepartment,)
    capabilities = {"create": _WRITE, "partial_update": _WRITE, "destroy": _WRITE}
    queryset = AccountMapping.objects.none()
    serializer_class = AccountMappingSerializer
    takes = {"partial_update": AccountSerializer}
    filterset_class = AccountMappingFilter
    ordering = ("pk",)
    http_method_names = ("get", "post", "patch", "delete", "head", "options")

    def queryset_for(self, user: Any) -> Any:
        """All of them: they tell of no record."""
        return AccountMapping.objects.select_related("matter_type", "account")

    @extend_schema(responses={201: AccountMappingSerializer})
    def create(self, request: Request) -> Response:
        """Map an account; it takes the place of the one before."""
        return self.made(request, lambda given: map_account(**given, actor=request.user))

    @extend_schema(responses=AccountMappingSerializer)
    def partial_update(self, request: Request, pk: str) -> Response:
        """Post to another account from now on."""
        row, account = self.get_object(), self.taken(request)["account"]
        same = {"matter_type": row.matter_type, "code_set": row.code_set}
        return self.shown(map_account(account, **same, actor=request.user))

    def destroy(self, request: Request, pk: str) -> Response:
        """Take a mapping away; the next wider one applies from then on."""
        unmap_account(self.get_object(), actor=request.user)
        return Response(status=204)
