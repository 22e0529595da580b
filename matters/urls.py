"""Pages of the matters app."""

from django.urls import path

from matters.views import changes, dates, files, glass, lists, matter, money, people, walls

app_name = "matters"
urlpatterns = [
    path("", lists.matter_list, name="list"),
    path("mine/", lists.mine, name="mine"),
    path("mine/panel/", lists.mine_panel, name="mine_panel"),
    path("panels/firm/<int:firm_id>/", lists.firm_panel, name="firm_panel"),
    path("new/", changes.new, name="new"),
    path("break-glass/", glass.break_, name="glass"),
    path("<str:number>/", matter.overview, name="matter"),
    path("<str:number>/peek/", lists.peek, name="peek"),
    path("<str:number>/money/", matter.money, name="money"),
    path("<str:number>/dates/", matter.dates, name="dates"),
    path("<str:number>/files/", files.show, name="files"),
    path("<str:number>/people/", matter.people, name="people"),
    path("<str:number>/timeline/", matter.timeline, name="timeline"),
    path("<str:number>/edit/", changes.edit, name="edit"),
    path("<str:number>/stage/", changes.stage, name="stage"),
    path("<str:number>/restrict/", changes.restrict, name="restrict"),
    path("<str:number>/budget/", money.budget, name="budget"),
    path("<str:number>/rates/new/", money.rate, name="rate"),
    path("<str:number>/firms/new/", money.engage, name="engage"),
    path("<str:number>/firms/<int:pk>/end/", money.release, name="release"),
    path("<str:number>/numbers/new/", money.number_, name="number"),
    path("<str:number>/dates/new/", dates.add, name="date_new"),
    path("<str:number>/dates/<int:pk>/", dates.change, name="date"),
    path("<str:number>/dates/<int:pk>/done/", dates.done, name="date_done"),
    path("<str:number>/dates/<int:pk>/reopen/", dates.reopen, name="date_reopen"),
    path("<str:number>/people/new/", people.add, name="member_new"),
    path("<str:number>/people/<int:pk>/remove/", people.remove, name="member_remove"),
    path("<str:number>/timekeepers/new/", people.staff, name="staff"),
    path("<str:number>/timekeepers/<int:pk>/remove/", people.unstaff, name="unstaff"),
    path("<str:number>/walls/new/", walls.raise_, name="wall_new"),
    path("<str:number>/walls/<int:pk>/lift/", walls.lift, name="wall_lift"),
    path("<str:number>/walls/<int:pk>/until/", walls.until, name="wall_until"),
    path("<str:number>/walls/<int:pk>/acknowledge/", walls.acknowledge, name="wall_acknowledge"),
    path("<str:number>/break-glass/<int:pk>/end/", glass.end, name="glass_end"),
]
