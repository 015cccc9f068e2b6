"""Journeys use the phones of the browser tests."""

from tests.browser.conftest import chromium, chromium_path, launch, phone, playwright

__all__ = ["chromium", "chromium_path", "launch", "phone", "playwright"]
