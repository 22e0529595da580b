"""Pages of tasks."""

from django.urls import path

from legalops.workflows.views import changing, tasks

app_name = "workflows"
urlpatterns = [
    path("", tasks.task_list, name="tasks"),
    path("finish/", tasks.finish_many, name="finish_many"),
    path("on/<str:kind>/<int:pk>/new/", changing.task_new, name="task_new"),
    path("<int:pk>/", tasks.task_record, name="task_record"),
    path("<int:pk>/done/", tasks.task_done, name="task_done"),
    path("<int:pk>/assign/", tasks.task_assign, name="task_assign"),
    path("<int:pk>/edit/", changing.task_edit, name="task_edit"),
    path("<int:pk>/cancel/", changing.task_cancel, name="task_cancel"),
]
