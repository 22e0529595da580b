"""Pages by cursor: as quick at the end of a long list as at its beginning."""

from rest_framework.pagination import CursorPagination


class CursorPages(CursorPagination):
    """`?cursor=` and `?page_size=` (50, at most 200); newest first unless `?ordering=` says otherwise."""

    page_size = 50
    max_page_size = 200
    page_size_query_param = "page_size"
    ordering = "-pk"

    def get_ordering(self, request, queryset, view) -> tuple[str, ...]:
        """What was asked for, made definite by the key."""
        ordering = tuple(super().get_ordering(request, queryset, view))
        return ordering if ordering[-1].lstrip("-") in ("pk", "id") else (*ordering, "-pk")
