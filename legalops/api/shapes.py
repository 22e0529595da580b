"""What many actions take: nothing, or a reason."""

from rest_framework import serializers


class Nothing(serializers.Serializer):
    """Takes nothing."""


class ReasonGiven(serializers.Serializer):
    """A reason in words, always."""

    reason = serializers.CharField(max_length=2000)


class OptionalReason(serializers.Serializer):
    """A reason in words, where there is one to give."""

    reason = serializers.CharField(max_length=2000, required=False, allow_blank=True, default="")
