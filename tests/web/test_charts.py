"""A chart and its table twin are the same values."""

import json
from decimal import Decimal

from lxml import html

from legalops.web.charts import Chart, Series


def chart(**fields):
    series = [Series("Spend </script>", [Decimal("1234.5"), None], ["/jan/", "/feb/"])]
    return Chart("spend", "Spend", "bar", ["Jan", "Feb"], series, "Month", "USD", places=2, **fields)


def spec_of(one):
    return json.loads(html.fragment_fromstring(one.json_script).text_content())


def test_drawing_and_table_hold_the_same_values():
    one = chart()
    assert spec_of(one)["series"][0]["values"] == [1234.5, None]
    assert [row["cells"][0]["text"] for row in one.rows] == ["1,234.50", "–"]
    assert [row["cells"][0]["href"] for row in one.rows] == spec_of(one)["series"][0]["hrefs"]


def test_a_name_cannot_end_the_script():
    assert "</script>" not in chart().json_script.removesuffix("</script>")
    assert spec_of(chart())["series"][0]["name"] == "Spend </script>"


def test_percentages_are_ratios_of_one():
    one = Chart("rate", "Rate", "line", ["Jan"], [Series("Rate", [Decimal("0.0595")])], format="percent")
    assert [row["cells"][0]["text"] for row in one.rows] == ["6.0%"]


def test_a_target_is_drawn():
    assert spec_of(chart(target=Decimal(100)))["target"] == 100.0
