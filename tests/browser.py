"""A headless browser for the HTML report, and what it tells of a page: errors, requests, dialogs."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from selenium.common.exceptions import NoAlertPresentException, WebDriverException
from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

from k8slint.record import dataclass

PROGRAM = next(filter(None, map(shutil.which, ("chromium", "google-chrome"))), None)
DRIVER = shutil.which("chromedriver")
needs_browser = pytest.mark.skipif(not (PROGRAM and DRIVER), reason="needs chromium and chromedriver")
_FLAGS = (
    "--headless",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1400,900",
)


@contextmanager
def browser() -> Iterator[Chrome]:
    """A browser that keeps its console and its network's events."""
    options = ChromeOptions()
    options.binary_location = PROGRAM or ""
    for flag in (*_FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = Chrome(options=options, service=Service(DRIVER))
    try:
        yield driver
    finally:
        driver.quit()


@dataclass(frozen=True)
class Page:
    """A report in a browser."""

    driver: Chrome

    def load(self, text: str, folder: Path, scheme: str = "light", fragment: str = "") -> None:
        """Shows a report, afresh."""
        (folder / "report.html").write_text(text, encoding="utf-8")
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
        self.driver.get("about:blank")
        self.driver.get(f"{(folder / 'report.html').as_uri()}#{fragment}")

    def all(self, selector: str) -> list[WebElement]:
        """The elements that a CSS selector names."""
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def one(self, selector: str) -> WebElement:
        """The first of them."""
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def click(self, selector: str) -> None:
        """Clicks on the first of them."""
        self.one(selector).click()

    def wait_for(self, selector: str, text: str) -> None:
        """Waits until the first of them says a text."""
        WebDriverWait(self.driver, 10, ignored_exceptions=[WebDriverException]).until(
            lambda _: self.one(selector).text == text
        )

    def press(self, *keys: str) -> None:
        """Presses keys one after the other, wherever the focus is."""
        for key in keys:
            self.driver.switch_to.active_element.send_keys(key)

    def walk_to(self, selector: str) -> None:
        """Presses Tab until the element has the focus."""
        for _ in range(40):
            if self.focused(selector):
                return
            self.press(Keys.TAB)
        raise AssertionError(f"Tab does not lead to {selector}")

    def focused(self, selector: str) -> bool:
        """Whether an element with the focus matches."""
        return bool(self.run("return document.activeElement.matches(arguments[0])", selector))

    def run(self, script: str, *arguments: Any) -> Any:
        """What a script says. It is run beside the page's policy."""
        return self.driver.execute_script(script, *arguments)

    def assert_quiet(self) -> None:
        """No dialog was opened, nothing was asked of any network, and the console is empty."""
        with pytest.raises(NoAlertPresentException):
            self.driver.switch_to.alert.dismiss()
        assert self.driver.get_log("browser") == []  # type: ignore[no-untyped-call]
        asked = set(self._requests())
        assert {url.partition(":")[0] for url in asked} <= {"file", "data", "about"}, asked
        assert len({url.partition("#")[0] for url in asked if url.startswith("file:")}) <= 1

    def _requests(self) -> Iterator[str]:
        for entry in self.driver.get_log("performance"):  # type: ignore[no-untyped-call]
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                yield message["params"]["request"]["url"]
