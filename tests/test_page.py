"""The HTML report in a browser: by mouse, by keyboard, large, hostile, light and dark."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from benchmarks.generate import cluster
from selenium.webdriver import Chrome
from selenium.webdriver.common.keys import Keys

from k8slint.config import Config
from k8slint.engine import Result, check, check_reading
from k8slint.finding import Severity
from k8slint.inputs.read import read_text
from k8slint.report.html import render
from tests.browser import Page, browser, needs_browser
from tests.fixture import FIXTURES
from tests.test_report_html import any_pod

pytestmark = [pytest.mark.slow, needs_browser]
SHOP = FIXTURES / "apps/shop"
BLOCKED = FIXTURES / "rules/required-connection-blocked/bad.yaml"
REACH = FIXTURES / "reach/shop"
HOSTILE = """
apiVersion: v1
kind: Service
metadata: {name: "</script><img src=x onerror=alert(1)>", namespace: "<svg onload=alert(2)>"}
spec: {selector: {app: "\\u2028\\u202e'\\"><script>alert(3)</script>"}, ports: [{port: 80, targetPort: "<b>"}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: "javascript:alert(4)", namespace: "<svg onload=alert(2)>"}
spec:
  selector: {matchLabels: {app: a}}
  template:
    metadata: {labels: {app: a, "__proto__": "constructor"}}
    spec: {containers: [{name: "{{7*7}}", image: "&lt;", ports: [{containerPort: 80, name: "&quot;"}]}]}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: "' onmouseover=alert(5) x='", namespace: "<svg onload=alert(2)>"}
spec: {podSelector: {}, ingress: [{from: [{podSelector: {matchLabels: {"<i>": "<u>"}}}]}]}
"""


@pytest.fixture(scope="module")
def driver() -> Iterator[Chrome]:
    """One browser for all of these tests."""
    with browser() as driver:
        yield driver


@pytest.fixture
def page(driver: Chrome) -> Iterator[Page]:
    """A page that was quiet to the end of the test."""
    page = Page(driver)
    yield page
    page.assert_quiet()


def checked(text: str, name: str = "all.yaml") -> Result:
    return check_reading(read_text(name, text), Config())


def show_map(page: Page, result: Result, folder: Path) -> None:
    page.load(render(result), folder)
    page.click("#tab-map")


def node(page: Page, label: str) -> None:
    page.click(f'[data-node][aria-label^="{label}"]')


def test_findings_are_filtered_and_open(page: Page, tmp_path: Path) -> None:
    page.load(render(check([str(SHOP)])), tmp_path)
    assert len(page.all("#finding-list details")) == 4
    page.one("#finding-search").send_keys("gprc")
    (item,) = page.all("#finding-list details")
    item.find_element("css selector", "summary").click()
    assert [line.text.strip() for line in page.all(".gone, .come")] == [
        "12 -       targetPort: gprc",
        "12 +       targetPort: grpc",
    ]
    page.one("#finding-search").clear()
    page.one("#finding-search").send_keys("nowhere")
    assert page.one(".nothing").text == "No finding fits the filters."


def test_level_is_switched_off_and_on(page: Page, tmp_path: Path) -> None:
    page.load(render(check([str(SHOP)])), tmp_path)
    page.click("#levels .error")
    assert page.one("#finding-count").text == "0 of 4 findings"
    page.click("#levels .error")
    assert page.one("#finding-count").text == "4 of 4 findings"


def test_finding_leads_to_the_map_and_back(page: Page, tmp_path: Path) -> None:
    page.load(render(check([str(SHOP)])), tmp_path)
    page.click("details[open] .body button")
    assert page.one("#panel h2").text == "Service cart"
    page.click("#panel li button")
    assert page.focused("details[open] summary")


def test_connection_tells_why(page: Page, tmp_path: Path) -> None:
    show_map(page, check([str(REACH)]), tmp_path)
    node(page, "StatefulSet redis")
    assert "Policies limit who connects to it" in page.one("#panel").text
    page.run("[...document.querySelectorAll('#panel li button')].find((b) => b.textContent.includes('cart')).click()")
    told = page.one("#panel").text
    assert page.one("#panel h2").text == "Deployment cart in shop → StatefulSet redis in shop"
    assert "\nTCP 6379\n" in told
    assert "NetworkPolicy shop/redis limits its ingress" in told
    assert "NetworkPolicy shop/redis: ingress rule 1, allow 6379/TCP" in told
    assert len(page.all(".link.lit")) == 1


def test_without_policies_the_map_says_so(page: Page, tmp_path: Path) -> None:
    show_map(page, checked(cluster(500, 0, 25)), tmp_path)
    assert page.one("#map-status").text == "no policy: everyone may connect to everyone"
    assert page.all(".link") == []
    assert len(page.all(".space")) == 25
    page.click("#expand")
    assert len(page.all(".node")) == 500


def test_namespaces_that_take_every_pod_say_so(page: Page, tmp_path: Path) -> None:
    show_map(page, checked(cluster(40, 0, 4) + any_pod("team-1")), tmp_path)
    page.click("#collapse")
    assert [badge.text for badge in page.all(".space .count.pods")] == ["every pod may connect"]
    assert page.one("#map-status").text == "40 workloads, 30 open to everyone, 10 to every pod"


def test_large_map_stays_readable(page: Page, tmp_path: Path) -> None:
    show_map(page, checked(cluster(500, 200, 25)), tmp_path)
    assert len(page.all(".node")) == 0
    assert 0 < len(page.all(".link")) <= 25 * 25
    page.click(".space")
    assert len(page.all(".node")) == 20
    page.click("#expand")
    assert len(page.all(".node")) >= 500
    assert len(page.all(".link")) <= 1500


def test_map_is_filtered_and_searched(page: Page, tmp_path: Path) -> None:
    show_map(page, checked(cluster(500, 200, 25)), tmp_path)
    page.one("#map-search").send_keys("pod-7")
    assert page.one("#map-status").text == "11 objects: Enter shows the nearest"
    page.one("#map-search").send_keys("7", Keys.ENTER)
    assert page.one("#panel h2").text == "Pod pod-77"
    assert page.focused(".chosen")
    page.click("#map-namespace option[value='=team-3']")
    assert len(page.all(".node:not(.outside)")) == 20


@pytest.mark.parametrize(("words", "found"), [("app=redis", "StatefulSet redis"), ("6379", "Service redis")])
def test_labels_and_ports_are_searched_too(page: Page, tmp_path: Path, words: str, found: str) -> None:
    text = BLOCKED.read_text()
    show_map(page, checked(text), tmp_path)
    page.one("#map-search").send_keys(words, Keys.ENTER)
    assert page.one("#panel h2").text == found


def test_map_moves_and_zooms(page: Page, tmp_path: Path) -> None:
    show_map(page, check([str(SHOP)]), tmp_path)
    first = page.one("#drawing").get_dom_attribute("viewBox")
    page.click("#zoom-in")
    second = page.one("#drawing").get_dom_attribute("viewBox")
    page.click("#fit")
    assert second != first == page.one("#drawing").get_dom_attribute("viewBox")


def test_keyboard_alone(page: Page, tmp_path: Path) -> None:
    page.load(render(check([str(REACH)])), tmp_path)
    page.walk_to("#tab-findings")
    page.walk_to("#finding-list summary")
    page.press(Keys.ENTER, Keys.ENTER)
    assert page.one("#finding-list details").get_attribute("open")
    page.run("document.activeElement.blur(); document.querySelector('#tab-findings').focus()")
    page.press(Keys.ARROW_RIGHT)
    assert page.focused("#tab-map[aria-selected=true]")
    page.walk_to("#drawing [role=button]")
    assert page.focused(".space")
    page.press(Keys.ARROW_DOWN)
    assert page.focused("[data-node]")
    page.press(Keys.ENTER)
    assert page.focused(".chosen")
    page.walk_to("#panel .close")
    page.walk_to("#panel li button")
    page.press(Keys.ENTER)
    assert page.focused("#panel")
    assert "→" in page.one("#panel h2").text
    page.press(Keys.ESCAPE)
    assert page.focused("[data-node]")
    assert page.one("#panel h2").text == "At a glance"


def test_focus_is_seen(page: Page, tmp_path: Path) -> None:
    page.load(render(check([str(SHOP)])), tmp_path)
    page.walk_to("#theme")
    assert page.run("return getComputedStyle(document.activeElement).outlineWidth") == "3px"
    page.walk_to("#rule")
    assert page.run("return getComputedStyle(document.activeElement).outlineWidth") == "3px"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_light_and_dark(page: Page, tmp_path: Path, scheme: str) -> None:
    page.load(render(check([str(SHOP)])), tmp_path, scheme)
    back = "return getComputedStyle(document.body).backgroundColor"
    first = page.run(back)
    page.click("#theme")
    assert page.run(back) != first
    page.click("#theme")
    assert page.run(back) == first
    assert (sum(map(int, first.removeprefix("rgb(").removesuffix(")").split(","))) < 200) is (scheme == "dark")


def test_hostile_names_do_nothing(page: Page, tmp_path: Path) -> None:
    page.load(render(checked(HOSTILE, "javascript:alert(6)//<img src=x>.yaml")), tmp_path)
    elements = (
        "return document.querySelectorAll('img, iframe, object, a, b, i, u, script:not(#data), [onerror]').length"
    )
    for summary in page.all("#finding-list details:not([open]) summary"):
        summary.click()
    assert "javascript:alert(6)//<img src=x>.yaml" in page.one("#finding-list").text
    page.click("#tab-map")
    for number in range(len(page.all("[data-node]"))):
        page.run(
            "document.querySelectorAll('[data-node]')[arguments[0]].dispatchEvent(new Event('click', {bubbles: true}))",
            number,
        )
        assert page.one("#panel h2").text
    assert "</script><img src=x onerror=alert(1)>" in page.run("return document.querySelector('#drawing').textContent")
    assert page.run(elements) == 1


def test_call_that_policies_refuse_is_told_with_its_commands(page: Page, tmp_path: Path) -> None:
    show_map(page, check([str(BLOCKED)]), tmp_path)
    assert len(page.all(".link.blocked")) == 1
    glance = page.one("#panel").text
    assert (
        "Called, and not reached: 1\nStatefulSet redis in shop\nshop/redis:6379, told to: Deployment cart in shop"
        in glance
    )
    page.click("#panel li button")
    told = page.one("#panel").text
    assert "It does not get through\nREDIS_ADDR asks for it" in told
    assert "broken ingress policy: StatefulSet redis: no ingress rule of NetworkPolicy redis admits it" in told
    page.click("#panel details summary")
    assert any(line.text.startswith("kubectl ") for line in page.all("#panel details pre"))


def test_call_of_what_the_input_lacks_leads_to_its_place(page: Page, tmp_path: Path) -> None:
    show_map(page, checked(BLOCKED.read_text().replace("kind: Service\n", "kind: Ignored\n")), tmp_path)
    assert len(page.all(".link.missing")) == 1
    node(page, "Service redis in shop")
    assert "not in the input" in page.one("#panel").text
    assert "Who is told to call it\nDeployment cart in shop" in page.one("#panel").text


def test_at_a_glance_tells_the_ways_in_and_who_reaches_stores(page: Page, tmp_path: Path) -> None:
    show_map(page, check([str(SHOP)]), tmp_path)
    assert "Ways in from outside: 1\nIngress web in shop" in page.one("#panel").text
    show_map(page, check([str(REACH)]), tmp_path)
    assert "StatefulSet redis in shop\nRedis. Reached by Deployment cart in shop" in page.one("#panel").text


def test_namespaces_stand_in_the_order_of_calls(page: Page, tmp_path: Path) -> None:
    caller = """
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: web}
spec: {containers: [{name: main, image: "example.com/web:1", env: [{name: API_URL, value: "http://api.api.svc:80"}]}]}
---
apiVersion: v1
kind: Service
metadata: {name: api, namespace: api}
spec: {selector: {app: api}, ports: [{port: 80}]}
"""
    show_map(page, checked(caller), tmp_path)
    assert [page.all(".space .title")[place].text for place in (0, 1)] == ["▾ web", "▾ api"]


def test_address_keeps_what_is_seen_and_back_goes_back(page: Page, tmp_path: Path) -> None:
    show_map(page, check([str(SHOP)]), tmp_path)
    node(page, "Deployment cart")
    node(page, "Service cart")
    address = page.driver.current_url
    page.driver.back()
    page.wait_for("#panel h2", "Deployment cart")
    page.driver.back()
    page.wait_for("#panel h2", "At a glance")
    page.driver.get("about:blank")
    page.driver.get(address)
    assert page.one("#panel h2").text == "Service cart"
    page.click("#panel li button")
    address = page.driver.current_url
    page.driver.get("about:blank")
    page.driver.get(address)
    assert page.focused("details[open] summary")


def test_address_that_names_nothing_shows_the_page(page: Page, tmp_path: Path) -> None:
    page.load(
        render(check([str(SHOP)])), tmp_path, fragment="view=map&at=object+<img src=x>&network=__proto__&finding=1"
    )
    assert page.one("#panel h2").text == "At a glance"
    assert page.all("img") == []


def test_networks_have_a_map_each(page: Page, tmp_path: Path) -> None:
    dev, prod = check([str(SHOP)]), check([str(REACH)])
    result = Result(dev.cluster, dev.findings, networks=(("dev", dev), ("prod", prod)))
    show_map(page, result, tmp_path)
    assert page.all('[data-node][aria-label^="StatefulSet redis"]') == []
    page.click("#network option:nth-child(2)")
    page.wait_for("#map-status", "3 workloads, 0 open to everyone")
    assert page.all('[data-node][aria-label^="StatefulSet redis"]')
    assert page.all("svg .count.error") == [], "the findings are of the other network"
    page.driver.back()
    page.wait_for("#map-status", "no policy: everyone may connect to everyone")


def test_map_is_filtered_by_level_and_rule(page: Page, tmp_path: Path) -> None:
    show_map(page, check([str(SHOP)]), tmp_path)
    page.click("#map-findings option[value='rule service-selects-no-pods']")
    assert [each.get_dom_attribute("aria-label").split(",")[0] for each in page.all(".node:not(.faint, .outside)")] == [
        "Service cart in shop"
    ]


def test_five_hundred_workloads_answer_at_once(page: Page, tmp_path: Path) -> None:
    show_map(page, checked(cluster(500, 200, 25)), tmp_path)
    timed = "const start = performance.now(); {0}; document.body.offsetHeight; return performance.now() - start"
    assert page.run(timed.format("document.querySelector('#expand').click()")) < 3000
    click = "document.querySelector('[data-node]').dispatchEvent(new Event('click', {bubbles: true}))"
    assert page.run(timed.format(click)) < 1000


def test_on_a_narrow_screen_nothing_lies_beside_the_page(page: Page, tmp_path: Path) -> None:
    page.driver.set_window_size(480, 900)
    try:
        show_map(page, check([str(SHOP)]), tmp_path)
        node(page, "Service cart")
        assert page.run("return document.documentElement.scrollWidth <= innerWidth")
        assert page.one("#panel").rect["y"] > page.one("#drawing").rect["y"]
    finally:
        page.driver.set_window_size(1400, 900)


def test_all_findings_are_printed_with_their_lines(page: Page, tmp_path: Path) -> None:
    page.load(render(check([str(SHOP)])), tmp_path)
    page.driver.execute_cdp_cmd("Page.printToPDF", {})
    assert len(page.all("#finding-list details[open] pre")) >= 4


def test_worst_findings_come_first(page: Page, tmp_path: Path) -> None:
    result = check([str(SHOP)])
    info = [replace(result.findings[0], severity=Severity.INFO), *result.findings[1:]]
    page.load(render(Result(result.cluster, tuple(info))), tmp_path)
    assert page.all("#finding-list .level")[-1].text == "info"


def test_nothing_to_show(page: Page, tmp_path: Path) -> None:
    show_map(page, checked("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n"), tmp_path)
    assert page.all(".node, .space") == []
    assert page.one("#map-status").text == "nothing in the input takes part in the network"
